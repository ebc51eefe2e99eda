"""Terms of time: disputes step by step, review, end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from spinney.agreements.engine.terms.parts import ITEM, Kind, Value, asks
from spinney.agreements.engine.terms.saying import counted, day, every, lower

STEPS = (
    ("talk", "Those concerned talk to each other"),
    ("leaders", "Their chief executives talk"),
    ("chairs", "Their chairs of trustees talk"),
    ("facilitator", "The facilitator helps"),
    ("members", "A meeting of the members"),
    ("mediation", "A mediator from outside"),
    ("arbitration", "An arbitrator decides"),
    ("leave", "One of them may leave without notice"),
)


@dataclass(frozen=True)
class DisputeStep(Value):
    """One step, and how long it may take."""

    step: str = asks("Step", Kind.CHOICE, choices=STEPS)
    days: int = asks("It may take", Kind.NUMBER, least=1, most=180, unit="days")


@dataclass(frozen=True)
class DisputeSteps(Value):
    """What happens when we disagree, step by step."""

    steps: tuple[DisputeStep, ...] = asks(
        "What happens when we disagree?", Kind.RECORDS, of=DisputeStep, most=8
    )

    def lines(self, names: Mapping[str, str]) -> tuple[str, ...]:
        if not self.steps:
            return ("We have not agreed what to do when we disagree.",)
        steps = dict(STEPS)
        return (
            "When we disagree, we go step by step.",
            *(
                f"{ITEM}Step {n}: {lower(steps[one.step])} (within {counted(one.days, 'day')})."
                for n, one in enumerate(self.steps, start=1)
            ),
        )


@dataclass(frozen=True)
class Review(Value):
    """When we look at the agreement again."""

    every_months: int = asks(
        "We look at it again every", Kind.NUMBER, least=1, most=60, unit="months", default=12
    )
    first_on: date | None = asks(
        "For the first time on", Kind.DATE, required=False,
        help="Left empty: so many months after it is in force.",
    )  # fmt: skip

    def words(self, names: Mapping[str, str]) -> str:
        said = f"We look at this agreement again {every(self.every_months)}"
        return (
            f"{said}, for the first time on {day(self.first_on)}." if self.first_on else f"{said}."
        )


@dataclass(frozen=True)
class Ends(Value):
    """The last day. None: until it is ended."""

    on: date | None = asks("What is its last day?", Kind.DATE)

    def words(self, names: Mapping[str, str]) -> str:
        if self.on is None:
            return "This agreement has no last day: it lasts until we end it."
        return f"This agreement ends on {day(self.on)}, at the end of that day."
