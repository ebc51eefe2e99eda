"""Who may knock at which door of ring-fences and payments for attendance."""

import pytest
from django.urls import reverse

from spinney.money.actions.attendance import count_attendance
from tests.access import answers, client_of
from tests.money.attending import NOON, a_rate, met
from tests.money.keeping import at

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
KEEPERS = (200, 200, 403, 403, 404, 404, 404, 404, 401)
DONE_ONCE = (302, 409, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("ring-fences", "get"): INSIDE,
    ("ring-fence", "get"): INSIDE,
    ("add-ring-fence", "get"): KEEPERS,
    ("edit-ring-fence", "get"): KEEPERS,
    ("close-ring-fence", "get"): KEEPERS,
    ("reopen-ring-fence", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),  # it is open
    ("add-attendance-rate", "get"): KEEPERS,
    ("end-attendance-rate", "get"): KEEPERS,
    ("attendance-payments", "get"): INSIDE,
    ("count-attendance", "post"): (302, 302, 403, 403, 404, 404, 404, 404, 401),
    ("approve-attendance", "post"): DONE_ONCE,
    ("drop-attendance", "post"): KEEPERS,
    ("pay-attendance", "post"): KEEPERS,
    ("restore-attendance", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),  # it is due
}
OF_CLUSTER = {"ring-fences", "add-ring-fence", "attendance-payments"}
OF_PAYMENTS = {"approve-attendance", "drop-attendance", "pay-attendance", "restore-attendance"}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    rate = a_rate(wood)
    met(wood, wood.organisations["birch"])
    made = count_attendance(ring_fence=rate.ring_fence, by=wood.ash, now=NOON)
    more = [] if name in OF_CLUSTER | OF_PAYMENTS else [rate.ring_fence.pk]
    more = [rate.pk] if name == "end-attendance-rate" else more
    data = {"chosen": [made[0].pk]} if name in OF_PAYMENTS else None
    assert answers(wood, method, at(wood, name, *more), data) == MATRIX[(name, method)]


def test_next_door_is_another_ledger(wood):
    fence = a_rate(wood).ring_fence
    client = client_of(wood, "willow")
    for name in ("ring-fence", "edit-ring-fence", "close-ring-fence"):
        url = reverse(f"money:{name}", args=[wood.next_door.pk, fence.pk])
        assert client.get(url).status_code == 404, name
