"""Who may do what with ring-fences and payments for attendance; and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.money import Money
from spinney.money.models import AttendancePayment, AttendanceRate, RingFence
from spinney.money.policies.ledger import INSIDE, KEEPS
from spinney.money.states import NEXT, AccrualState

NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from what happened elsewhere

MAY: dict[str, frozenset[Role]] = {
    "ring_fences": INSIDE,
    "ring_fence": INSIDE,
    "add_ring_fence": KEEPS,
    "edit_ring_fence": KEEPS,
    "close_ring_fence": KEEPS,
    "reopen_ring_fence": KEEPS,
    "add_attendance_rate": KEEPS,
    "end_attendance_rate": KEEPS,
    "attendance_payments": INSIDE,
    "count_attendance": KEEPS,
    "approve_attendance": KEEPS,
    "drop_attendance": KEEPS,
    "restore_attendance": KEEPS,
    "pay_attendance": KEEPS,
    "unpay_attendance": NOBODY_BY_HAND,
    "follow_merge_of_attendance": NOBODY_BY_HAND,
    "follow_unmerge_of_attendance": NOBODY_BY_HAND,
}
LONGEST_NAME, LONGEST_WORDS = 120, 300
MOST_PENCE = 10**13


@dataclass(frozen=True)
class FundRoom:
    """What a fund has, in pence: what came into it (from other funds too), what its grant promises
    beyond that, what was spent, and what ring-fences keep of it and have not paid out.
    """

    came: int
    promised: int
    spent: int
    set_aside: int

    @property
    def free(self) -> int:
        return self.came + self.promised - self.spent - self.set_aside

    @property
    def is_unknown(self) -> bool:
        """Whether nothing came into it and nothing is promised to it."""
        return self.came <= 0 and self.promised == 0


def check_ring_fence_words(name: str, purpose: str, pence: int) -> None:
    """Raise BadInput for what cannot be said of a ring-fence."""
    told: dict[str, list[str]] = {}
    if not name.strip():
        told["name"] = ["Give the ring-fence a name."]
    elif len(name) > LONGEST_NAME:
        told["name"] = [f"Make it shorter: there is room for {LONGEST_NAME} letters."]
    if len(purpose) > LONGEST_WORDS:
        told["purpose"] = [f"Make it shorter: there is room for {LONGEST_WORDS} letters."]
    if not 0 < pence <= MOST_PENCE:
        told["amount_pence"] = ["Set aside more than nothing."]
    if told:
        raise BadInput(next(iter(told.values()))[0], told)


def check_room(name: str, room: FundRoom, pence: int, before: int = 0, *, sure: bool) -> None:
    """Raise BadInput for setting aside more than a fund has. `before` is what the ring-fence had
    already. Where nothing came into the fund yet, whoever is `sure` may.
    """
    more = pence - before
    if more <= max(room.free, 0):
        return
    if room.is_unknown:
        if sure:
            return
        told = f"Nothing has come into “{name}” yet. Set it aside all the same?"
        raise BadInput(told, {"sure": [told]})
    left_words = f"{Money(max(room.free, 0))}{' more' if before else ''}"
    told = (
        f"“{name}” has {left_words} to set aside: {Money(room.came)} came in,"
        f" {Money(room.promised)} is promised, {Money(room.spent)} was spent and"
        f" {Money(room.set_aside)} is set aside already."
    )
    raise BadInput(told, {"amount_pence": [told]})


def check_open(ring_fence: RingFence) -> None:
    """Raise WrongState for a ring-fence that is closed."""
    if ring_fence.closed_on is not None:
        raise WrongState(
            f"“{ring_fence.name}” was closed on {ring_fence.closed_on:%-d %B %Y}. Open it first."
        )


def check_rate(pence: int, first: date, last: date | None) -> None:
    """Raise BadInput for a rate by which nobody can be paid."""
    told: dict[str, list[str]] = {}
    if not 0 < pence <= 1_000_000:
        told["pence"] = ["Write an amount above nought, of £10,000 at the most."]
    if last is not None and last < first:
        told["to_day"] = ["It cannot end before it begins."]
    if told:
        raise BadInput(next(iter(told.values()))[0], told)


def check_rate_runs(rate: AttendanceRate, on: date) -> None:
    """Raise WrongState for a rate that has ended by a day; BadInput for a day before it began."""
    if rate.to_day is not None and rate.to_day <= on:
        raise WrongState(f"That rate ended on {rate.to_day:%-d %B %Y}.")
    if on < rate.from_day:
        told = f"It began on {rate.from_day:%-d %B %Y}. Choose that day or a later one."
        raise BadInput(told, {"on": [told]})


def check_becomes(payments: Sequence[AttendancePayment], state: AccrualState) -> None:
    """Raise WrongState unless every payment may move to a state; BadInput for none at all."""
    if not payments:
        raise BadInput("Tick at least one payment.")
    for one in payments:
        if state not in NEXT["accrual"][one.state]:
            name = one.organisation.name
            raise WrongState(f"The payment to {name} is “{one.get_state_display().lower()}”.")


def check_due(payments: Sequence[AttendancePayment]) -> None:
    """Raise WrongState unless every payment is due: one that was paid is approved again only by
    its entry being taken back.
    """
    for one in payments:
        if one.state != AccrualState.DUE:
            name = one.organisation.name
            raise WrongState(f"The payment to {name} is “{one.get_state_display().lower()}”.")


def check_second(
    payments: Sequence[AttendancePayment], by: Actor, in_a_day: Money, *, needs_second: bool
) -> None:
    """Raise NotAllowed to whoever approved what she would pay, where the terms want two people for
    what she would then have paid that day.
    """
    if needs_second and any(one.approved_by == by.label for one in payments):
        raise NotAllowed(
            f"You approved these, and your terms want two people for {in_a_day}, which is what you"
            " would have paid today. Somebody else pays them out."
        )
