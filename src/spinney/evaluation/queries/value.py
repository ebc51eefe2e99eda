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
    """One cluster's cost in pence: the grant that was awarded (until then, what the programme
    sets), and days of help at the programme's rate (None: they have no price yet). Beside it, what
    was released of the grant and what was spent.
    """

    cluster_id: int
    name: str
    organisations: int
    money_pence: int
    money_is: str
    facilitation: Decimal
    review: Decimal
    days_pence: int | None
    released_pence: int | None
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
    whole_pence: int | None
    """What one cluster costs that gets the whole grant and all the days that the programme sets;
    None while days have no price.
    """

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
    each = [_cost(one, paid[one.cluster_id]) for one in known]
    return Costs(each, compared, _whole(programme))


def _whole(programme: clusters.Programme) -> int | None:
    days = programme.facilitation_days + programme.review_days
    if programme.day_rate_pence is None:
        return None if days else programme.grant_pence
    return programme.grant_pence + int(days * programme.day_rate_pence)


def _cost(known: clusters.ClusterCost, paid: money.Paid) -> Cost:
    return Cost(
        known.cluster_id, known.name, known.organisations, known.grant_pence,
        _money_is(known, paid), known.facilitation, known.review, known.days_pence,
        paid.released_pence, paid.spent_pence,
    )  # fmt: skip


def _money_is(known: clusters.ClusterCost, paid: money.Paid) -> str:
    if not known.is_awarded:
        return "the grant that the programme sets"
    if not paid.released_pence:
        return "awarded, nothing released yet"
    if paid.released_pence == known.grant_pence:
        return "awarded, all of it released"
    return f"awarded, {_pounds(paid.released_pence)} of it released"


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
