"""What waits for its second person when a ballot ends does not count, and those are told."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.entries import refuse_waiting_entries
from spinney.decisions.actions.results import close_ballot
from spinney.decisions.models import Elector, Entry
from tests.decisions.making import NOON, WEEK, vote_of
from tests.decisions.paper import LATER, secret_with_envelopes, two_members, type_papers, typed
from tests.personas import Wood

pytestmark = pytest.mark.django_db
SITE = Actor.system("closing")


def test_closed_by_its_hour_it_is_refused_and_they_are_told(wood: Wood) -> None:
    ballot = two_members(wood)
    typed(wood, ballot)
    close_ballot(ballot=ballot, by=SITE, now=NOON + WEEK)
    entry = Entry.objects.get()
    assert (entry.state, entry.note) == (
        "refused", "Voting ended before a second person had confirmed it."
    )  # fmt: skip
    letters = Message.objects.filter(kind="decisions.vote_on_paper_not_counted")
    assert [one.email for one in letters] == ["birch@example.org"]


def test_an_envelope_that_was_not_opened_is_no_vote(wood: Wood) -> None:
    ballot = secret_with_envelopes(wood)
    type_papers(wood, ballot, "ash", {"1": 1})
    ballot = close_ballot(ballot=ballot, by=SITE, now=NOON + WEEK)
    assert not Elector.objects.exclude(voted_at=None).exists()
    assert set(Entry.objects.values_list("state", flat=True)) == {"refused"}
    assert ballot.outcome in ("nobody_voted", "no_quorum")


def test_while_one_waits_nobody_closes_it_by_hand(wood: Wood) -> None:
    ballot = two_members(wood)
    for name in ("birch", "fern"):
        vote_of(ballot, wood.organisations[name], {"1": 1})
    typed(wood, ballot)
    with pytest.raises(WrongState, match="must be confirmed by a second person"):
        close_ballot(ballot=ballot, by=wood.ash, now=LATER)


def test_nobody_does_it_by_hand(wood: Wood) -> None:
    ballot = two_members(wood)
    with pytest.raises(NotAllowed):
        refuse_waiting_entries(ballot=ballot, by=wood.ash, now=LATER)
