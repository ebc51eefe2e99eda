"""A consensus that has not come about turns into the vote that was agreed, and members are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.post.models import Message
from spinney.decisions.models import Ballot
from spinney.decisions.tasks.ballots import turn_ballots
from tests.access import client_of
from tests.decisions.making import NOON, vote_of
from tests.decisions.writing import CONSENSUS, address, agreed, members, opened
from tests.personas import Wood

pytestmark = pytest.mark.django_db

TURNS = NOON + timedelta(days=10)


def told() -> int:
    return Message.objects.filter(kind="decisions.rule_turned").count()


def asked(wood: Wood, way: str = "consensus", options: tuple[str, ...] = ()) -> Ballot:
    members(wood, "fern")
    agreed(wood, decision_rule=CONSENSUS)
    return opened(wood, way, options)


def test_on_its_day_and_once(wood: Wood) -> None:
    ballot = asked(wood)
    vote_of(ballot, wood.organisations["birch"], says="block", reason="Too dear")
    turn_ballots(TURNS - timedelta(days=1))
    assert told() == 0
    turn_ballots(TURNS)
    turn_ballots(TURNS + timedelta(days=1))
    assert told() == 2
    letter = Message.objects.filter(kind="decisions.rule_turned").first()
    assert letter
    assert "In a vote “Disagree, but will not stop it” counts against it." in " ".join(
        letter.body.split()
    )
    page = client_of(wood, "birch").get(address(ballot)).content.decode()
    assert "was not agreed by everybody so far: a vote decides" in page


def test_not_where_all_agree_and_not_where_options_are_chosen(wood: Wood) -> None:
    ballot = asked(wood)
    for name in ("birch", "fern"):
        vote_of(ballot, wood.organisations[name], says="agree")
    opened(wood, "score", ["A", "B"])
    turn_ballots(TURNS)
    assert told() == 0
