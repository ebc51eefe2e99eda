"""Whom a variation concerns signs it, whatever was chosen; words that hold no more bind nobody."""

import html
import re
from datetime import date, timedelta

import pytest

from spinney.agreements.actions.approvals import record_decision
from spinney.agreements.actions.drafting import PartyLine, set_parties
from spinney.agreements.actions.ending import end_agreement
from spinney.agreements.actions.varying import vary_agreement
from spinney.agreements.models import Agreement
from spinney.agreements.queries.replacing import replaced_by
from spinney.agreements.queries.signing import proposal_for
from spinney.agreements.states import AskedState, SpeaksFor
from spinney.base.kernel.errors import BadInput, WrongState
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.agreements.signing_cases import NOW, a_draft, actor, asked_of, put_it_out, signs
from tests.agreements.test_release_party import leave
from tests.agreements.writing import address

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=5)
NAMES = ("birch", "elder", "yew")
ANY = {"is_required": False}


def hosted(wood, signing_rule=None, **choices):
    """Ground rules by which Birch hosts, in force; `choices` are how they were put out."""
    for name in NAMES[1:]:
        another_member(wood, name)
    terms = {"host": {"organisation": str(wood.organisations["birch"].uid)}}
    if signing_rule:
        terms["signing_rule"] = signing_rule
    agreement = a_draft(wood, NAMES, terms=terms)
    return agreement, put_it_out(wood, agreement, **choices)


def elder_hosts(wood, agreement, **terms):
    """A variation by which Elder hosts, agreed to: it concerns Birch and Elder."""
    ash = actor(wood, "ash")
    agreement.refresh_from_db()
    version = vary_agreement(agreement=agreement, why="Another host.", by=ash, now=LATER)
    host = {"host": {"organisation": str(wood.organisations["elder"].uid)}}
    version.content = version.content | {"terms": version.content["terms"] | host | terms}
    version.save()
    record_decision(version=version, decided_elsewhere="Meeting, item 4", by=ash, now=LATER)
    return version


def out_with(wood, agreement, *asked, **choices):
    return put_it_out(wood, agreement, asked=asked, now=LATER, **choices)


def joined_on(agreement, name):
    return agreement.parties.get(organisation__name__istartswith=name).joined_on


def test_whom_a_variation_concerns_cannot_be_left_out(wood):
    agreement, first = hosted(wood)
    for name in NAMES:
        signs(wood, first, name)
    elder_hosts(wood, agreement)
    with pytest.raises(BadInput, match="what Birch House and Elder House signed"):
        out_with(wood, agreement, ("yew", {}))
    with pytest.raises(BadInput, match="what Elder House signed"):
        out_with(wood, agreement, ("birch", {}), ("yew", {}))
    out_with(wood, agreement, ("birch", {}), ("elder", {}))


def test_fewer_than_all_whom_it_concerns_are_enough_only_by_rule(wood):
    agreement, first = hosted(wood)
    for name in NAMES:
        signs(wood, first, name)
    elder_hosts(wood, agreement)
    with pytest.raises(BadInput, match="All whom a variation concerns must sign"):
        out_with(wood, agreement, ("birch", ANY), ("elder", ANY), needed=1)
    out_with(wood, agreement, ("birch", ANY), ("elder", ANY), needed=2)


def test_the_rule_that_counts_is_the_one_that_was_signed_not_the_one_it_brings(wood):
    agreement, first = hosted(wood, {"parties_needed": 2, "people_each": 1})
    for name in NAMES:
        signs(wood, first, name)
    lax = {"signing_rule": {"parties_needed": 1, "people_each": 1}}
    elder_hosts(wood, agreement, **lax)
    everybody = [(name, ANY) for name in NAMES]
    with pytest.raises(BadInput, match="At least 2 of them"):
        out_with(wood, agreement, *everybody, needed=1)
    out_with(wood, agreement, *everybody, needed=2)


def test_whoever_is_named_and_signed_nothing_yet_is_asked_too(wood):
    agreement, first = hosted(wood, asked=[(name, ANY) for name in NAMES], needed=2)
    signs(wood, first, "birch")
    signs(wood, first, "elder")
    version = elder_hosts(wood, agreement)
    assert len(proposal_for(version, LATER).asked) == 3


def test_nobody_signs_words_that_were_varied_meanwhile(wood):
    agreement, first = hosted(wood, asked=[(name, ANY) for name in NAMES], needed=2)
    signs(wood, first, "birch")
    signs(wood, first, "elder")
    elder_hosts(wood, agreement)
    second = out_with(wood, agreement, ("birch", {}), ("elder", {}))
    signs(wood, second, "birch", now=LATER)
    signs(wood, second, "elder", now=LATER)
    with pytest.raises(WrongState, match="was varied meanwhile"):
        signs(wood, first, "yew", now=LATER)
    assert joined_on(agreement, "yew") is None


def test_nobody_joins_what_is_over_by_signing_late(wood):
    agreement, first = hosted(wood, asked=[(name, ANY) for name in NAMES], needed=2)
    signs(wood, first, "birch")
    signs(wood, first, "elder")
    ended = Agreement.objects.get(pk=agreement.pk)
    end_agreement(
        agreement=ended,
        on=date(2026, 3, 24),
        reason="Done.",
        decided_elsewhere="Members’ meeting",
        by=actor(wood, "ash"),
        now=NOW,
    )
    with pytest.raises(WrongState, match="is over"):
        signs(wood, first, "yew", now=LATER)
    assert joined_on(agreement, "yew") is None


