"""Members that write the names of their suppliers in their own ways, for tests of matching them."""

from __future__ import annotations

from datetime import date
from itertools import count

from spinney.purchasing.actions.matching import match_suppliers
from spinney.purchasing.models import DoubtfulPair, Supplier, SupplierName
from spinney.register.models import Organisation
from tests.personas import Wood
from tests.purchasing.making import NOON, a_share, a_supplier, another_member, spent

_pennies = count(1)


def writes(organisation: Organisation, *names: str, pence: int = 60_000) -> None:
    """A member pays to these names, once each, in a month of the year of these tests."""
    spent(
        organisation,
        [(name, "telecoms", pence + next(_pennies), date(2025, 6, 10)) for name in names],
    )


def two_members(wood: Wood) -> tuple[Organisation, Organisation]:
    """Birch and Maple, who share what they spend."""
    birch, maple = wood.organisations["birch"], another_member(wood, "maple")
    for one in (birch, maple):
        a_share(wood.cluster, one)
    return birch, maple


def matched(wood: Wood) -> None:
    """The names of the cluster are compared now."""
    match_suppliers(cluster=wood.cluster, by=wood.ash, now=NOON)


def named(wood: Wood) -> dict[str, set[str]]:
    """The suppliers of the cluster with the names that are theirs, as written."""
    found: dict[str, set[str]] = {}
    for one in SupplierName.objects.filter(cluster=wood.cluster).select_related("supplier"):
        found.setdefault(one.supplier.name, set()).add(one.written)
    return found


def two_suppliers(wood: Wood) -> tuple[Supplier, Supplier]:
    """Kelbrix, as two members write it, and Hollin, as one does: with spending, not yet matched."""
    birch, maple = two_members(wood)
    writes(birch, "Kelbrix Foods", "Hollin Trays")
    writes(maple, "KELBRIX FOODS LTD")
    kelbrix = a_supplier(
        wood.cluster, "Kelbrix Foods", [(birch, "Kelbrix Foods"), (maple, "KELBRIX FOODS LTD")]
    )
    return kelbrix, a_supplier(wood.cluster, "Hollin Trays", [(birch, "Hollin Trays")])


def pair_of(wood: Wood, one: str, other: str, rank: int = 1) -> DoubtfulPair:
    """A question about two names."""
    return DoubtfulPair.objects.create(
        cluster=wood.cluster, one=min(one, other), other=max(one, other), sure=60, rank=rank,
        reason={"code": "trading_name", "detail": "Zorvex Imaging"},
    )  # fmt: skip


def three_questions(wood: Wood) -> list[DoubtfulPair]:
    """Three pairs that wait, about names of two members."""
    birch, maple = two_members(wood)
    writes(birch, "Zorvex Imaging", "Hollin Trays", "Ashdown Cars")
    writes(maple, "Northern Print Supplies", "Hollin Tray Co", "Ashdown Care")
    for member, names in (
        (birch, ("Zorvex Imaging", "Hollin Trays", "Ashdown Cars")),
        (maple, ("Northern Print Supplies", "Hollin Tray Co", "Ashdown Care")),
    ):
        for name in names:
            a_supplier(wood.cluster, name, [(member, name)])
    return [
        pair_of(wood, "Zorvex Imaging", "Northern Print Supplies", 1),
        pair_of(wood, "Hollin Trays", "Hollin Tray Co", 2),
        pair_of(wood, "Ashdown Cars", "Ashdown Care", 3),
    ]
