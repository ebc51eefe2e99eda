"""Counting who agrees: the rules against a plain reckoning, and what must hold of all of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from spinney.base.kernel.assent import Count, Elector, Method, Part, Rule, count

VOICES = ("agrees", "stands_aside", "objects")
FALLBACK = date(2026, 4, 1)


@st.composite
def cases(draw):
    """Up to eight electors with weights and classes, what they say, and a rule."""
    number = draw(st.integers(1, 8))
    electors = tuple(
        Elector(
            f"u{at}", f"Member {at}", draw(st.integers(1, 4)),
            draw(st.sampled_from([(), ("small",), ("small", "host")])), draw(st.booleans()),
        )
        for at in range(number)
    )  # fmt: skip
    voices = draw(
        st.dictionaries(st.sampled_from([one.uid for one in electors]), st.sampled_from(VOICES))
    )
    part = st.builds(Part, st.fractions(0, 1, max_denominator=4), st.integers(0, 3))
    rule = Rule(
        draw(st.sampled_from(list(Method))),
        draw(st.none() | st.sampled_from(list(Method))),
        FALLBACK,
        draw(st.integers(1, 100)),
        draw(st.booleans()),
        draw(part),
        draw(st.dictionaries(st.just("small"), part)),
    )
    return rule, electors, voices


def reckoned(rule, electors, voices, on):
    """The same by other means: straight from the sentences of the rules."""
    method = rule.fallback if rule.fallback and on and on >= FALLBACK else rule.method
    said = [(one, voices.get(one.uid)) for one in electors]
    for name, part in [(None, rule.quorum), *rule.quorum_of.items()]:
        pool = [v for one, v in said if one.in_quorum and (name is None or name in one.classes)]
        if sum(v is not None for v in pool) < max(part.at_least, part.share * len(pool)):
            return False
    agree = sum(one.weight for one, v in said if v == "agrees")
    against = sum(one.weight for one, v in said if v == "objects")
    of = sum(one.weight for one in electors) if rule.of_all else agree + against
    everybody = all(v is not None for _, v in said)
    return (
        agree > 0
        and {
            Method.CONSENT: against == 0,
            Method.CONSENSUS: against == 0 and everybody,
            Method.MAJORITY: agree > of - agree,
            Method.TWO_THIRDS: 3 * agree >= 2 * of,
            Method.SHARE: 100 * agree >= rule.threshold * of,
            Method.UNANIMOUS: all(v == "agrees" for _, v in said),
        }[method]
    )


@given(cases(), st.sampled_from([None, date(2026, 3, 31), FALLBACK]))
def test_it_counts_as_the_rule_says(case, on):
    rule, electors, voices = case
    assert count(rule, electors, voices, on).passes == reckoned(rule, electors, voices, on)


@given(cases(), st.data())
def test_who_comes_to_agree_never_stops_it(case, data):
    rule, electors, voices = case
    one = data.draw(st.sampled_from(electors))
    if count(rule, electors, voices, None).passes:
        assert count(rule, electors, voices | {one.uid: "agrees"}, None).passes


@given(cases())
def test_the_order_and_strangers_do_not_count(case):
    rule, electors, voices = case
    found = count(rule, electors, voices, None)
    assert count(rule, electors[::-1], voices | {"stranger": "objects"}, None) == found


@given(cases())
def test_every_result_gives_its_reasons_and_comes_back_from_json(case):
    rule, electors, voices = case
    found = count(rule, electors, voices, FALLBACK)
    assert found.reasons
    assert Count.from_json(found.to_json()) == found
    assert Rule.from_json(rule.to_json()) == rule
    assert tuple(Elector.from_json(one.to_json()) for one in electors) == electors


def four(**voices):
    electors = tuple(Elector(name, name.title()) for name in ("ash", "birch", "elm", "fir"))
    return electors, voices


def codes(found):
    return [one.code for one in found.reasons]


def test_consent_waits_for_no_silence_but_its_quorum_does():
    electors, voices = four(ash="agrees")
    assert count(Rule(Method.CONSENT), electors, voices, None).passes
    half = Rule(Method.CONSENT, quorum=Part(Fraction(1, 2)))
    found = count(half, electors, voices, None)
    assert (found.passes, codes(found)) == (False, ["quorum_missing"])
    assert found.reasons[0].numbers == {"needed": 2, "here": 1, "of": 4}


def test_an_objection_stops_consent_until_it_is_withdrawn():
    electors, voices = four(ash="agrees", birch="objects")
    assert codes(count(Rule(Method.CONSENT), electors, voices, None)) == ["objections"]
    voices["birch"] = "stands_aside"
    assert count(Rule(Method.CONSENT), electors, voices, None).passes


def test_consensus_turns_into_its_fallback_on_its_day():
    rule = Rule(Method.CONSENSUS, Method.TWO_THIRDS, FALLBACK)
    electors, voices = four(ash="agrees", birch="agrees", elm="agrees", fir="objects")
    before = count(rule, electors, voices, date(2026, 3, 31))
    assert (before.passes, before.method) == (False, Method.CONSENSUS)
    after = count(rule, electors, voices, FALLBACK)
    assert (after.passes, after.method, codes(after)) == (
        True, Method.TWO_THIRDS, ["two_thirds_met"],
    )  # fmt: skip


def test_half_is_no_majority_and_two_thirds_are_two_thirds():
    electors, voices = four(ash="agrees", birch="agrees", elm="objects", fir="objects")
    assert not count(Rule(Method.MAJORITY), electors, voices, None).passes
    voices = {"ash": "agrees", "birch": "agrees", "elm": "objects"}
    assert count(Rule(Method.TWO_THIRDS), electors, voices, None).passes


def test_weights_count_in_a_majority_and_organisations_in_a_quorum():
    electors = (Elector("big", "Big", 3), Elector("a", "A"), Elector("b", "B"))
    voices = {"big": "agrees", "a": "objects", "b": "objects"}
    assert count(Rule(Method.MAJORITY), electors, voices, None).passes
    rule = Rule(Method.MAJORITY, quorum=Part(at_least=2))
    assert not count(rule, electors, {"big": "agrees"}, None).passes


def test_a_quorum_of_a_class_is_of_that_class():
    electors = (
        Elector("a", "A", 1, ("small",)),
        Elector("b", "B", 1, ("small",)),
        Elector("c", "C"),
    )
    rule = Rule(Method.CONSENT, quorum_of={"small": Part(Fraction(1, 1))})
    found = count(rule, electors, {"a": "agrees", "c": "agrees"}, None)
    assert (found.passes, found.reasons[0].numbers["class"]) == (False, "small")
    assert count(rule, electors, {"a": "agrees", "b": "stands_aside"}, None).passes


def test_whoever_disagrees_stops_nothing_and_votes_against():
    electors, voices = four(ash="agrees", birch="agrees", elm="disagrees", fir="stands_aside")
    found = count(Rule(Method.CONSENSUS), electors, voices, None)
    assert (found.passes, found.agree, found.aside, found.object) == (True, 2, 1, 0)
    assert found.reasons[0].numbers == {
        "asked": 4, "answered": 4, "agreeing": 2, "aside": 1, "disagreeing": 1,
    }  # fmt: skip
    assert count(Rule(Method.CONSENT), electors, voices, None).passes
    vote = count(Rule(Method.TWO_THIRDS), electors, voices, None)
    assert (vote.passes, vote.agree, vote.aside, vote.object) == (True, 2, 1, 1)
    electors, voices = four(ash="agrees", birch="agrees", elm="disagrees", fir="disagrees")
    assert not count(Rule(Method.MAJORITY), electors, voices, None).passes
    assert not count(Rule(Method.UNANIMOUS), electors, voices, None).passes
