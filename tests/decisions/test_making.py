"""The rows that other tests stand on can be made."""

from __future__ import annotations

import pytest

from spinney.decisions.bridge.sealed import left_behind
from spinney.decisions.models import Ballot, Elector
from tests.decisions.making import a_ballot, a_decision, vote_of
from tests.decisions.rows import fill_decisions
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_rows_of_every_table_can_be_made(wood: Wood) -> None:
    fill_decisions(wood)
    secret = a_ballot(wood, "election", ["Birch House", "Cedar Barn"], secret=True)
    assert secret.sealed_votes.count() == secret.electors.count() == 1
    assert Ballot.objects.get(pk=secret.pk).rule["method"]


def test_an_entry_of_the_register_cannot_be_deleted(wood: Wood) -> None:
    with pytest.raises(TypeError, match="supersede it"):
        a_decision(wood).delete()


def test_a_vote_is_its_elector_s(wood: Wood) -> None:
    ballot = a_ballot(wood, "score")
    vote = vote_of(ballot, wood.organisations["birch"], {"1": 5})
    assert Elector.objects.get(vote=vote).voted_at == vote.at


def test_an_open_secret_ballot_that_moved_without_its_votes_is_taken_back(wood: Wood) -> None:
    options = ["Birch House", "Cedar Barn"]
    secret, open_one = a_ballot(wood, "election", options, secret=True), a_ballot(wood, "approve")
    left_behind({"decisions.Ballot": [secret.pk, open_one.pk]})
    secret.refresh_from_db()
    open_one.refresh_from_db()
    assert (secret.state, open_one.state) == ("withdrawn", "open")
    assert "secret votes do not move" in secret.ended_why
