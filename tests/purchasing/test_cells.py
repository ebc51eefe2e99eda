"""Cells are made anew from the lines: exact to the penny, people left out, the same every time."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from spinney.purchasing.bridge.cells import rebuild
from spinney.purchasing.models import SpendCell, SpendLine, SpendName
from tests.personas import Wood
from tests.purchasing.making import an_upload, spent

pytestmark = pytest.mark.django_db


def told() -> list[tuple]:
    return list(
        SpendCell.objects.order_by("name__written", "category", "month").values_list(
            "name__written", "category", "month", "amount_pence", "vat_pence", "gross_pence",
            "lines", "lines_with_vat", "quantity",
        )
    )  # fmt: skip


def test_cells_say_what_the_lines_say(wood: Wood):
    birch = wood.organisations["birch"]
    spent(
        birch,
        [
            ("Larch Office", "stationery_print", 10_001, date(2025, 5, 1)),
            ("Larch Office", "stationery_print", -1, date(2025, 5, 31)),
            ("Larch Office", "stationery_print", 700, date(2025, 6, 1)),
            ("Mrs J Example", "other", 12_345, date(2025, 6, 3)),
        ],
        aside=["Mrs J Example"],
    )
    first, second, third, _ = SpendLine.objects.order_by("row")
    SpendLine.objects.filter(pk=first.pk).update(vat_pence=2_000, quantity="1.5")
    SpendLine.objects.filter(pk=second.pk).update(quantity="0.25", gross_pence=-1, vat_pence=0)
    SpendLine.objects.filter(pk=third.pk).update(category="hardware", quantity=None)
    rebuild(birch.pk)
    assert told() == [
        ("Larch Office", "hardware", date(2025, 6, 1), 700, 0, 0, 1, 0, None),
        (
            "Larch Office", "stationery_print", date(2025, 5, 1), 10_000, 2_000, 12_000, 2, 2,
            Decimal("1.75"),
        ),
    ]  # fmt: skip
    before = told()
    rebuild(birch.pk)
    assert told() == before


def test_only_the_names_that_are_given_change(wood: Wood):
    birch = wood.organisations["birch"]
    spent(
        birch,
        [
            ("Larch Office", "hardware", 100, date(2025, 5, 1)),
            ("Rook Energy", "energy", 200, date(2025, 5, 1)),
        ],
    )
    larch = SpendName.objects.get(written="Larch Office")
    SpendName.objects.update(aside=True)
    rebuild(birch.pk, [larch.pk])
    assert [row[0] for row in told()] == ["Rook Energy"]
    SpendLine.objects.filter(name=larch).delete()
    rebuild(birch.pk, [larch.pk])
    larch.refresh_from_db()
    assert larch.lines == 0


def test_lines_without_a_day_count_in_the_last_month_of_their_file(wood: Wood):
    birch = wood.organisations["birch"]
    upload = an_upload(birch, last_day=date(2026, 2, 14))
    spent(birch, [("Rook Energy", "energy", 200, date(2025, 5, 1))], upload=upload)
    SpendLine.objects.update(day=None)
    rebuild(birch.pk)
    assert [row[2] for row in told()] == [date(2026, 2, 1)]
