"""Who may knock at the doors of people that are left out: their own organisation, nobody else."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers
from tests.personas import Wood
from tests.purchasing.naming import birch_that_spent, name_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#             rowan ash birch cedar hazel elm willow sorrel nobody
MATRIX = {
    "aside": ("get", (403, 403, 200, 403, 403, 403, 403, 403, 401)),
    "counted-names": ("get", (403, 403, 200, 403, 403, 403, 403, 403, 401)),
    "bring-back-name": ("post", (403, 403, 302, 403, 403, 403, 403, 403, 401)),
    "set-name-aside": ("post", (403, 403, 302, 403, 403, 403, 403, 403, 401)),
}


def test_every_door(wood: Wood):
    birch = birch_that_spent(wood)
    sent = {"chosen": [name_of(birch, "Mrs J Example").pk]}
    found = {
        name: (method, answers(wood, method, reverse(f"purchasing:{name}", args=[birch.pk]), sent))
        for name, (method, _) in MATRIX.items()
    }
    assert found == MATRIX
