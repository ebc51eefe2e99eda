"""A member's names for tests of what is bought and who is left out."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from spinney.purchasing.models import SpendCell, SpendName
from spinney.register.models import Organisation
from tests.personas import Wood
from tests.purchasing.making import spent

JUNE, JULY = date(2025, 6, 3), date(2025, 7, 3)


def birch_that_spent(wood: Wood) -> Organisation:
    """Birch House with five names: three firms, a person that is left out, and one who is not."""
    birch = wood.organisations["birch"]
    spent(
        birch,
        [
            ("Larch Office Machines", "stationery_print", 10_000, JUNE),
            ("LARCH OFFICE MACHINES LTD", "stationery_print", 5_000, JULY),
            ("Willow Telecom", "telecoms", 4_000, JUNE),
            ("Mrs J Example", "other", 1_000, JUNE),
            ("Pat Sample", "other", 700, JUNE),
        ],
        aside=["Mrs J Example"],
    )
    return birch


def name_of(organisation: Organisation, written: str) -> SpendName:
    return SpendName.objects.get(organisation=organisation, written=written)


def by_category(organisation: Organisation) -> dict[str, int]:
    """What its cells add up to, by category."""
    sums = SpendCell.objects.filter(organisation=organisation).values_list("category")
    return dict(sums.annotate(pence=Sum("amount_pence")).order_by())
