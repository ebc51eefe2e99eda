"""What clusters cost, beside what they saved: every figure with where it comes from. Unlike values
are never added: cash, costs avoided and time are three things.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.clusters import api as clusters
from spinney.money import api as money
from spinney.purchasing import api as purchasing

KINDS = (
    ("cashable", "Cash", "less was paid"),
    ("avoided", "Costs avoided", "what would have been paid was not"),
    ("capacity", "Time freed", "what people can do instead"),
)


@dataclass(frozen=True)
class Cost:
    """One cluster's cost in pence: money (what was released; while nothing is, what was awarded or
    set), and days of help at the programme's rate (None: they have no price yet).
    """

    cluster_id: int
    name: str
    organisations: int
    money_pence: int
    money_is: str
    facilitation: Decimal
    review: Decimal
    days_pence: int | None
    spent_pence: int | None

    @property
    def total_pence(self) -> int | None:
        """Money and days together; None while there are days without a price."""
        if self.days_pence is None:
            return None if self.facilitation + self.review else self.money_pence
        return self.money_pence + self.days_pence

    @property
    def per_organisation_pence(self) -> int | None:
        return _each(self.total_pence, self.organisations)

    @property
    def money_url(self) -> str:
        return reverse("money:money", args=[self.cluster_id])

    @property
    def days_url(self) -> str:
        return reverse("clusters:days", args=[self.cluster_id])


@dataclass(frozen=True)
class Costs:
    """The costs of several clusters, with what they are compared with."""

    each: Sequence[Cost]
    comparators: Sequence[tuple[str, int, str]]

    @property
    def organisations(self) -> int:
        return sum(one.organisations for one in self.each)

    @property
    def total_pence(self) -> int | None:
        totals = [one.total_pence for one in self.each]
        known = [one for one in totals if one is not None]
        return sum(known) if len(known) == len(totals) else None

    @property
    def per_cluster_pence(self) -> int | None:
        return _each(self.total_pence, len(self.each))

    @property
    def per_organisation_pence(self) -> int | None:
        return _each(self.total_pence, self.organisations)

    @property
    def highest_pence(self) -> int | None:
        """What the dearest cluster costs: the whole help that the programme gives."""
        return max((one.total_pence or 0 for one in self.each), default=None)


def _each(total: int | None, of: int) -> int | None:
    if total is None or not of:
        return None
    return int((Decimal(total) / of).quantize(Decimal(1), ROUND_HALF_UP))


def costs_of(programme: clusters.Programme, only: int | None = None) -> Costs:
    """The costs of a programme's clusters; of one alone, with `only`. Seven queries."""
    known = [one for one in clusters.costs(programme) if only in (None, one.cluster_id)]
    paid = money.paid_to([one.cluster_id for one in known])
    compared = [
        (one.name, one.pence_per_organisation, one.source)
        for one in clusters.comparators(programme)
    ]
    return Costs([_cost(one, paid[one.cluster_id]) for one in known], compared)


def _cost(known: clusters.ClusterCost, paid: money.Paid) -> Cost:
    pence, words = known.grant_pence, "the grant that the programme sets"
    if paid.awarded_pence is not None:
        pence, words = paid.awarded_pence, "awarded, nothing released yet"
        if paid.released_pence:
            pence, words = paid.released_pence, f"released of {_pounds(paid.awarded_pence)}"
    return Cost(
        known.cluster_id, known.name, known.organisations, pence, words, known.facilitation,
        known.review, known.days_pence, paid.spent_pence,
    )  # fmt: skip


def _pounds(pence: int) -> str:
    return f"£{pence / 100:,.2f}".removesuffix(".00")


@dataclass(frozen=True)
class SavedRow:
    """One kind of saving: confirmed by members, of which later payments show so much. Amounts are
    in ranges where whoever asks may not see them exactly.
    """

    title: str
    means: str
    confirmed: purchasing.Amount
    realised: purchasing.Amount
    savings: int
    hours: Decimal


def saved_of(place: clusters.Cluster | clusters.Programme, by: Actor, at: date) -> list[SavedRow]:
    """What was saved, each kind by itself, as the actor may see it."""
    found = purchasing.savings_of(place, by=by, at=at)
    return list(_saved(found))


def _saved(found: purchasing.Saved) -> Iterator[SavedRow]:
    for key, title, means in KINDS:
        one = found.kinds.get(key)
        if one is not None:
            yield SavedRow(title, means, one.confirmed, one.realised, one.savings, one.hours)
