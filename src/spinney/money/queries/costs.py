"""Shared costs, as far as who asks may see them: the costs of her clusters, her own share always,
and the others' as the term `open_books` says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Min, Q, QuerySet, Sum
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotFound
from spinney.base.record.record import subject_of
from spinney.clusters import api as clusters
from spinney.money.bridge.cost_rules import AgreedRule, Sharing, agreed_rule
from spinney.money.bridge.costs import Open, names_of, reasons, shared, source_of, why_not
from spinney.money.models import Account, Budget, BudgetLine, CostShare, Entry, Posting, SharedCost
from spinney.money.policies.costs import SHARED
from spinney.money.policies.ledger import INSIDE
from spinney.money.queries.keeping import keeps
from spinney.money.states import BudgetState, CostState

OPENED = frozenset({"costs", "spending"})
"""What of the term `open_books` lets members see one another's shares."""


def visible_to(by: Actor) -> QuerySet[SharedCost]:
    """The shared costs of the clusters that an actor is inside of."""
    found = SharedCost.objects.select_related("cluster", "paid_by", "budget_line")
    return found if by.is_system else found.filter(cluster_id__in=by.ids_of("cluster", *INSIDE))


def get_cost(by: Actor, cluster_id: int, pk: int) -> SharedCost:
    """One shared cost. Raises NotFound to whoever may not see it."""
    found = visible_to(by).filter(cluster_id=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such shared cost, or it is not shown to you.")
    return found


def shares_of_cost(cost: SharedCost) -> list[CostShare]:
    """Everybody's share of a cost, by name. For those who have asked what they may see."""
    rows = cost.shares.select_related("organisation", "budget_entry", "true_up_entry")
    return list(rows.order_by("organisation__name", "pk"))


def shows_all(by: Actor, cluster: clusters.Cluster, today: date) -> bool:
    """Whether an actor sees every member's share: who keeps the money does, and members where they
    agreed to show one another their costs, or what is spent of shared money.
    """
    if keeps(by, cluster, today):
        return True
    return bool(OPENED & set(agreements.terms(cluster, at=today).open_books.shown))


@dataclass(frozen=True)
class SeenShare:
    """One member's share as who asks sees it. `open` is what is still to be paid; `membership_ends`
    is the first day on which it no longer belongs to the cluster, where that is known.
    """

    share: CostShare
    open: Open
    is_own: bool
    why: tuple[str, ...]
    actual_why: tuple[str, ...]
    membership_ends: date | None = None

    @property
    def paid(self) -> int:
        """What was paid of it, net: pence."""
        return (self.share.actual_pence or self.share.budget_pence or 0) - self.open.due

    @property
    def leaves_early(self) -> bool:
        """Whether it leaves the cluster before its days in the cost end."""
        ends = self.membership_ends
        return ends is not None and ends <= self.share.to_day


@dataclass(frozen=True)
class SeenCost:
    """A shared cost with the shares that who asks sees; `sees_all`: everybody's."""

    cost: SharedCost
    agreed: AgreedRule
    shares: tuple[SeenShare, ...]
    everybody: tuple[CostShare, ...]
    sees_all: bool

    @cached_property
    def drafted(self) -> Sharing | None:
        """The budget shared as things stand, while it is a draft."""
        if self.cost.state not in (CostState.DRAFT, CostState.ENDED) or not self.everybody:
            return None
        return shared(self.cost, self.everybody, self.agreed, self.cost.budget_pence)

    @property
    def why_not(self) -> list[str]:
        """What stands in the way of sharing it."""
        found = self.drafted
        return why_not(found, names_of(self.everybody)) if found else []

    def pence(self, one: CostShare) -> int | None:
        """A member's part of the budget: as shared, or as it would be now."""
        if self.cost.state in SHARED:
            return one.budget_pence
        found = self.drafted
        return found.by_member().get(str(one.organisation_id)) if found else None


def rule_now(cost: SharedCost, today: date) -> AgreedRule:
    """The rule that holds for a cost: the one it was shared by, or the one in force."""
    if cost.state in SHARED and cost.rule:
        return AgreedRule.from_json(cost.rule)
    return agreed_rule(agreements.terms(cost.cluster, at=today), cost.kind)


def open_of(cost: SharedCost) -> dict[int, Open]:
    """What is open with each member, by the entries that came of a cost. Two queries."""
    rows = Posting.objects.filter(entry__cluster=cost.cluster_id, entry__source=source_of(cost))
    have = set(cost.shares.values_list("organisation_id", flat=True))
    return {one: found for (_, one), found in _opened(rows, {source_of(cost): have}).items()}


def owed_since(cost: SharedCost, organisation_id: int) -> date | None:
    """The first day on which a cost moved something with a member, by its entries. One query."""
    whose = Q(organisation=organisation_id) | Q(organisation__merged_into=organisation_id)
    rows = Posting.objects.filter(
        whose, entry__cluster=cost.cluster_id, entry__source=source_of(cost)
    )
    first: date | None = rows.aggregate(first=Min("entry__day"))["first"]
    return first


def _opened(
    rows: QuerySet[Posting], have: Mapping[str, Collection[int]]
) -> dict[tuple[str, int], Open]:
    """What is open by source and member. What was written of an organisation that was merged into
    another counts for that one, unless it has a share of its own (`have`, by source). One query.
    """
    found = rows.filter(account__code__in=("member_due", "member_owed")).order_by()
    names = ("entry__source", "organisation_id", "organisation__merged_into", "account__code")
    sums: defaultdict[tuple[str, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for source, one, into, code, total in found.values_list(*names).annotate(total=Sum("pence")):
        whose = one if one in have.get(source, ()) else into or one
        sums[(source, int(whose or 0))][code] += int(total)
    return {key: Open(sum_["member_due"], -sum_["member_owed"]) for key, sum_ in sums.items()}


def seen(by: Actor, cost: SharedCost) -> SeenCost:
    """A cost as an actor sees it."""
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    return _seen(cost, frozenset(own), sees_all=shows_all(by, cost.cluster, localdate()))


def seen_by_link(share: CostShare) -> tuple[SeenCost, SeenShare]:
    """A cost as whoever answers for one share sees it, by the link to it: that share alone."""
    found = _seen(share.cost, frozenset({share.organisation_id}), sees_all=False)
    return found, found.shares[0]


def _seen(cost: SharedCost, own: frozenset[int], *, sees_all: bool) -> SeenCost:
    everybody = shares_of_cost(cost)
    ends = _membership_ends(cost, everybody)
    opened = open_of(cost)
    rows = tuple(
        SeenShare(
            one, opened.get(one.organisation_id, Open()), one.organisation_id in own,
            tuple(reasons(cost, "budget", one.organisation_id)),
            tuple(reasons(cost, "actual", one.organisation_id)),
            ends.get(one.organisation_id),
        )
        for one in everybody if sees_all or one.organisation_id in own
    )  # fmt: skip
    return SeenCost(cost, rule_now(cost, localdate()), rows, tuple(everybody), sees_all)


def _membership_ends(cost: SharedCost, shares: Iterable[CostShare]) -> dict[int, date]:
    """When members of a cost leave, or left, the cluster. One query."""
    rows = clusters.Membership.objects.filter(
        cluster=cost.cluster_id, organisation__in=[one.organisation_id for one in shares]
    )
    found: dict[int, date] = {}
    for key, leaves, left in rows.values_list("organisation_id", "leaves_on", "left_on"):
        ends = left or leaves
        if ends is not None:
            found[key] = ends
    return found


def lines_to_choose(
    cluster: clusters.Cluster, chosen: BudgetLine | None = None
) -> list[BudgetLine]:
    """The lines of costs that a cost can be about, each once: of the budget in force, or of the
    newest draft where none is; and the line that was chosen, where it stands in another version.
    """
    there = Budget.objects.filter(cluster=cluster, removed_at=None).order_by("-number")
    budget = (
        there.filter(state=BudgetState.IN_FORCE).first()
        or there.filter(state=BudgetState.DRAFT).first()
    )  # fmt: skip
    rows = BudgetLine.objects.filter(budget=budget, budget__isnull=False, pence__gt=0)
    lines = list(rows.order_by("position", "pk"))
    if chosen is None:
        return lines
    kept = [chosen if one.key == chosen.key else one for one in lines]
    return kept if chosen in kept else [*kept, chosen]


@dataclass(frozen=True)
class SoFar:
    """What the ledger says that a cost came to, in pence; in `rows` are the rows of its line, in
    whichever version of the budget, that entries name.
    """

    pence: int = 0
    rows: tuple[int, ...] = ()


def actual_so_far(cost: SharedCost) -> SoFar:
    """What was spent on a cost's line of the budget in its days, whichever version the line stood
    in when it was. One query.
    """
    if cost.budget_line is None:
        return SoFar()
    rows = Posting.objects.filter(
        entry__cluster=cost.cluster_id, entry__day__range=(cost.first_day, cost.last_day),
        budget_line__key=cost.budget_line.key, account__kind=Account.AccountKind.COST,
    )  # fmt: skip
    summed = dict(rows.order_by().values_list("budget_line").annotate(whole=Sum("pence")))
    return SoFar(sum(summed.values()), tuple(sorted(summed)))


def share_by_link(by: Actor, verb: str) -> CostShare:
    """The share that the actor holds a link to. Raises NotFound."""
    subject = by.pass_.subject if by.pass_ and by.pass_.verb == verb else ""
    number = subject.rpartition(":")[2]
    rows = CostShare.objects.select_related("cost__cluster", "organisation")
    found = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if found is None or subject_of(found) != subject:
        raise NotFound("This cost is not shared any more.")
    return found


@dataclass(frozen=True)
class CostRow:
    """A shared cost in a list, with one's own part of it (pence; None: no part, or not yet)."""

    cost: SharedCost
    own_pence: int | None
    to_answer: int

    @property
    def title(self) -> str:
        return self.cost.title


def costs_of(by: Actor, cluster_id: int) -> list[CostRow]:
    """The shared costs of a cluster, newest first, each with the actor's own part. Two queries."""
    costs = list(visible_to(by).filter(cluster_id=cluster_id))
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    parts: defaultdict[int, list[CostShare]] = defaultdict(list)
    for one in CostShare.objects.filter(cost__in=costs):
        parts[one.cost_id].append(one)
    return [CostRow(one, _own(parts[one.pk], own), _open_answers(one, parts[one.pk]))
            for one in costs]  # fmt: skip


def _own(shares: Sequence[CostShare], own: Iterable[int]) -> int | None:
    mine = [one for one in shares if one.organisation_id in set(own)]
    found = [one.actual_pence if one.actual_pence is not None else one.budget_pence for one in mine]
    known = [one for one in found if one is not None]
    return sum(known) if known else None


def _open_answers(cost: SharedCost, shares: Sequence[CostShare]) -> int:
    field = answer_field(cost)
    return sum(getattr(one, field) != "agreed" for one in shares) if field else 0


def answer_field(cost: SharedCost) -> str:
    """Which answer members are asked for now; "" for none."""
    return {
        CostState.AGREED: "budget_answer",
        CostState.TRUED_UP: "actual_answer",
    }.get(CostState(cost.state), "")


def entries_of(cost: SharedCost) -> list[Entry]:
    """The entries of the ledger that came of a cost, as they were written."""
    rows = Entry.objects.filter(cluster=cost.cluster_id, source=source_of(cost))
    return list(rows.order_by("number"))


@dataclass(frozen=True)
class OwnShare:
    """A share of one's own organisation, in whatever cluster, with what is open of it."""

    share: CostShare
    open: Open

    @property
    def title(self) -> str:
        return self.share.cost.title

    @property
    def cluster(self) -> str:
        return self.share.cost.cluster.name


def own_shares(by: Actor, organisation_id: int) -> list[OwnShare]:
    """Every share that an organisation ever had, newest first: of clusters that it left as well,
    so that what is open is not lost. For who represents it. Two queries.
    """
    if not by.is_system and organisation_id not in by.ids_of("organisation", Role.REPRESENTATIVE):
        return []
    mine = Q(organisation=organisation_id) | Q(organisation__merged_into=organisation_id)
    rows = CostShare.objects.filter(mine).select_related("cost__cluster", "organisation")
    shares = list(rows.order_by("-cost__first_day", "-pk"))
    have: defaultdict[str, set[int]] = defaultdict(set)
    for one in shares:
        have[source_of(one.cost)].add(one.organisation_id)
    opened = _opened(Posting.objects.filter(mine, entry__source__in=have), have)
    return [
        OwnShare(one, opened.get((source_of(one.cost), one.organisation_id), Open()))
        for one in shares
    ]


@dataclass(frozen=True)
class ShareTold:
    """What one organisation bears of one cost, for other rooms: pence as budgeted and as it came
    (None: not yet).
    """

    title: str
    kind: str
    organisation_id: int
    first_day: date
    last_day: date
    budget_pence: int | None
    actual_pence: int | None


def shares_of(cluster: clusters.Cluster) -> list[ShareTold]:
    """Every member's share of every cost that a cluster shares. For rooms that have asked who may
    see it.
    """
    rows = CostShare.objects.filter(cost__cluster=cluster, cost__state__in=SHARED)
    return [
        ShareTold(
            one.cost.title, one.cost.kind, one.organisation_id, one.from_day, one.to_day,
            one.budget_pence, one.actual_pence,
        )
        for one in rows.select_related("cost").order_by("cost__first_day", "cost__pk", "pk")
    ]  # fmt: skip
