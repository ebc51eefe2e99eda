"""Members that buy alike, for tests of what spending shows and where a cluster could save."""

from __future__ import annotations

from datetime import date

from spinney.purchasing.actions.opportunities import keep_opportunities
from spinney.purchasing.bridge.starting_finding import BY
from spinney.purchasing.models import Measure, Opportunity
from spinney.purchasing.queries.finding import found_in
from spinney.register.models import Organisation
from tests.agreements.making import another_member
from tests.personas import Wood
from tests.purchasing.making import DAY, NOON, a_share, a_supplier, spent

MONTHS = [date(2025 + (3 + number) // 12, (3 + number) % 12 + 1, 5) for number in range(12)]
"""A day in each month that is shared in these tests."""


def steadily(name: str, category: str, pence: int) -> list[tuple[str, str, int, date]]:
    """The same payment in every month."""
    return [(name, category, pence, day) for day in MONTHS]


def measured(organisation: Organisation, **values: int) -> None:
    for measure, value in values.items():
        Measure.objects.create(
            organisation=organisation, measure=measure, value=value, on_day=DAY, source="typed",
            given_by="person:1",
        )  # fmt: skip


def wood_that_buys(wood: Wood) -> Wood:
    """Birch, Maple and Oak each heat 100 square metres, at three suppliers' prices; Birch pays two
    firms for payroll.
    """
    birch = wood.organisations["birch"]
    maple, oak = another_member(wood, "maple"), another_member(wood, "oak")
    heating = {
        birch: ("Lark Power", 20_000),  # £2,400 a year
        maple: ("Rook Energy Ltd", 10_000),  # £1,200
        oak: ("Wren Gas", 15_000),  # £1,800
    }
    for organisation, (name, pence) in heating.items():
        spent(organisation, steadily(name, "energy", pence))
        a_supplier(wood.cluster, name, [(organisation, name)], key=name.lower().replace(" ", "-"))
        measured(organisation, square_metres=100)
        a_share(wood.cluster, organisation)
    payrolls = steadily("Jay Payroll", "payroll_hr", 9_000) + steadily(
        "Tit HR", "payroll_hr", 4_000
    )
    spent(birch, payrolls)
    return wood


def look(wood: Wood) -> list[Opportunity]:
    """Look where the wood could save, and keep it."""
    keep_opportunities(cluster=wood.cluster, found=found_in(wood.cluster, DAY), by=BY, now=NOON)
    return list(Opportunity.objects.filter(cluster=wood.cluster))
