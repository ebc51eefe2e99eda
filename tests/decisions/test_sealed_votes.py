"""Secret votes: no order, no moment, nothing that leads from a voter to her vote."""

from __future__ import annotations

import pytest

from spinney.base.record.models import Entry
from spinney.base.record.timeline import entries_for
from spinney.decisions.bridge.sealed import find_sealed, make_places, seal, seal_order
from spinney.decisions.models import Elector, SealedVote
from spinney.register.models import Organisation
from tests.decisions.making import a_ballot
from tests.decisions.voting import open_now, vote_now
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def with_voters(wood: Wood, many: int):
    ballot = a_ballot(wood, "election", ["Birch House", "Cedar Barn"], secret=True, voters=())
    for number in range(many):
        organisation = Organisation.objects.create(name=f"Invented {number}")
        Elector.objects.create(ballot=ballot, organisation=organisation)
    make_places(ballot, many)
    return ballot


def test_votes_do_not_lie_in_the_order_in_which_they_were_cast(wood):
    ballot = with_voters(wood, 24)
    codes = [f"{number:04d}-0000-0000-0000" for number in range(24)]
    for number, code in enumerate(codes):
        seal(ballot, code, marks={"1": number}, says="")
    by_slot = [one.marks["1"] for one in ballot.sealed_votes.order_by("slot")]
    by_row = [one.marks["1"] for one in ballot.sealed_votes.order_by("pk")]
    assert sorted(by_slot) == list(range(24))
    assert by_slot != list(range(24))
    assert by_row != list(range(24))


def test_after_the_close_rows_lie_in_the_order_of_their_checks(wood):
    ballot = with_voters(wood, 9)
    codes = [f"{number:04d}-0000-0000-0000" for number in range(7)]
    for code in codes:
        seal(ballot, code, marks={"1": 1}, says="")
    before = set(ballot.sealed_votes.values_list("uid", flat=True))
    seal_order(ballot)
    rows = list(ballot.sealed_votes.order_by("pk"))
    checks = [one.check_digest for one in rows]
    assert len(rows) == 7
    assert checks == sorted(checks)
    assert [one.slot for one in rows] == list(range(7))
    assert not before & {one.uid for one in rows}
    assert all(find_sealed(ballot, code) for code in codes)


def test_more_electors_than_places_get_places(wood):
    ballot = with_voters(wood, 2)
    organisation = Organisation.objects.create(name="A late one")
    Elector.objects.create(ballot=ballot, organisation=organisation, joined_late=True)
    for number in range(3):
        seal(ballot, f"{number:04d}-0000-0000-0000", marks={"1": 1}, says="")
    assert SealedVote.objects.exclude(check_digest="").count() == 3


def test_nothing_in_the_record_or_on_the_timeline_tells_when_or_what(wood):
    ballot = open_now(wood, "election", ["Birch House", "Cedar Barn"], secret=True)
    vote_now(wood, ballot, marks={"2": 1}, how="link")
    entry = Entry.objects.get(verb="decisions.cast_vote")
    assert (entry.at.hour, entry.at.minute, entry.at.second) == (0, 0, 0)
    assert set(entry.detail) == {"organisation"}
    for who in ("ash", "birch", "rowan"):
        told = entries_for(wood.actor(who), ballot.scope)
        assert not told.filter(verb="decisions.cast_vote").exists()
