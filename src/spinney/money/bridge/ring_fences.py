"""Taking from a ring-fence, and putting back: what is left can never go below nought, however many
take at once, because the database takes only where enough is left.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.money import Money
from spinney.money.models import BudgetLine, RingFence, RingFenceMove
from spinney.money.states import BudgetState


def take_from(
    ring_fence: RingFence, pence: int, *, words: str, source: str = "", by: Actor, now: datetime
) -> RingFenceMove:
    """Promise or spend so much of a ring-fence, inside the caller's transaction. `source` is for
    what, by table and uid. Raises WrongState, saying what is left, when that is not enough or it is
    closed; BadInput for nothing.
    """
    if pence <= 0:
        raise BadInput("Take more than nothing from a ring-fence.")
    enough = RingFence.objects.filter(
        pk=ring_fence.pk, closed_on=None, remaining_pence__gte=pence
    ).update(remaining_pence=F("remaining_pence") - pence)
    ring_fence.refresh_from_db(fields=["remaining_pence", "amount_pence", "closed_on"])
    if not enough:
        raise WrongState(why_not(ring_fence, pence))
    return _moved(ring_fence, -pence, words, source, by, now)


def line_of_fence(ring_fence: RingFence) -> int | None:
    """The line of the budget in force on which its payments stand; None where it has none. One
    query, none without a key.
    """
    if ring_fence.budget_key is None:
        return None
    rows = BudgetLine.objects.filter(
        budget__cluster=ring_fence.cluster_id, budget__state=BudgetState.IN_FORCE,
        budget__removed_at=None, key=ring_fence.budget_key, pence__gte=0,
    )  # fmt: skip
    return rows.values_list("pk", flat=True).first()


def put_back(
    ring_fence: RingFence, pence: int, *, words: str, source: str = "", by: Actor, now: datetime
) -> RingFenceMove:
    """Put back what was promised and is not paid. Raises WrongState for more than was taken."""
    if pence <= 0:
        raise BadInput("Put back more than nothing.")
    fits = RingFence.objects.filter(
        pk=ring_fence.pk, remaining_pence__lte=F("amount_pence") - pence
    ).update(remaining_pence=F("remaining_pence") + pence)
    ring_fence.refresh_from_db(fields=["remaining_pence", "amount_pence"])
    if not fits:
        taken = Money(ring_fence.amount_pence - ring_fence.remaining_pence)
        raise WrongState(
            f"{Money(pence)} cannot go back to “{ring_fence.name}”: {taken} was taken from it."
        )
    return _moved(ring_fence, pence, words, source, by, now)


def _moved(
    ring_fence: RingFence, pence: int, words: str, source: str, by: Actor, now: datetime
) -> RingFenceMove:
    return RingFenceMove.objects.create(
        ring_fence=ring_fence, pence=pence, words=words[:200], source=source, at=now, by=by.label
    )


def why_not(ring_fence: RingFence, pence: int) -> str:
    """Why so much cannot be taken from a ring-fence: what is left, and what is missing."""
    if ring_fence.closed_on is not None:
        return f"“{ring_fence.name}” was closed on {ring_fence.closed_on:%-d %B %Y}."
    left, missing = ring_fence.remaining_pence, pence - ring_fence.remaining_pence
    return (
        f"{Money(left)} is left in “{ring_fence.name}”, and this needs {Money(pence)}:"
        f" {Money(missing)} too much."
    )