def test_whoever_left_the_cluster_does_not_join_by_signing_late(wood):
    agreement, first = hosted(wood, asked=[(name, ANY) for name in NAMES], needed=2)
    signs(wood, first, "birch")
    signs(wood, first, "elder")
    leave(wood, "yew")
    assert asked_of(first, "yew").state == AskedState.NOT_NEEDED
    with pytest.raises(WrongState, match="need not sign this any more"):
        signs(wood, first, "yew", now=LATER)
    assert joined_on(agreement, "yew") is None


def test_a_party_more_than_was_agreed_to_asks_the_members_anew(wood):
    agreement, first = hosted(wood)
    for name in NAMES:
        signs(wood, first, name)
    version = elder_hosts(wood, agreement)
    ash = actor(wood, "ash")
    another_member(wood, "maple")
    lines = [PartyLine(wood.organisations[name]) for name in (*NAMES, "maple")]
    set_parties(version=version, parties=lines, by=ash, now=LATER)
    with pytest.raises(WrongState, match="changed since"):
        out_with(wood, agreement, ("birch", {}), ("elder", {}), ("maple", {}))
    record_decision(version=version, decided_elsewhere="Meeting, item 5", by=ash, now=LATER)
    out_with(wood, agreement, ("birch", {}), ("elder", {}), ("maple", {}))


def six_rules(wood, **terms):
    """Ground rules of three, in force, by which all of them decide."""
    for name in NAMES[1:]:
        another_member(wood, name)
    said = {"decision_rule": {"rule": "unanimous"}} | terms
    return an_agreement(wood, NAMES, terms=said, title="Our ground rules")


def instead(wood, parties, key="decision_rule", value=None):
    """A first version that takes the place of what those ground rules say."""
    value = value or {"rule": "majority"}
    return a_draft(wood, parties, terms={key: value}, instead_of=(key,), title="New rules")


def agreed_at_a_meeting(wood, agreement):
    version = agreement.versions.get()
    record_decision(version=version, decided_elsewhere="Meeting", by=actor(wood, "ash"), now=LATER)


def test_what_takes_the_place_of_an_agreement_names_those_who_signed_it(wood):
    six_rules(wood)
    new = instead(wood, ("birch", "maple"))
    agreed_at_a_meeting(wood, new)
    told = (
        "“Our ground rules” was signed by Elder House and Yew House, and this takes its place in"
        " part. Add them to the parties, or make this a change of “Our ground rules”."
    )
    with pytest.raises(WrongState, match=re.escape(told)):
        out_with(wood, new, ("birch", {}), ("maple", {}))
    page = client_of(wood, "ash").get(address(new, "put-out")).content.decode()
    assert told in html.unescape(page)


def test_they_are_asked_too_and_as_many_sign_as_would_a_change_of_it(wood):
    six_rules(wood)
    new = instead(wood, NAMES)
    agreed_at_a_meeting(wood, new)
    with pytest.raises(BadInput, match="what Yew House signed in “Our ground rules”"):
        out_with(wood, new, ("birch", {}), ("elder", {}))
    with pytest.raises(BadInput, match="All who signed “Our ground rules” must sign"):
        out_with(wood, new, *[(name, ANY) for name in NAMES], needed=1)
    out_with(wood, new, *[(name, {}) for name in NAMES])


def test_others_who_sign_do_not_count_for_those_who_signed_what_is_replaced(wood):
    six_rules(wood, signing_rule={"parties_needed": 2, "people_each": 1})
    another_member(wood, "maple")
    new = instead(wood, (*NAMES, "maple"))
    agreed_at_a_meeting(wood, new)
    everybody = [(name, ANY) for name in (*NAMES, "maple")]
    with pytest.raises(BadInput, match="At least 2 of those who signed"):
        out_with(wood, new, *everybody, needed=2)
    out_with(wood, new, *everybody, needed=3)


def test_what_takes_the_place_of_an_agreement_is_agreed_by_the_rule_in_force(wood):
    six_rules(wood)
    new = instead(wood, NAMES)
    with pytest.raises(WrongState, match="members have not been asked yet"):
        out_with(wood, new, *[(name, {}) for name in NAMES])
    page = client_of(wood, "ash").get(address(new, "agreement")).content.decode()
    assert "What takes the place of an agreement in force is agreed by your rule" in page


def test_to_say_the_same_in_its_place_is_to_take_its_place_too(wood):
    six_rules(wood)
    new = instead(wood, ("birch",), value={"rule": "unanimous"})
    assert [one.title for one in replaced_by(new.versions.get(), LATER.date())] == [
        "Our ground rules"
    ]


def test_whom_it_does_not_concern_need_not_be_a_party(wood):
    host = {"organisation": str(wood.organisations["birch"].uid)}
    six_rules(wood, host=host)
    other = {"organisation": str(wood.organisations["elder"].uid)}
    (found,) = replaced_by(instead(wood, ("birch",), "host", other).versions.get(), LATER.date())
    assert [one.organisation.name for one in found.parties] == ["Birch House", "Elder House"]


def test_what_was_replaced_already_is_not_replaced_again(wood):
    six_rules(wood)
    an_agreement(
        wood, NAMES[:2], terms={"decision_rule": {"rule": "majority"}}, title="Second rules",
        instead_of=("decision_rule",), starts=date(2026, 2, 20),
    )  # fmt: skip
    third = instead(wood, ("birch",), value={"rule": "consent"})
    found = replaced_by(third.versions.get(), LATER.date())
    assert [one.title for one in found] == ["Second rules"]


def test_what_its_parties_agree_alone_replaces_nothing(wood):
    six_rules(wood)
    terms = {"decision_rule": {"rule": "majority"}}
    own = a_draft(wood, NAMES[:2], terms=terms, speaks_for=SpeaksFor.PARTIES)
    assert replaced_by(own.versions.get(), LATER.date()) == ()
    out_with(wood, own, *[(name, {}) for name in NAMES[:2]])
