"""Contracts as somebody may see them: one's own, and in a cluster those that are shown there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.purchasing.bridge.contract_calendar import band_words, category_title
from spinney.purchasing.engine.comparing.bands import banded
from spinney.purchasing.models import Contract, SpendLine
from spinney.purchasing.policies.contracts import INSIDE, OWN
from spinney.purchasing.queries.seeing import AMOUNTS, BANDS, Seeing, seeing
from spinney.purchasing.states import ContractState

REMIND_DAYS = 45
"""So many days before the last day of notice whoever it belongs to is reminded."""
MOST_OFFERED = 20


def visible_to(by: Actor) -> QuerySet[Contract]:
    """One's own contracts; in clusters that one runs or is a member of, those made together, and
    those that members show there.
    """
    rows = Contract.objects.select_related("cluster", "organisation", "shown_to")
    if by.is_system:
        return rows
    inside = by.ids_of("cluster", *INSIDE)
    own = Q(organisation__in=by.ids_of("organisation", *OWN))
    joint = Q(cluster__in=inside, organisation=None)
    return rows.filter(own | joint | Q(shown_to__in=inside, removed_at=None))


def own_contracts(by: Actor, organisation_id: int) -> QuerySet[Contract]:
    """A member's own contracts, for its own people; soonest notice first."""
    own = by.ids_of("organisation", *OWN)
    rows = visible_to(by).filter(organisation=organisation_id, organisation__in=own)
    return rows.order_by(F("notice_day").asc(nulls_last=True), "pk")


def own_contract(by: Actor, organisation_id: int, pk: int) -> Contract:
    """One contract of a member, for its own people. Raises NotFound."""
    found = own_contracts(by, organisation_id).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such contract here.")
    return found


def joint_contract(by: Actor, cluster_id: int, pk: int) -> Contract:
    """A contract made together. Raises NotFound."""
    found = visible_to(by).filter(cluster=cluster_id, organisation=None, pk=pk).first()
    if found is None:
        raise NotFound("There is no such contract here.")
    return found


@dataclass(frozen=True)
class Shown:
    """A contract as somebody sees it in a cluster: `cost` is the exact yearly cost, a band in
    words, or nothing.
    """

    contract: Contract
    whose: str
    category: str
    cost: str
    is_joint: bool

    @property
    def title(self) -> str:
        return self.contract.title

    @property
    def supplier_name(self) -> str:
        return self.contract.supplier_name

    @property
    def notice_day(self) -> date | None:
        return self.contract.notice_day

    @property
    def end_day(self) -> date | None:
        return self.contract.end_day

    @property
    def state(self) -> str:
        return self.contract.state

    @property
    def state_words(self) -> str:
        return str(self.contract.get_state_display())


def contracts_in(by: Actor, cluster: clusters.Cluster, on: date) -> list[Shown]:
    """The contracts of a cluster that run: those made together, and those that its members of the
    day show. Five queries, however many contracts.
    """
    sees = seeing(by, cluster, on)
    members = {one.organisation_id for one in clusters.members(cluster, at=on)}
    found = _running(by, cluster, members).order_by(F("notice_day").asc(nulls_last=True), "pk")
    return [_shown(one, sees) for one in found]


def ending_in(
    by: Actor, cluster: clusters.Cluster, members: set[int], first: date, last: date
) -> int:
    """For how many contracts of a cluster the last day for notice falls into these days. One
    query.
    """
    return _running(by, cluster, members).filter(notice_day__range=(first, last)).count()


def _running(by: Actor, cluster: clusters.Cluster, members: set[int]) -> QuerySet[Contract]:
    rows = visible_to(by).filter(removed_at=None).exclude(state=ContractState.ENDED)
    shown = Q(shown_to=cluster, organisation__in=members)
    return rows.filter(shown | Q(cluster=cluster, organisation=None))


def _shown(contract: Contract, sees: Seeing) -> Shown:
    joint = contract.organisation_id is None
    whose = contract.organisation.name if contract.organisation else "All who are in"
    return Shown(
        contract, whose, category_title(contract.category), _cost(contract, sees, joint), joint
    )


def _cost(contract: Contract, sees: Seeing, joint: bool) -> str:
    from spinney.base.web.components.words import money

    if contract.yearly_pence is None:
        return ""
    level = AMOUNTS if joint else sees.level(contract.organisation_id or 0)
    if level == AMOUNTS:
        return money(contract.yearly_pence)
    return band_words(banded(contract.yearly_pence)) if level == BANDS else ""


def to_remind(today: date) -> list[Contract]:
    """The contracts whose last day of notice is near, and of which nobody was reminded."""
    rows = Contract.objects.filter(
        state=ContractState.RUNS, removed_at=None, reminded_at=None,
        notice_day__gte=today, notice_day__lte=today + timedelta(days=REMIND_DAYS),
    )  # fmt: skip
    return list(rows.select_related("cluster", "organisation").order_by("pk"))


@dataclass(frozen=True)
class Offered:
    """A contract that a member's lines tell of, and that is not on its list yet."""

    line_id: int
    name: str
    end_day: date
    category: str


def offered_from_lines(by: Actor, organisation_id: int, today: date) -> list[Offered]:
    """Contracts that a member's own lines name an end of, one for each payee and end, less those
    that are on the list, removed ones too. People that are set aside are left out. Two queries.
    """
    if organisation_id not in by.ids_of("organisation", *OWN):
        return []
    there = {
        (name.casefold(), end)
        for name, end in Contract.objects.filter(organisation=organisation_id).values_list(
            "supplier_name", "end_day"
        )
    }
    rows = SpendLine.objects.filter(
        organisation=organisation_id, contract_end__gte=today, name__aside=False
    ).select_related("name")
    found: dict[tuple[str, date], Offered] = {}
    for line in rows.order_by("contract_end", "-day", "pk"):
        end = line.contract_end
        if end is None or (line.name.written.casefold(), end) in there:
            continue
        category = line.category or line.name.category
        key = (line.name.written.casefold(), end)
        found.setdefault(key, Offered(line.pk, line.name.written, end, category))
    return list(found.values())[:MOST_OFFERED]
