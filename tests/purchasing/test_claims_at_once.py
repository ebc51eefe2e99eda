"""The same saving claimed twice in one moment counts once."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections

from spinney.base.kernel.errors import BadInput
from spinney.base.record.record import verify
from spinney.purchasing.actions.savings import restore_saving, withdraw_saving
from spinney.purchasing.models import Saving
from tests.personas import Wood, plant_wood
from tests.purchasing.making import NOON
from tests.purchasing.saving_claims import claimed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def wood() -> Wood:
    return plant_wood()


def together(*deeds: Callable[[], object]) -> list[object]:
    """What each deed gave, or was told, all begun in the same moment, each in its transaction."""
    ready, done = Barrier(len(deeds)), []

    def one(deed: Callable[[], object]) -> None:
        try:
            ready.wait()
            done.append(deed())
        except BadInput as told:
            done.append(told)
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def test_two_who_claim_the_same_at_once(wood: Wood) -> None:
    wood.ash, wood.birch  # noqa: B018  (who they are is read before the threads begin)
    done = together(
        lambda: claimed(wood, by="birch"),
        lambda: claimed(wood, by="ash", title="Phones"),
        lambda: claimed(wood, by="birch", title="Phones again"),
    )
    assert len(done) == 3
    refused = [one for one in done if isinstance(one, BadInput)]
    assert len(refused) == 2
    assert all("twice" in str(one) for one in refused)
    assert Saving.objects.count() == 1
    assert list(verify()) == []


def test_one_brought_back_while_another_is_claimed(wood: Wood) -> None:
    first = claimed(wood, by="birch")
    withdraw_saving(saving=first, why="A slip.", by=wood.birch, now=NOON)
    done = together(
        lambda: restore_saving(saving=first, by=wood.birch, now=NOON),
        lambda: claimed(wood, by="birch", title="Phones"),
    )
    assert sum(isinstance(one, BadInput) for one in done) == 1
    assert Saving.objects.exclude(state="withdrawn").count() == 1
