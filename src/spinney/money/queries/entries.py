"""Reading entries and their lines, by who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import QueryDict

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.clusters import api as clusters
from spinney.money.models import Account, Balance, BankLine, Entry, Fund, Posting
from spinney.money.policies.ledger import INSIDE

Kind = Account.AccountKind
TRAIL_KEYS = ("account", "kind", "fund", "activity", "line", "whose", "source", "from", "to")


def visible_to(actor: Actor) -> QuerySet[Entry]:
    """The entries of the clusters whose money the actor sees."""
    if actor.is_system:
        return Entry.objects.all()
    return Entry.objects.filter(cluster__in=actor.ids_of("cluster", *INSIDE))


def get_entry(actor: Actor, cluster_id: int, pk: int) -> Entry:
    """One entry. Raises NotFound."""
    rows = visible_to(actor).filter(cluster=cluster_id).select_related("cluster", "reverses")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such entry in this ledger.")
    return found


@dataclass(frozen=True)
class Narrowed:
    """What the address of a trail asks for beyond the filters of the list: days, what entries came
    of; and whether it asks for anything at all (if not, the list is of what passed the bank).
    """

    first: date | None
    last: date | None
    source: str
    is_trail: bool

    @classmethod
    def of(cls, query: QueryDict) -> Narrowed:
        """As an address says it; days that are none are left out."""
        return cls(
            _day(query.get("from", "")), _day(query.get("to", "")), query.get("source", ""),
            any(key in query for key in (*TRAIL_KEYS, "all")),
        )  # fmt: skip


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


EARNS = [Kind.INCOME, Kind.FUNDS]
HAS = [Kind.ASSET, Kind.LIABILITY]


def lines_for(actor: Actor, cluster: clusters.Cluster, narrowed: Narrowed) -> QuerySet[Posting]:
    """The lines of a cluster's entries as a list shows them: those on the bank, unless the address
    asks for others. Each with `came_in` and `went_out`, one of them None.
    """
    rows = Posting.objects.filter(entry__in=visible_to(actor), entry__cluster=cluster)
    if not narrowed.is_trail:
        rows = rows.filter(account__code="bank")
    if narrowed.first:
        rows = rows.filter(entry__day__gte=narrowed.first)
    if narrowed.last:
        rows = rows.filter(entry__day__lte=narrowed.last)
    if narrowed.source:
        rows = rows.filter(entry__source=narrowed.source)
    rows = rows.annotate(came_in=_brings(), went_out=_takes())
    found: QuerySet[Posting] = rows.select_related(
        "entry", "account", "fund", "activity", "budget_line", "organisation", "entry__reverses",
        "entry__reversed_by",
    )  # fmt: skip
    return found


def unseen_at_bank(cluster: clusters.Cluster) -> QuerySet[Entry]:
    """The entries that did something to the bank account and that no lines of the bank come to;
    without those that were taken back, and what takes them back.
    """
    rows = Entry.objects.filter(cluster=cluster, reverses=None, reversed_by=None)
    found: QuerySet[Entry] = (
        rows.annotate(
            in_ledger=_sum_by_entry(Posting.objects.filter(account__code="bank")),
            at_bank=_sum_by_entry(BankLine.objects.all()),
        )
        .exclude(in_ledger=0)
        .exclude(in_ledger=F("at_bank"))
    )
    return found


def _sum_by_entry(rows: QuerySet[Any]) -> Coalesce:
    summed = rows.filter(entry=OuterRef("pk")).order_by().values("entry").annotate(all=Sum("pence"))
    return Coalesce(Subquery(summed.values("all")), 0, output_field=BigIntegerField())


def _brings() -> Case:
    """What a line brought: more of what we have, income, or a cost that was taken back."""
    return _pence_where(
        (Q(account__kind__in=HAS, pence__gt=0), F("pence")),
        (Q(account__kind__in=EARNS, pence__lt=0), -F("pence")),
        (Q(account__kind=Kind.COST, pence__lt=0), -F("pence")),
    )


def _takes() -> Case:
    """What a line took: the other way round."""
    return _pence_where(
        (Q(account__kind__in=HAS, pence__lt=0), -F("pence")),
        (Q(account__kind__in=EARNS, pence__gt=0), F("pence")),
        (Q(account__kind=Kind.COST, pence__gt=0), F("pence")),
    )


def _pence_where(*ways: tuple[Q, Any]) -> Case:
    cases = [When(where, then=pence) for where, pence in ways]
    return Case(*cases, default=None, output_field=BigIntegerField())


@dataclass(frozen=True)
class Names:
    """What the things are called that lines are about, by their ids."""

    funds: dict[int, str]
    activities: dict[int, str]
    budget_lines: dict[int, str]
    organisations: dict[int, str]


def names_of(cluster: clusters.Cluster) -> Names:
    """What the lines of a cluster can be narrowed by. Four queries."""
    kept = Balance.objects.filter(account__cluster=cluster).order_by()
    return Names(
        dict(Fund.objects.filter(cluster=cluster).values_list("pk", "name")),
        dict(kept.exclude(activity=None).values_list("activity", "activity__title")),
        dict(kept.exclude(budget_line=None).values_list("budget_line", "budget_line__title")),
        dict(kept.exclude(organisation=None).values_list("organisation", "organisation__name")),
    )


def total_of(rows: QuerySet[Posting]) -> tuple[int, int]:
    """(what came in, what went out) of the lines of a list, the money of each entry once: where
    both sides of an entry are in the list, or two accounts between which it moved money, what we
    have changed by their difference. One query.
    """
    has = Q(account__kind__in=HAS)
    by_entry = rows.order_by().values("entry").annotate(
        net=_sum("pence", has), accounts=Count("account", filter=has, distinct=True),
        flows=Count("pk", filter=~has), came=_sum("came_in"), went=_sum("went_out"),
    )  # fmt: skip
    twice = Q(accounts__gt=1) | Q(accounts=1, flows__gt=0)
    found = by_entry.aggregate(
        all_came=Sum(_either(twice, Q(net__gt=0), F("net"), F("came"))),
        all_went=Sum(_either(twice, Q(net__lt=0), -F("net"), F("went"))),
    )
    return int(found["all_came"] or 0), int(found["all_went"] or 0)


def _sum(name: str, where: Q | None = None) -> Coalesce:
    return Coalesce(Sum(name, filter=where), Value(0), output_field=BigIntegerField())


def _either(twice: Q, counts: Q, net: Any, plain: Any) -> Case:
    """What an entry brought or took: its difference where that counts, or what its lines say."""
    nothing = Value(0)
    return Case(
        When(twice & counts, then=net), When(twice, then=nothing), default=plain,
        output_field=BigIntegerField(),
    )  # fmt: skip
