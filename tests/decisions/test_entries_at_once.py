"""Several who enter decisions at once get numbers without a gap, and an unbroken chain."""

from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection

from spinney.decisions.api import decisions, verify_book
from tests.decisions.registering import noted
from tests.personas import plant_wood

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
EACH, TOGETHER = 3, 4


def test_no_gap_and_no_number_twice():
    wood = plant_wood()
    failed: list[Exception] = []

    def enter(who):
        try:
            for number in range(EACH):
                noted(wood, f"Decision {number} of {who}")
        except Exception as problem:
            failed.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=enter, args=(who,)) for who in range(TOGETHER)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    expected = list(range(1, EACH * TOGETHER + 1))
    assert [one.number for one in decisions(wood.cluster)] == expected
    assert verify_book(wood.cluster) == []
