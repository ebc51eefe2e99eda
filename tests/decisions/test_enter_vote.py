"""A vote on paper or by phone is typed by one person, and counts for nothing until a second has."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.record.models import Entry as Recorded
from spinney.decisions.actions.entries import Came
from spinney.decisions.bridge.paper_codes import is_paper_code, paper_code
from spinney.decisions.forms.entries import EnterVoteForm
from spinney.decisions.models import Elector, Entry, Vote
from spinney.decisions.queries.entries import electors_on_paper, waiting_entries
from spinney.decisions.states import VotedHow
from tests.decisions.making import DAY, NOON, WEEK
from tests.decisions.paper import two_members, typed
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_it_waits_and_nothing_counts_yet(wood: Wood) -> None:
    ballot = two_members(wood)
    entry = typed(wood, ballot)
    assert (entry.state, entry.marks, entry.marked_on) == ("waiting", {"2": 1}, DAY)
    assert waiting_entries(ballot) == 1
    assert not Vote.objects.exists()
    assert not Elector.objects.exclude(voted_at=None).exists()
    told = Recorded.objects.get(verb="decisions.enter_vote")
    assert told.detail["organisation"] == "Birch House"
    assert "marks" not in told.detail


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"marks": {"9": 1}}, "no longer be chosen"),
        ({"marks": {"1": 1, "2": 1}}, "one option at the most"),
        ({"came": Came(VotedHow.SITE, DAY)}, "paper or phone"),
        ({"came": Came(VotedHow.PAPER, DAY + timedelta(days=1))}, "still to come"),
        ({"came": Came(VotedHow.PHONE, DAY - timedelta(days=1))}, "made known on 20 March"),
    ],
)
def test_what_cannot_be(wood: Wood, said: dict[str, object], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        typed(wood, two_members(wood), **said)


def test_one_waits_for_each_at_the_most(wood: Wood) -> None:
    ballot = two_members(wood)
    typed(wood, ballot)
    with pytest.raises(BadInput, match="waits to be confirmed already"):
        typed(wood, ballot)


def test_who_may_not_and_when_not(wood: Wood) -> None:
    ballot = two_members(wood)
    for name, error in (("birch", NotAllowed), ("cedar", NotAllowed), ("willow", NotFound)):
        with pytest.raises(error):
            typed(wood, ballot, by=wood.actor(name))
    with pytest.raises(WrongState, match="Voting closed"):
        typed(wood, ballot, now=NOON + WEEK)
    Elector.objects.update(recused_at=NOON)
    with pytest.raises(NotAllowed, match="declared an interest"):
        typed(wood, ballot)
    with pytest.raises(WrongState, match="This ballot is secret"):
        typed(wood, two_members(wood, secret=True))


def test_the_code_on_the_paper_tells_whose_it_is(wood: Wood) -> None:
    ballot = two_members(wood)
    mine, theirs = electors_on_paper(ballot)
    assert is_paper_code(mine, f" {paper_code(mine).lower()} ")
    said = {"organisation": str(mine.organisation_id), "how": "paper", "marks": "2",
            "marked_on_day": "20", "marked_on_month": "3", "marked_on_year": "2026"}  # fmt: skip
    for code, errors in ((paper_code(theirs), ["code"]), (paper_code(mine), []), ("", [])):
        form = EnterVoteForm(ballot, [mine, theirs], DAY, said | {"code": code})
        assert [*form.errors] == errors
    assert not Entry.objects.exists()
