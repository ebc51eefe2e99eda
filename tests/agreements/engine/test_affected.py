"""Whom a change affects signs it; whom it does not affect need not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spinney.agreements.engine.affected import Why, affected, reasons_for
from spinney.agreements.engine.content import Clause, Content

BIRCH, MAPLE, ALDER = "uid-birch", "uid-maple", "uid-alder"
ALL = (BIRCH, MAPLE, ALDER)
RISKS = [
    {"risk": "Redundancy", "bears": BIRCH},
    {"risk": "Rent", "bears": MAPLE},
    {"risk": "Bad debts"},
]


def content(**terms) -> Content:
    return Content("", "", "Rules", (Clause("aims", "Aims", "To share."),), terms)


def test_nothing_changed_affects_nobody():
    assert affected(content(host=BIRCH), content(host=BIRCH), ALL) == ()


def test_a_term_that_names_an_organisation_affects_the_one_before_and_the_one_after():
    assert affected(content(host=BIRCH), content(host=MAPLE), ALL) == (BIRCH, MAPLE)


def test_of_a_list_only_the_lines_that_changed_count():
    changed = [RISKS[0], RISKS[1] | {"bears": ALDER}, RISKS[2]]
    assert affected(content(risks=RISKS), content(risks=changed), ALL) == (MAPLE, ALDER)


def test_a_line_that_names_nobody_is_about_everybody():
    assert affected(content(risks=RISKS), content(risks=RISKS[:2]), ALL) == ALL


def test_another_order_of_the_same_lines_is_about_those_in_them():
    two = RISKS[:2]
    assert affected(content(risks=two), content(risks=two[::-1]), ALL) == (BIRCH, MAPLE)


def test_a_new_amount_of_one_organisation_is_its_own():
    before, after = (
        {"outputs": [{"organisation": BIRCH, "what": "Sessions", "how_many": n}]} for n in (40, 50)
    )
    assert affected(content(outputs=before), content(outputs=after), ALL) == (BIRCH,)


def test_what_each_of_us_does_is_about_everybody():
    lines = [{"organisation": BIRCH, "what": "Sessions"}]
    before = {"outputs": lines, "report_every_months": 3}
    after = {"outputs": lines, "report_every_months": 6}
    assert affected(content(outputs=before), content(outputs=after), ALL) == ALL


def test_a_term_of_the_whole_cluster_affects_all_even_when_it_names_one():
    before = {"who": "voters", "votes": [{"organisation": BIRCH, "votes": 2}]}
    after = {"who": "voters", "votes": [{"organisation": BIRCH, "votes": 3}]}
    assert affected(content(electorate=before), content(electorate=after), ALL) == ALL


def test_changed_words_affect_all():
    before = content()
    after = before.with_clause(Clause("aims", "Aims", "To share an office."))
    assert reasons_for(before, after, ALL) == {uid: Why((), words=True) for uid in ALL}


def test_a_clause_left_out_is_changed_words():
    assert affected(content(), replace(content(), clauses=()), ALL) == ALL


def test_white_space_at_the_ends_is_no_change():
    after = content().with_clause(Clause("aims", "Aims ", "To share.\n"))
    assert affected(content(), after, ALL) == ()


def test_taking_the_place_of_another_agreement_affects_all():
    assert affected(content(), replace(content(), instead_of=("quorum",)), ALL) == ALL


def test_an_organisation_that_is_no_party_is_nobody_to_ask():
    assert affected(content(host="elsewhere"), content(host=BIRCH), ALL) == ALL
    assert affected(content(host=BIRCH), content(), ALL) == (BIRCH,)


#: How long a busy machine takes to draw examples says nothing about the code.
calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TERMS = st.dictionaries(
    st.sampled_from(["host", "risks", "quorum", "lead_body", "ends"]),
    st.sampled_from([*ALL, RISKS, RISKS[:1], 3, {"at_least": 3}, [BIRCH], []]),
)


@calmly
@given(TERMS, TERMS)
def test_whether_a_change_affects_anybody_does_not_depend_on_its_direction(one, other):
    there = affected(content(**one), content(**other), ALL)
    assert set(there) == set(affected(content(**other), content(**one), ALL))
    assert bool(there) == (content(**one).terms != content(**other).terms) or [] in (
        *one.values(),
        *other.values(),
    )
