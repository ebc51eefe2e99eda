"""Whom a variation concerns signs it, whatever was chosen; words that hold no more bind nobody."""

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.approvals import record_decision
from spinney.agreements.actions.drafting import PartyLine, set_parties
from spinney.agreements.actions.ending import end_agreement
from spinney.agreements.actions.varying import vary_agreement
from spinney.agreements.models import Agreement
from spinney.agreements.queries.signing import proposal_for
from spinney.agreements.states import AskedState
from spinney.base.kernel.errors import BadInput, WrongState
from tests.agreements.making import another_member
from tests.agreements.signing_cases import NOW, a_draft, actor, asked_of, put_it_out, signs
from tests.agreements.test_release_party import leave

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
        agreement=ended, on=date(2026, 3, 24), reason="Done.", by=actor(wood, "ash"), now=NOW
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
