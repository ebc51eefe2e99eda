"""What a claim begins with: for whom, what it came of, and what is known of the figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.periods import add_months
from spinney.clusters import api as clusters
from spinney.purchasing.models import (
    Contract,
    ContractShare,
    JointPurchase,
    Opportunity,
    OpportunityMember,
    Supplier,
    SupplierName,
)
from spinney.purchasing.policies import savings as rules
from spinney.purchasing.queries.opportunities import get_opportunity
from spinney.purchasing.queries.seeing import SUPPLIERS, Seeing, term_of
from spinney.register.api import Organisation

Origin = Opportunity | JointPurchase | Contract
WAITS_FOR = {
    "runners": "those who run the cluster", "lead_body": "the lead body", "host": "the host",
    "named": "whoever your terms name",
}  # fmt: skip


@dataclass(frozen=True)
class Start:
    """What a claim came of, and what its form begins with."""

    origins: Mapping[str, Any] = field(default_factory=dict)
    initial: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""


def claimable_for(by: Actor, cluster: clusters.Cluster, on: date) -> list[Organisation]:
    """The members for which somebody may claim: her own; all, for those who run it. By name."""
    ids = {one.organisation_id for one in clusters.members(cluster, at=on)}
    if not by.is_system and not by.roles_in(cluster_scope(cluster.pk)) & rules.RUNS_IT:
        ids = {one for one in ids if rules.represents(by, one)}
    return list(Organisation.objects.filter(pk__in=ids).order_by("name", "pk"))


def suppliers_of(
    cluster: clusters.Cluster, organisation: Organisation, seen: Seeing
) -> list[tuple[str, str]]:
    """The suppliers of a member that somebody may know of, as (key, name). One query."""
    if organisation.pk not in seen.own and seen.level(organisation.pk) not in SEES_SUPPLIERS:
        return []
    used = SupplierName.objects.filter(cluster=cluster, organisation=organisation)
    rows = Supplier.objects.filter(pk__in=used.values("supplier"), merged_into=None)
    return list(rows.order_by("name", "pk").values_list("key", "name"))


SEES_SUPPLIERS = (SUPPLIERS, "bands", "amounts")


def start_of(
    by: Actor, cluster: clusters.Cluster, organisation: Organisation, asked: Mapping[str, str],
    seen: Seeing, today: date,
) -> Start:  # fmt: skip
    """What the address names ("opportunity", "purchase" or "contract") gives a claim to begin with.
    Figures of a member only for whoever sees them. Raises NotFound for what is not there, or not
    shown to her.
    """
    exact = organisation.pk in seen.own or seen.exact(organisation.pk)
    first = today.replace(day=1)
    days = {"first_day": first, "last_day": add_months(first, 12) - timedelta(days=1)}
    for name, begin in _BEGINNINGS.items():
        number = asked.get(name, "")
        if number:
            if not (number.isascii() and number.isdigit() and len(number) < 10):
                raise NotFound("What this saving came of is not there.")
            if name == "opportunity":
                get_opportunity(by, seen, int(number))  # raises for what is not shown to her
            return begin(cluster, organisation, int(number), exact, days)
    return Start(initial={**days, "kind": "cashable"})


def _from_opportunity(
    cluster: clusters.Cluster, organisation: Organisation, pk: int, exact: bool, days: Any
) -> Start:
    found = Opportunity.objects.filter(cluster=cluster, pk=pk).select_related("supplier").first()
    if found is None:
        raise NotFound("There is no such opportunity here.")
    initial = {**days, "title": found.title, "category": found.category, "kind": "cashable"}
    if found.supplier:
        initial["covers"] = f"supplier:{found.supplier.key}"
    row = OpportunityMember.objects.filter(opportunity=found, organisation=organisation).first()
    if row is not None and exact:
        initial |= {
            "basis_kind": "lines", "baseline_pence": row.now_pence,
            "new_pence": max(0, row.now_pence - row.low_pence),
        }  # fmt: skip
    return Start({"opportunity": found}, initial, f"It comes of the opportunity “{found.title}”.")


def _from_purchase(
    cluster: clusters.Cluster, organisation: Organisation, pk: int, exact: bool, days: Any
) -> Start:
    found = JointPurchase.objects.filter(cluster=cluster, pk=pk).first()
    if found is None:
        raise NotFound("There is no such joint purchase here.")
    initial = {**days, "title": found.title, "category": found.category, "kind": "cashable"}
    joint = Contract.objects.filter(purchase=found, cluster=cluster, removed_at=None).first()
    if joint is not None and exact:
        initial |= _of_contract(joint, organisation)
    return Start({"purchase": found}, initial, f"It comes of buying “{found.title}” together.")


def _from_contract(
    cluster: clusters.Cluster, organisation: Organisation, pk: int, exact: bool, days: Any
) -> Start:
    ours = Q(cluster=cluster) | Q(organisation=organisation)
    rows = Contract.objects.filter(ours, pk=pk, removed_at=None).select_related("supplier")
    found = rows.first()
    if found is None or (found.organisation_id is not None and not exact):
        raise NotFound("There is no such contract here.")
    initial = {**days, "title": found.title, "category": found.category, "kind": "cashable"}
    if found.supplier and found.supplier.cluster_id == cluster.pk:
        initial["covers"] = f"supplier:{found.supplier.key}"
    initial |= _of_contract(found, organisation) if exact else {}
    return Start({"contract": found}, initial, f"It comes of the contract “{found.title}”.")


def _of_contract(contract: Contract, organisation: Organisation) -> dict[str, Any]:
    """The first year of a contract, and what the member bears of it."""
    told: dict[str, Any] = {"basis_kind": "contract"}
    if contract.first_day:
        year = add_months(contract.first_day, 12) - timedelta(days=1)
        last = min(contract.end_day, year) if contract.end_day else year
        told |= {"first_day": contract.first_day, "last_day": last}
    share = ContractShare.objects.filter(contract=contract, organisation=organisation).first()
    yearly = share.yearly_pence if share else contract.yearly_pence
    if yearly is not None and (share or contract.organisation_id):
        told["new_pence"] = yearly
    return told


_Begin = Callable[[clusters.Cluster, Organisation, int, bool, Any], Start]
_BEGINNINGS: Mapping[str, _Begin] = {
    "opportunity": _from_opportunity, "purchase": _from_purchase, "contract": _from_contract,
}  # fmt: skip


def who_sees_words(cluster: clusters.Cluster, on: date) -> str:
    """Who will see how much of a saving's amount, by the terms in force. One query."""
    said = term_of(cluster, on).purchases
    if said.shown in ("bands", "amounts"):
        others = "Other members see that there is a saving, and about how much it is."
    else:
        others = "Other members see that there is a saving, and not how much it is."
    broker = WAITS_FOR.get(said.broker, "")
    exact = (
        f"The exact amount is seen by the member itself and {broker}."
        if broker
        else ("The exact amount is seen by the member itself alone.")
    )
    return f"{others} {exact}"
