"""Those who have not voted are reminded: by hand, and by themselves before the close."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.opening import remind_voters
from spinney.decisions.tasks.ballots import is_due, remind_before_the_close
from tests.decisions.making import NOON, WEEK, a_ballot, vote_of
from tests.decisions.writing import members
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_those_alone_who_have_not_voted(wood: Wood) -> None:
    members(wood, "fern")
    ballot = a_ballot(wood, voters=("birch", "fern"))
    vote_of(ballot, wood.organisations["birch"], says="agree")
    assert remind_voters(ballot=ballot, by=wood.ash, now=NOON) == 1
    assert [one.email for one in Message.objects.all()] == ["fern@example.org"]
    vote_of(ballot, wood.organisations["fern"], says="agree")
    with pytest.raises(WrongState, match="Everybody has voted"):
        remind_voters(ballot=ballot, by=wood.ash, now=NOON)


@pytest.mark.parametrize(
    ("before", "reminded", "due"),
    [
        (timedelta(days=5), None, False),
        (timedelta(days=4), None, True),
        (timedelta(days=3), timedelta(days=4), False),
        (timedelta(hours=23), timedelta(days=4), True),
        (timedelta(hours=1), timedelta(hours=23), False),
    ],
)
def test_twice_before_the_close(wood: Wood, before, reminded, due) -> None:
    ballot = a_ballot(wood)
    closes = NOON + WEEK
    ballot.reminded_at = closes - reminded if reminded else None
    assert is_due(ballot, closes - before) is due


def test_by_themselves_once(wood: Wood) -> None:
    a_ballot(wood)
    for hours in (0, 1):
        remind_before_the_close(NOON + WEEK - timedelta(days=1) + timedelta(hours=hours))
    assert Message.objects.count() == 1
