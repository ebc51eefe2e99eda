"""What keeping the ledger asks on Home."""

import pytest

from spinney.money.actions.attendance import count_attendance
from spinney.money.queries.asking_ledger import asked_to_keep_the_ledger
from tests.money.attending import NOON, a_rate, met
from tests.money.banking import lines

pytestmark = pytest.mark.django_db


def test_who_runs_the_cluster_is_asked_and_nobody_else(wood, django_assert_num_queries):
    met(wood, wood.organisations["birch"])
    count_attendance(ring_fence=a_rate(wood).ring_fence, by=wood.ash, now=NOON)
    lines(wood)
    by = wood.ash
    with django_assert_num_queries(2):
        asked = [one.what for one in asked_to_keep_the_ledger(by, NOON)]
    assert asked == ["Check 1 payment for attendance", "Match 3 lines of the bank"]
    for name in ("birch", "willow", "elm"):
        assert list(asked_to_keep_the_ledger(wood.actor(name), NOON)) == []
