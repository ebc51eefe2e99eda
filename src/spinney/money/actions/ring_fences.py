"""Ring-fences: a part of a fund is set aside for one purpose; changed, closed, opened again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.money import Money
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged
from spinney.clusters import api as clusters
from spinney.money import policies
from spinney.money.models import Fund, RingFence, RingFenceMove
from spinney.money.policies import ringfences as rules
from spinney.money.policies.ledger import check_day
from spinney.money.queries.keeping import check_keeps
from spinney.money.queries.ring_fences import room_of

CLOSED, OPENED = "Closed: what was left went back to its fund", "Opened again with what it had"


@dataclass(frozen=True)
class RingFenceSaid:
    """What is said of a ring-fence."""

    name: str
    amount_pence: int
    purpose: str = ""
    budget_key: UUID | None = None
    """The line of the budget on which its payments stand."""


@transaction.atomic
def add_ring_fence(
    *, fund: Fund, said: RingFenceSaid, sure: bool = False, by: Actor, now: datetime
) -> RingFence:
    """Set a part of a fund aside. Raises BadInput for a name that is taken, for more than the fund
    has and was promised, and unless `sure` where nothing came into it yet; WrongState for a fund
    that is closed.
    """
    _require("add_ring_fence", fund.cluster, by, now)
    if fund.closed_on is not None:
        raise WrongState(f"“{fund.name}” is closed. Open it first.")
    _check(fund.cluster, said)
    _hold(fund)
    rules.check_room(fund.name, room_of(fund), said.amount_pence, sure=sure)
    made = RingFence.objects.create(
        cluster=fund.cluster, fund=fund, name=said.name, purpose=said.purpose,
        budget_key=said.budget_key, amount_pence=said.amount_pence,
        remaining_pence=said.amount_pence, made_at=now, made_by=by.label,
    )  # fmt: skip
    record("money.add_ring_fence", by=by, on=made, at=now, scope=made.scope, name=made.name,
           amount=Money(made.amount_pence))  # fmt: skip
    return made


@transaction.atomic
def edit_ring_fence(
    *, ring_fence: RingFence, said: RingFenceSaid, read: int | None = None, sure: bool = False,
    by: Actor, now: datetime,
) -> RingFence:  # fmt: skip
    """Change a ring-fence. With its amount changes what is left; what was taken is taken. Raises
    BadInput for an amount below what was taken, and for a larger one as `add_ring_fence` does.
    """
    _require("edit_ring_fence", ring_fence.cluster, by, now)
    check_unchanged(RingFence.objects.get(pk=ring_fence.pk), read, "this ring-fence")
    rules.check_open(ring_fence)
    _check(ring_fence.cluster, said, ring_fence)
    fund = _hold(ring_fence.fund)
    before = RingFence.objects.get(pk=ring_fence.pk)
    rules.check_room(fund.name, room_of(fund), said.amount_pence, before.amount_pence, sure=sure)
    more = said.amount_pence - before.amount_pence
    fits = RingFence.objects.filter(
        pk=ring_fence.pk, remaining_pence__gte=-more, version=before.version
    ).update(
        name=said.name, purpose=said.purpose, amount_pence=said.amount_pence,
        budget_key=said.budget_key,
        remaining_pence=F("remaining_pence") + more, version=F("version") + 1,
    )  # fmt: skip
    ring_fence.refresh_from_db()
    if not fits:
        taken = Money(ring_fence.amount_pence - ring_fence.remaining_pence)
        told = f"{taken} was taken from it already: set aside that much at least."
        raise BadInput(told, {"amount_pence": [told]})
    if more:
        words = "More was set aside" if more > 0 else "Less was set aside"
        _note_change(ring_fence, more, words, by, now)
    record("money.edit_ring_fence", by=by, on=ring_fence, at=now, scope=ring_fence.scope,
           before=Money(before.amount_pence), after=Money(said.amount_pence))  # fmt: skip
    return ring_fence


def _note_change(ring_fence: RingFence, pence: int, words: str, by: Actor, now: datetime) -> None:
    RingFenceMove.objects.create(
        ring_fence=ring_fence, pence=pence, words=words, at=now, by=by.label
    )


@transaction.atomic
def close_ring_fence(*, ring_fence: RingFence, on: date, by: Actor, now: datetime) -> RingFence:
    """Close a ring-fence: what is left goes back to its fund; what was promised is still paid."""
    _require("close_ring_fence", ring_fence.cluster, by, now)
    check_day(on, localdate(now))
    held = RingFence.objects.select_for_update().get(pk=ring_fence.pk)
    rules.check_open(held)
    left = held.remaining_pence
    held.closed_on, held.remaining_pence = on, 0
    held.amount_pence -= left
    held.version += 1
    held.save(update_fields=["closed_on", "remaining_pence", "amount_pence", "version"])
    if left:
        _note_change(held, -left, CLOSED, by, now)
    record("money.close_ring_fence", by=by, on=held, at=now, scope=held.scope, name=held.name,
           given_back=Money(left))  # fmt: skip
    return held


@transaction.atomic
def reopen_ring_fence(*, ring_fence: RingFence, by: Actor, now: datetime) -> RingFence:
    """Open a ring-fence again, with what it had when it was closed. Raises BadInput where its fund
    has less by now.
    """
    _require("reopen_ring_fence", ring_fence.cluster, by, now)
    fund = _hold(ring_fence.fund)
    held = RingFence.objects.select_for_update(of=("self",)).select_related("fund")
    found = held.get(pk=ring_fence.pk)
    if found.closed_on is None:
        raise WrongState(f"“{found.name}” is open.")
    if found.fund.closed_on is not None:
        raise WrongState(f"“{found.fund.name}” is closed. Open it first.")
    back = _given_back(found)
    rules.check_room(
        fund.name, room_of(fund), found.amount_pence + back, found.amount_pence, sure=True
    )
    found.closed_on = None
    found.amount_pence += back
    found.remaining_pence += back
    found.version += 1
    found.save(update_fields=["closed_on", "remaining_pence", "amount_pence", "version"])
    if back:
        _note_change(found, back, OPENED, by, now)
    record("money.reopen_ring_fence", by=by, on=found, at=now, scope=found.scope, name=found.name)
    return found


def _hold(fund: Fund) -> Fund:
    """A fund; setting aside from it in two places at once waits for one another."""
    return (
        Fund.objects.select_for_update(of=("self",), no_key=True)
        .select_related("cluster")
        .get(pk=fund.pk)
    )


def _given_back(ring_fence: RingFence) -> int:
    """What went back to its fund when it was closed, and not since."""
    moves = ring_fence.moves.filter(words__in=(CLOSED, OPENED), source="")
    last = moves.order_by("-at", "-pk").first()
    return -last.pence if last is not None and last.words == CLOSED else 0


def _require(verb: str, cluster: clusters.Cluster, by: Actor, now: datetime) -> None:
    require(policies.MAY, verb, by=by, scope=cluster_scope(cluster.pk))
    check_keeps(by, cluster, localdate(now))


def _check(
    cluster: clusters.Cluster, said: RingFenceSaid, ring_fence: RingFence | None = None
) -> None:
    rules.check_ring_fence_words(said.name, said.purpose, said.amount_pence)
    others = RingFence.objects.filter(cluster=cluster, name__iexact=said.name)
    if ring_fence is not None:
        others = others.exclude(pk=ring_fence.pk)
    if others.exists():
        told = f"There is a ring-fence “{said.name}” already. Choose another name."
        raise BadInput(told, {"name": [told]})
