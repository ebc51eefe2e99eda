"""Who may knock at which door of the register of decisions."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.decisions.actions.reviews import end_decision
from tests.access import answers, client_of
from tests.decisions.registering import LATER, noted

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 200, 404, 404, 404, 404, 401)
RUN_IT = (200, 200, 403, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("decisions", "get"): INSIDE,
    ("minute-book", "get"): INSIDE,
    ("book-file", "get"): INSIDE,
    ("verify-book", "get"): INSIDE,
    ("note-decision", "get"): RUN_IT,
    ("decision", "get"): INSIDE,
    ("correct-decision", "get"): RUN_IT,
    ("supersede-decision", "get"): RUN_IT,
    ("review-decision", "get"): RUN_IT,
    ("set-review-day", "get"): RUN_IT,
    ("end-decision", "get"): RUN_IT,
    ("restore-decision", "post"): (409, 409, 403, 403, 404, 404, 404, 404, 401),  # it stands
}
OF_ALL = {"decisions", "minute-book", "book-file", "verify-book", "note-decision"}
WHILE_IT_STANDS = ("correct-decision", "review-decision", "set-review-day", "end-decision")


def address(wood, name, cluster=None):
    here = [(cluster or wood.cluster).pk]
    return reverse(f"decisions:{name}", args=here if name in OF_ALL else [*here, 1])


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    noted(wood)
    assert answers(wood, method, address(wood, name)) == MATRIX[(name, method)]


def test_next_door_is_another_register(wood):
    noted(wood)
    client = client_of(wood, "willow")
    assert client.get(address(wood, "decision", wood.next_door)).status_code == 404
    assert (
        "HR worker" not in client.get(address(wood, "decisions", wood.next_door)).content.decode()
    )


@pytest.mark.parametrize("name", WHILE_IT_STANDS)
def test_what_has_ended_is_not_changed(wood, name):
    end_decision(decision=noted(wood), reason="Over.", by=wood.ash, now=LATER)
    assert client_of(wood, "ash").get(address(wood, name)).status_code == 409
