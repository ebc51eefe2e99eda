"""Whose envelopes came is noted, apart from what is in them."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.envelopes import note_envelopes
from spinney.decisions.actions.voting import cast_vote
from spinney.decisions.bridge.ballot_box import the_day_of
from spinney.decisions.models import Elector, Entry
from spinney.decisions.queries.entries import waiting_entries
from spinney.decisions.states import VotedHow
from tests.decisions.paper import LATER, secret_with_envelopes, two_members
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_they_have_taken_part_from_now_on_and_cannot_vote_twice(wood: Wood) -> None:
    ballot = secret_with_envelopes(wood, "birch")
    birch = wood.organisations["birch"]
    assert Elector.objects.get(organisation=birch).voted_at == the_day_of(LATER)
    entry = Entry.objects.get()
    assert (entry.marks, entry.says, entry.entered_at) == ({}, "", the_day_of(LATER))
    assert waiting_entries(ballot) == 1
    letter = Message.objects.get(kind="decisions.envelope_came")
    assert (letter.email, letter.state) == ("birch@example.org", "queued")
    with pytest.raises(BadInput, match="receipt"):
        cast_vote(
            ballot=ballot, organisation_id=birch.pk, marks={"1": 1}, how=VotedHow.SITE,
            by=wood.birch, now=LATER,
        )  # fmt: skip
    with pytest.raises(BadInput, match="has voted"):
        note_envelopes(ballot=ballot, organisation_ids=[birch.pk], by=wood.ash, now=LATER)


def test_only_in_secret_ballots_of_those_asked_by_those_who_run_it(wood: Wood) -> None:
    ballot = two_members(wood, secret=True)
    ids = [wood.organisations["birch"].pk]
    with pytest.raises(BadInput, match="Choose the organisations"):
        note_envelopes(
            ballot=ballot, organisation_ids=[*ids, wood.organisations["cedar"].pk], by=wood.ash,
            now=LATER,
        )  # fmt: skip
    with pytest.raises(NotAllowed):
        note_envelopes(ballot=ballot, organisation_ids=ids, by=wood.birch, now=LATER)
    with pytest.raises(WrongState, match="This ballot is open"):
        note_envelopes(ballot=two_members(wood), organisation_ids=ids, by=wood.ash, now=LATER)
