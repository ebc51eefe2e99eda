"""Votes that come in the same moment, and a close among them, on a database with many at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from spinney.base.kernel.errors import WrongState
from spinney.base.record.record import verify
from spinney.decisions.actions.results import close_ballot
from spinney.decisions.bridge.counted import BallotOutcome
from spinney.decisions.models import Ballot, Vote
from spinney.decisions.states import BallotState
from tests.decisions.voting import open_now, vote_now
from tests.personas import Wood, plant_wood

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def wood() -> Wood:
    if connection.vendor != "postgresql":
        pytest.skip("On SQLite one writes after the other anyway.")
    return plant_wood()


def together(*deeds: Callable[[], object]) -> list[object]:
    """What each deed gave, or was told, all begun in the same moment."""
    ready, done = Barrier(len(deeds)), []

    def one(deed: Callable[[], object]) -> None:
        try:
            ready.wait()
            done.append(deed())
        except WrongState as told:
            done.append(told)
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def test_one_organisation_has_one_vote_however_often_it_is_sent(wood: Wood) -> None:
    ballot = open_now(wood, "score")
    by = {n: (lambda n=n: vote_now(wood, ballot, marks={"1": n % 3})) for n in range(9)}
    done = together(*by.values())
    assert len(done) == 9
    vote = Vote.objects.get()
    changed = [one for one in done if getattr(one, "changed", False)]
    assert vote.changes == len(changed)
    assert list(verify()) == []


def test_a_secret_vote_sent_twice_with_its_code_is_there_once(wood: Wood) -> None:
    ballot = open_now(wood, "election", ["Birch House", "Cedar Barn"], secret=True)
    code = "5D05-0KCP-S2NS-0JPW"
    done = together(*[lambda: vote_now(wood, ballot, marks={"1": 1}, receipt=code)] * 4)
    assert [getattr(one, "receipt", "") for one in done] == [code] * 4
    assert ballot.sealed_votes.exclude(check_digest="").count() == 1


def test_a_vote_comes_wholly_before_the_close_or_is_refused(wood: Wood) -> None:
    for _ in range(6):
        ballot = open_now(wood, "score", voters=("birch", "cedar"))
        vote_now(wood, ballot, marks={"1": 1})
        vote_now(wood, ballot, "cedar", marks={"1": 1})
        done = together(
            lambda b=ballot: close_ballot(ballot=b, by=wood.ash, now=timezone.now()),
            lambda b=ballot: vote_now(wood, b, marks={"1": 5}),
            lambda b=ballot: vote_now(wood, b, "cedar", marks={"1": 5}),
        )
        assert Ballot.objects.get(pk=ballot.pk).state == BallotState.CLOSED
        counted = BallotOutcome.from_json(Ballot.objects.get(pk=ballot.pk).result).marks
        taken = sum(1 for one in done if getattr(one, "changed", False))
        marks = Vote.objects.filter(elector__ballot=ballot).values_list("marks", flat=True)
        assert sum(one["1"] for one in marks) == 2 + 4 * taken
        assert counted is not None
        assert counted.totals["1"] == 2 + 4 * taken, "what was counted is what stands there"
