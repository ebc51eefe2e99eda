"""Several people release the same instalment, or pay the same claim, at the same moment."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from django.db import connections

from spinney.base.kernel.errors import WrongState
from spinney.base.record.record import verify
from spinney.money.actions.claim_payments import pay_claim
from spinney.money.actions.instalments import ask_release, release_instalment
from spinney.money.models import Entry, Instalment
from spinney.money.queries.balances import balance
from tests.money import claiming
from tests.money.granting import (
    NOW,
    another_manager,
    approved,
    part,
    sign_ground_rules,
)
from tests.personas import TODAY, plant_wood

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def at_once(deeds):
    """What came of each deed, all begun at the same moment: "done", or what was told."""
    ready, told = Barrier(len(deeds)), []

    def one(deed):
        try:
            ready.wait()
            deed()
            told.append("done")
        except WrongState as why:
            told.append(str(why))
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(told, key=lambda words: words != "done")


def test_an_instalment_is_released_once():
    wood = plant_wood()
    grant = approved(wood)
    sign_ground_rules(wood)
    ask_release(instalment=part(grant), by=wood.ash, now=NOW)
    people = [wood.rowan, *(another_manager(wood, name) for name in ("Alder", "Hornbeam", "Yew"))]

    def releasing(by):
        read_before = part(grant)
        return lambda: release_instalment(instalment=read_before, by=by, now=NOW)

    told = at_once([releasing(by) for by in people])
    assert told == ["done", *["Instalment 1 is released already."] * 3]
    assert balance(wood.cluster, account="grant_due", fund=grant.fund) == 900_000
    assert Entry.objects.count() == 1
    assert Instalment.objects.get(number=1).release_entry == Entry.objects.get()
    assert not list(verify())


def test_a_claim_is_paid_once():
    wood = plant_wood()
    claim = claiming.approved(wood)

    def paying(by):
        return lambda: pay_claim(claim=claim, paid_on=TODAY, by=by, now=NOW)

    told = at_once([paying(by) for by in (wood.ash, wood.rowan, another_manager(wood))])
    assert told[0] == "done"
    assert [words[:22] for words in told[1:]] == ["This claim stands at “"] * 2
    assert Entry.objects.count() == 1
