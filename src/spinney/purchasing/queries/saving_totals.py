"""What was saved, for rooms above: typed, as somebody may see it, nothing counted twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from spinney.base.kernel.actors import Actor
from spinney.clusters import api as clusters
from spinney.purchasing.engine.comparing.bands import Band, together
from spinney.purchasing.engine.savings.counting import CLAIMED, until
from spinney.purchasing.queries.savings import Ledger, ledger_of, programme_ledgers


@dataclass(frozen=True)
class Amount:
    """An amount as somebody sees it: at least so many pence, and at most (None: no end is told).
    Both are the same where she sees it exactly.
    """

    least_pence: int
    most_pence: int | None

    @property
    def is_exact(self) -> bool:
        return self.least_pence == self.most_pence


@dataclass(frozen=True)
class KindSaved:
    """One kind of saving. `confirmed` by members, of which `realised` is seen in later spending;
    `claimed` waits for a member's word and is in neither. `so_far` is the part of `confirmed` that
    falls to days up to the day asked for, shared out by days.
    """

    confirmed: Amount
    realised: Amount
    claimed: Amount
    so_far: Amount
    hours: Decimal
    members: int
    savings: int


@dataclass(frozen=True)
class Saved:
    """What a cluster, or all clusters of a programme, saved: by kind ("cashable", "avoided",
    "capacity"). There is no sum over kinds: they are three different things. `hidden` counts
    savings whose amounts the actor does not see; they are in no figure.
    """

    kinds: Mapping[str, KindSaved]
    by_member: Mapping[str, Mapping[str, Amount]]
    hidden: int


def savings_of(
    place: clusters.Cluster | clusters.Programme, *, by: Actor, at: date
) -> Saved:  # fmt: skip
    """What a cluster or a programme saved, as `by` may see it on the day `at`: exactly for the site
    itself (`Actor.system`) and for whoever compares exact amounts, in ranges as the terms show for
    others, nothing for those outside. Eight queries for a cluster, two and two more a cluster for
    a programme.
    """
    if isinstance(place, clusters.Cluster):
        ledger = ledger_of(by, place, at)
    else:
        found = programme_ledgers(by, place, at)
        ledger = Ledger(tuple(one for _, each in found for one in each.rows))
    return Saved(_kinds(ledger, at), _by_member(ledger), ledger.hidden)


def _amount(band: Band) -> Amount:
    return Amount(band.low, band.high)


def _kinds(ledger: Ledger, at: date) -> dict[str, KindSaved]:
    sure = [one.entry for one in ledger.counted if one.saving.state != CLAIMED]
    parts = [part for part in (until(one, at) for one in sure) if part is not None]
    return {
        one.kind: KindSaved(
            _amount(one.sure), _amount(one.realised), _amount(one.claimed),
            _amount(together(part.amount for part in parts if part.kind == one.kind)),
            one.hours, one.members, one.savings,
        )
        for one in ledger.totals
    }  # fmt: skip


def _by_member(ledger: Ledger) -> dict[str, dict[str, Amount]]:
    return {
        name: {one.kind: _amount(one.sure) for one in totals}
        for name, totals in ledger.by("member")
    }
