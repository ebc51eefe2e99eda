"""What will be left over, line by line and by member; and proposals with how the rules stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.decisions import api as decisions
from spinney.money.bridge import underspend as bridge
from spinney.money.engine.reallocation import Move as EngineMove
from spinney.money.engine.reallocation import Rules, Ruling, allows, check, suggest
from spinney.money.engine.underspend import Forecast as Found
from spinney.money.engine.underspend import forecast, together
from spinney.money.models import Budget, BudgetLine, Forecast, Reallocation, ReallocationMove
from spinney.money.policies.underspend import INSIDE
from spinney.money.queries.budgets import SeenBudget, SeenLine, in_force, seen, spent_by_month
from spinney.money.states import ReallocationState

WAITS = (ReallocationState.DRAFT, ReallocationState.PROPOSED)
"""While it waits, the rules are asked as things stand."""


@dataclass(frozen=True)
class LineForecast:
    """A line with what it will come to: as it is reckoned, and as somebody says who knows."""

    seen: SeenLine
    found: Found
    said: Forecast | None

    @property
    def pk(self) -> int:
        return self.seen.pk

    @property
    def title(self) -> str:
        return self.seen.title

    @property
    def member(self) -> str:
        return self.seen.member

    @property
    def fund(self) -> str:
        return self.seen.fund

    @property
    def planned(self) -> int:
        return self.seen.planned

    @property
    def spent(self) -> int:
        return self.seen.spent

    @property
    def promised(self) -> int:
        return self.seen.promised

    @property
    def counts(self) -> Found:
        """What is said, never below what is spent and promised; else what is reckoned."""
        if self.said is None:
            return self.found
        likely = max(self.said.pence, self.found.bound)
        return replace(self.found, low=likely, likely=likely, high=likely, why=())

    @property
    def likely(self) -> int:
        return self.counts.likely

    @property
    def left(self) -> int:
        return self.planned - self.likely

    @property
    def why(self) -> str:
        if self.said is None:
            return self.why_reckoned
        return bridge.said_words(self.said.pence, self.said.words, self.found, self.counts)

    @property
    def why_reckoned(self) -> str:
        """Why its months say what they say, whatever somebody says."""
        return bridge.why_words(self.found)


@dataclass(frozen=True)
class Outlook:
    """What will be left of a budget."""

    budget: Budget
    seen: SeenBudget
    lines: tuple[LineForecast, ...]

    @cached_property
    def whole(self) -> Found:
        return together("", (one.counts for one in self.lines))

    @property
    def likely(self) -> int:
        return sum(one.likely for one in self.lines)

    @property
    def left(self) -> int:
        """What is left over on lines that have something left, in pence."""
        return sum(max(0, one.left) for one in self.lines)

    @property
    def short(self) -> int:
        """What is missing on lines that will not do, in pence."""
        return sum(max(0, -one.left) for one in self.lines)

    @property
    def by_member(self) -> list[tuple[str, Found, int]]:
        """By member: its name, the forecast of its lines together, and what is likely left."""
        groups: dict[str, list[LineForecast]] = defaultdict(list)
        for one in self.lines:
            groups[one.member].append(one)
        return [
            (
                name, together(name, (one.counts for one in groups[name])),
                sum(one.left for one in groups[name]),
            )
            for name in sorted(groups)
        ]  # fmt: skip


def outlook(budget: Budget, today: date) -> Outlook:
    """What will be left of a budget on a day. Five queries."""
    found = seen(budget)
    months = months_of(budget.cluster_id)
    said = latest_said(budget)
    lines = []
    for one in found.lines:
        if one.line.is_income:
            continue
        pace = bridge.pace_of(
            one.line, months.get(one.row.key, {}), today, claimed=one.claimed,
            promised=one.row.promised_pence,
        )  # fmt: skip
        lines.append(LineForecast(one, forecast(pace), said.get(one.row.key)))
    return Outlook(budget, found, tuple(lines))


def months_of(cluster_id: int) -> Mapping[UUID, dict[date, int]]:
    """What was spent on lines by month. One query."""
    found: dict[UUID, dict[date, int]] = defaultdict(dict)
    for (key, month), pence in spent_by_month(cluster_id).items():
        found[key][month] = pence
    return found


def latest_said(budget: Budget) -> dict[UUID, Forecast]:
    """What was said last of each line, in whichever version it stood then. One query."""
    rows = Forecast.objects.filter(line__budget__cluster=budget.cluster_id)
    found: dict[UUID, Forecast] = {}
    for row in rows.select_related("line").order_by("at", "pk"):
        found[row.line.key] = row
    return found


def line_to_say(by: Actor, cluster_id: int, pk: int) -> BudgetLine:
    """A line of costs of the budget in force. Raises NotFound."""
    rows = BudgetLine.objects.filter(
        pk=pk, budget__cluster=cluster_id, budget__state="in_force", pence__gte=0
    )
    if not by.is_system:
        rows = rows.filter(budget__cluster__in=by.ids_of("cluster", *INSIDE))
    found = rows.select_related("budget__cluster", "organisation", "fund").first()
    if found is None:
        raise NotFound("There is no such line in the budget in force.")
    return found


def visible_to(by: Actor) -> QuerySet[Reallocation]:
    """The proposals of the clusters whose money somebody keeps or shares in."""
    rows = Reallocation.objects.select_related("cluster", "budget", "new_budget", "ballot")
    return rows if by.is_system else rows.filter(cluster__in=by.ids_of("cluster", *INSIDE))


def reallocations_of(by: Actor, cluster_id: int) -> list[Reallocation]:
    """The proposals of a cluster, the newest first. One query."""
    return list(visible_to(by).filter(cluster=cluster_id).order_by("-pk"))


def get_reallocation(by: Actor, cluster_id: int, pk: int) -> Reallocation:
    """One proposal. Raises NotFound."""
    found = visible_to(by).filter(cluster=cluster_id, pk=pk).first()
    if found is None:
        raise NotFound("There is no such proposal here.")
    return found


def held(one: Reallocation) -> Reallocation:
    """It as it is now, held until this transaction ends."""
    rows = Reallocation.objects.select_for_update(of=("self",))
    return rows.select_related("cluster", "budget").get(pk=one.pk)


def moves_in(one: Reallocation) -> list[ReallocationMove]:
    """The moves of a proposal, in order. One query."""
    rows = ReallocationMove.objects.filter(reallocation=one).order_by("pk")
    return list(
        rows.select_related(
            "from_line__fund", "from_line__organisation", "to_line__organisation",
            "to_organisation",
        )
    )  # fmt: skip


@dataclass(frozen=True)
class Checked:
    """A proposal held against the rules: with a budget, by the keys of its lines, what was spent
    on them by now, and its moves. `kept`: as the rules were before it was decided or done.
    """

    one: Reallocation
    seen: SeenBudget
    moves: tuple[ReallocationMove, ...]
    rulings: tuple[Ruling, ...]
    kept: bool = False

    @property
    def allows(self) -> bool:
        return allows(self.rulings)

    @property
    def rows(self) -> list[bridge.RuleRow]:
        names = {one.line.key: one.title for one in self.seen.lines}
        for move in self.moves:
            if move.to_line is None:
                names[bridge.key_of(move)] = move.to_title
        return bridge.rule_rows(self.rulings, self.one, names, self.seen.labels["fund"])

    @property
    def moved(self) -> int:
        return sum(move.pence for move in self.moves)

    @property
    def members(self) -> frozenset[int]:
        """The members whose lines would be changed."""
        found = set()
        for move in self.moves:
            found.add(move.from_line.organisation_id)
            to = move.to_line.organisation_id if move.to_line else move.to_organisation_id
            found.add(to)
        return frozenset(one for one in found if one is not None)


def checked(one: Reallocation) -> Checked:
    """A proposal held against the rules: with the budget in force, or its own where none is. Five
    queries.
    """
    budget = in_force(one.cluster_id) or one.budget
    found = seen(budget)
    moves = moves_in(one)
    shares = bridge.shares_of([(x.row, x.line) for x in found.lines], one.small_income_pence)
    shares += [
        bridge.new_share(move, one.small_income_pence) for move in moves if move.to_line is None
    ]
    rulings = check(shares, bridge.moves_of(moves), bridge.rules_of(one))
    return Checked(one, found, tuple(moves), tuple(rulings))


def shown(one: Reallocation) -> Checked:
    """A proposal with how the rules stand, while it may still be changed or decided; and after
    that, with how they stood when they were asked last: by now the money may have moved.
    """
    rules = one.checked.get("rules")
    if one.state in WAITS or rules is None:
        return checked(one)
    return Checked(
        one, seen(one.budget), tuple(moves_in(one)), tuple(bridge.from_json(rules)), kept=True
    )


def proposed_on(one: Reallocation) -> date:
    """The day on which it was proposed last; for what was proposed before that was kept, the day
    on which it was begun.
    """
    kept = one.checked.get("proposed_on")
    return date.fromisoformat(kept) if kept else localdate(one.made_at)


def suggested(one: Reallocation, today: date) -> list[EngineMove]:
    """Moves that the forecasts suggest, and every rule allows; what somebody says of a line counts
    before what is reckoned.
    """
    view = outlook(one.budget, today)
    shares = bridge.shares_of([(x.row, x.line) for x in view.seen.lines], one.small_income_pence)
    forecasts = {line.found.key: line.counts for line in view.lines}
    rules: Rules = bridge.rules_of(one)
    return suggest(shares, forecasts, rules)


def to_be_varied(cluster: clusters.Cluster, members: frozenset[int]) -> list[tuple[str, str]]:
    """The agreements in force with members whose money changes, by title and address: what they
    are contracted for changes with it. One query.
    """
    if not members:
        return []
    rows = agreements.Agreement.objects.filter(
        cluster=cluster, state="agreed", speaks_for="parties", parties__organisation__in=members,
        parties__left_on=None,
    ).distinct()  # fmt: skip
    return [
        (one.title, reverse("agreements:agreement", args=[cluster.pk, one.pk]))
        for one in rows.order_by("title", "pk")
    ]


def decided_by(ballots: frozenset[UUID], cluster_id: int) -> Reallocation | None:
    """The proposal that waits for one of these ballots."""
    return Reallocation.objects.filter(
        cluster=cluster_id, state=ReallocationState.PROPOSED, ballot__uid__in=ballots
    ).first()


def waiting_for(ballot: decisions.Ballot) -> list[Reallocation]:
    """The proposals that wait for a ballot."""
    return list(Reallocation.objects.filter(ballot=ballot, state=ReallocationState.PROPOSED))
