"""Names compared twice in one moment, and answers among it, on a database with many at once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, connections

from spinney.base.kernel.errors import WrongState
from spinney.base.record.record import verify
from spinney.purchasing.actions.judgements import judge_pair
from spinney.purchasing.actions.matching import match_suppliers
from spinney.purchasing.actions.suppliers import merge_suppliers
from spinney.purchasing.models import Judgement, Supplier, SupplierName
from tests.personas import Wood, plant_wood
from tests.purchasing.making import NOON
from tests.purchasing.spellings import pair_of, three_questions, two_suppliers

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


def test_compared_at_once_and_put_together_meanwhile(wood: Wood) -> None:
    kelbrix, hollin = two_suppliers(wood)
    ash, birch = wood.ash, wood.birch
    done = together(
        *[lambda: match_suppliers(cluster=wood.cluster, by=ash, now=NOON)] * 3,
        lambda: merge_suppliers(kept=kelbrix, others=[hollin], by=birch, now=NOON),
    )
    assert len(done) == 4
    match_suppliers(cluster=wood.cluster, by=ash, now=NOON)
    assert set(SupplierName.objects.values_list("supplier", flat=True)) == {kelbrix.pk}
    assert Supplier.objects.count() == 2
    assert list(verify()) == []


def test_one_question_has_one_answer(wood: Wood) -> None:
    three_questions(wood)
    pair = pair_of(wood, "Hollin Trays", "Northern Print Supplies", 9)
    done = together(
        *[
            lambda who=who, answer=answer: judge_pair(
                pair=pair, answer=answer, by=wood.actor(who), now=NOON
            )
            for who, answer in (("ash", "same"), ("birch", "different"), ("rowan", "same"))
        ]
    )
    assert sum(isinstance(one, Judgement) for one in done) == 1
    assert Judgement.objects.count() == 1
