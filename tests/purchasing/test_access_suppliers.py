"""Who may knock at which door of suppliers, and the names that may be one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.purchasing.actions.suppliers import rename_supplier
from spinney.purchasing.models import Judgement
from tests.access import answers
from tests.purchasing.making import NOON
from tests.purchasing.spellings import pair_of, two_suppliers

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("suppliers", "get"): INSIDE,
    ("suppliers-file", "get"): INSIDE,
    ("match-suppliers", "post"): (302, 302, 403, 403, 404, 404, 404, 404, 401),
    ("review-suppliers", "get"): INSIDE,
    ("merge-suppliers", "get"): INSIDE,
    ("supplier", "get"): INSIDE,
    ("split-supplier", "get"): INSIDE,
    ("rename-supplier", "get"): INSIDE,
    ("put-under", "get"): INSIDE,
    ("link-supplier", "get"): INSIDE,
    ("judge-pair", "post"): (422, 422, 422, 403, 404, 404, 404, 404, 401),  # it says no answer
    # The first to knock takes it back; another member's answer is not Birch's to take.
    ("undo-judgement", "post"): (302, 404, 404, 403, 404, 404, 404, 404, 401),
    ("undo-supplier-change", "post"): (302, 409, 409, 403, 404, 404, 404, 404, 401),
}
OF_ALL = {"suppliers", "suppliers-file", "match-suppliers", "review-suppliers", "merge-suppliers"}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    kelbrix, _hollin = two_suppliers(wood)
    things = {
        "judge-pair": lambda: pair_of(wood, "Hollin Trays", "Kelbrix Foods"),
        "undo-judgement": lambda: Judgement.objects.create(
            cluster=wood.cluster, one="A", other="B", answer="same", by="person:9", at=NOON
        ),
        "undo-supplier-change": lambda: rename_supplier(
            supplier=kelbrix, name="K", by=wood.ash, now=NOON
        ),
    }
    here = [wood.cluster.pk]
    if name not in OF_ALL:
        here.append(things.get(name, lambda: kelbrix)().pk)
    url = reverse(f"purchasing:{name}", args=here)
    assert answers(wood, method, url) == MATRIX[(name, method)]


@pytest.mark.parametrize("name", ["supplier", "rename-supplier", "split-supplier", "link-supplier"])
def test_next_door_is_another_list(wood, name):
    kelbrix, _hollin = two_suppliers(wood)
    url = reverse(f"purchasing:{name}", args=[wood.next_door.pk, kelbrix.pk])
    assert set(answers(wood, "get", url)) <= {401, 404}
