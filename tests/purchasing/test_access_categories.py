"""Who may knock at the doors of what was bought."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.purchasing.models import CategoryLesson, SpendLine, Supplier
from tests.access import answers
from tests.personas import NOON, Wood
from tests.purchasing.making import wood_that_shares
from tests.purchasing.naming import name_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

#      rowan ash birch cedar hazel elm willow sorrel nobody
OWN = (403, 403, 200, 403, 403, 403, 403, 403, 401)
MATRIX = {
    "name-categories": ("get", OWN),
    "correct-name-category": ("post", OWN),
    "take-back-correction": ("post", (403, 403, 302, 403, 403, 403, 403, 403, 401)),
    "correct-line-category": ("get", OWN),
    "category-lessons": ("get", OWN),
    "teach-own-words": ("get", OWN),
    "change-lesson": ("get", OWN),
    "forget-lessons": ("post", (403, 403, 302, 403, 403, 403, 403, 403, 401)),
    "correct-supplier-category": ("get", (200, 200, 200, 403, 404, 404, 404, 404, 401)),
}


@pytest.mark.time_machine("2026-03-20 12:00")
def test_every_door(wood: Wood):
    wood_that_shares(wood)
    birch = wood.organisations["birch"]
    taught = CategoryLesson.objects.create(
        organisation=birch, kind="own_words", key="phones", category="telecoms", given_by="x",
        given_at=NOON,
    )  # fmt: skip
    more = {
        "change-lesson": [birch.pk, taught.pk],
        "correct-line-category": [birch.pk, SpendLine.objects.filter(organisation=birch)[0].pk],
        "correct-supplier-category": [wood.cluster.pk, Supplier.objects.get(name="BT").pk],
    }
    sent = {"chosen": [name_of(birch, "BT GROUP PLC").pk]}
    found = {
        name: (
            method,
            answers(
                wood, method, reverse(f"purchasing:{name}", args=more.get(name, [birch.pk])), sent
            ),
        )
        for name, (method, _) in MATRIX.items()
    }
    assert found == MATRIX
