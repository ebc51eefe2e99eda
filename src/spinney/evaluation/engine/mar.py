"""Where a cluster stands from mobilisation to realisation, as its own records show. Pure.

    >>> from datetime import date
    >>> from spinney.base.kernel.signs import Sign
    >>> signs = [Sign("clusters.invited", date(2026, 1, 5), "Birch House was invited")]
    >>> found = position(signs, date(2026, 2, 1))
    >>> found.steps[0].step.title, str(found.steps[0].state)
    ('The idea is known', 'done')
    >>> found.present.step.key
    'members'

The steps are those of the MAR framework (mobilisation, which is facilitated; action, which is
energised; realisation, which is sustained), as a study of shared services in the voluntary sector
describes it (casebook P6). Nobody ticks anything: a step is done when the signs that it asks for
are there, begun when some are, and it says which, and what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from spinney.base.kernel.signs import Sign

Json = Any
STUCK_AFTER = timedelta(days=56)
"""Without any new sign towards its present step for so long, a cluster counts as stuck there."""


class Phase(StrEnum):
    MOBILISATION = "mobilisation"
    ACTION = "action"
    REALISATION = "realisation"


PHASES: tuple[tuple[Phase, str, str], ...] = (
    (Phase.MOBILISATION, "Mobilisation", "facilitated"),
    (Phase.ACTION, "Action", "energised"),
    (Phase.REALISATION, "Realisation", "sustained"),
)
"""Each phase, its name, and what keeps it going."""


class StepState(StrEnum):
    DONE = "done"
    BEGUN = "begun"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Asks:
    """What a step asks for: `at_least` signs of any of these keys (or signs that count so many
    altogether, `counting`), within the last `within_days` where that is set. `words` says it.
    """

    keys: tuple[str, ...]
    words: str
    at_least: int = 1
    counting: bool = False
    within_days: int | None = None

    def met_by(self, signs: Sequence[Sign], at: date) -> tuple[Sign, ...]:
        """The signs that count towards it, the oldest first."""
        first = date.min if self.within_days is None else at - timedelta(days=self.within_days)
        found = [one for one in signs if one.key in self.keys and first <= one.day <= at]
        return tuple(sorted(found, key=lambda one: (one.day, one.words)))

    def is_met(self, found: Sequence[Sign]) -> bool:
        """Whether these are enough."""
        many = sum(one.count for one in found) if self.counting else len(found)
        return many >= self.at_least


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the framework, with all that it asks for."""

    key: str
    phase: Phase
    title: str
    asks: tuple[Asks, ...]


_M, _A, _R = Phase.MOBILISATION, Phase.ACTION, Phase.REALISATION
STEPS: tuple[Step, ...] = (
    Step("idea", _M, "The idea is known", (
        Asks(("clusters.invited", "clusters.called", "clusters.joined"),
             "organisations are invited, or asked who is interested"),
    )),
    Step("members", _M, "Members and issues are known", (
        Asks(("clusters.joined",), "three members belong", at_least=3),
        Asks(("diagnostics.survey", "diagnostics.themes"), "a survey is done or themes are listed"),
    )),
    Step("commitment", _M, "You know how far each is ready to go", (
        Asks(("diagnostics.readiness", "diagnostics.self_assessment", "diagnostics.hopes_and_fears",
              "diagnostics.pre_cluster"),
             "a readiness check, self-assessment or survey of hopes and fears is done"),
        Asks(("clusters.most_came",), "most members came to a meeting"),
    )),
    Step("expectations", _M, "Expectations are said", (
        Asks(("agreements.drafted", "agreements.in_force"),
             "ground rules or a statement of intent is drafted"),
    )),
    Step("goals", _M, "Goals are put in order", (
        Asks(("decisions.priorities", "decisions.voted", "diagnostics.round"),
             "priorities are voted on, or a round narrowed the list"),
    )),
    Step("trust", _A, "You promised one another how you work together", (
        Asks(("agreements.social",), "ground rules or another such agreement is signed"),
    )),
    Step("roles", _A, "Roles and rules are set", (
        Asks(("agreements.roles", "decisions.lead"),
             "an agreement says who does what and how you decide, or a lead is elected"),
    )),
    Step("resources", _A, "You know what each needs and can give", (
        Asks(("diagnostics.inventory",), "two members show what they need and offer",
             at_least=2, counting=True),
    )),
    Step("together", _A, "You keep meeting", (
        Asks(("clusters.met", "decisions.met"), "three meetings were held", at_least=3),
        Asks(("clusters.met", "decisions.met"), "the last was in the past ten weeks",
             within_days=70),
    )),
    Step("funders", _A, "Funders are found and asked", (
        Asks(("money.applied", "workplans.bid_sent", "money.approved"),
             "a grant is applied for or a bid sent"),
    )),
    Step("plan", _A, "Goals became a plan", (
        Asks(("workplans.agreed",), "a workplan is agreed"),
    )),
    Step("projects", _R, "Work has begun", (
        Asks(("workplans.begun", "workplans.done", "purchasing.bought"),
             "an activity is under way, or something was bought together"),
    )),
    Step("voice", _R, "Others hear of it in one voice", (
        Asks(("agreements.publicity", "evaluation.public", "clusters.brand"),
             "what you publish is agreed, the cluster has its own look, or a report is public"),
    )),
    Step("funding", _R, "The money comes", (
        Asks(("money.released", "workplans.bid_won", "money.shared"),
             "an instalment is released, a bid won, or members share costs"),
    )),
    Step("reflection", _R, "You look back and learn", (
        Asks(("diagnostics.follow_up", "evaluation.report", "evaluation.learning", "money.report"),
             "a follow-up survey, a report or a learning event"),
    )),
)  # fmt: skip
"""The fifteen steps, in their order."""


@dataclass(frozen=True, slots=True)
class StepAt:
    """A step as it stands: the signs that count towards it, what it still asks for in words, and
    the day on which it was done (None while it is not).
    """

    step: Step
    state: StepState
    evidence: tuple[Sign, ...]
    missing: tuple[str, ...]
    since: date | None


@dataclass(frozen=True, slots=True)
class Position:
    """Every step as it stood on a day. `moved_on` is the day of the last sign towards any step."""

    on: date
    steps: tuple[StepAt, ...]
    moved_on: date | None

    @property
    def present(self) -> StepAt | None:
        """The first step that is not done; None when all are."""
        return next((one for one in self.steps if one.state != StepState.DONE), None)

    @property
    def phase(self) -> Phase:
        """The phase of the present step; the last one when all are done."""
        return self.present.step.phase if self.present else Phase.REALISATION

    @property
    def done(self) -> int:
        """How many steps are done, wherever they stand."""
        return sum(one.state == StepState.DONE for one in self.steps)

    @property
    def still_for(self) -> timedelta | None:
        """How long nothing moved towards the present step; None when all are done or nothing ever
        happened.
        """
        if self.present is None:
            return None
        last = self.present.evidence[-1].day if self.present.evidence else self.moved_on
        return None if last is None else self.on - last

    @property
    def is_stuck(self) -> bool:
        """Whether nothing moved towards the present step for longer than `STUCK_AFTER`."""
        return self.still_for is not None and self.still_for > STUCK_AFTER

    def to_json(self) -> Json:
        """As it is kept: the state of each step by its key, and what shows it."""
        return {
            "on": self.on.isoformat(),
            "steps": {
                one.step.key: {
                    "state": str(one.state),
                    "since": one.since.isoformat() if one.since else None,
                    "evidence": [[s.key, s.day.isoformat(), s.words, s.url] for s in one.evidence],
                    "missing": list(one.missing),
                }
                for one in self.steps
            },
        }


def position(signs: Iterable[Sign], at: date) -> Position:
    """Where a cluster stood on a day, from signs of any day; later ones are left out."""
    known = [one for one in signs if one.day <= at]
    steps = tuple(_stands(step, known, at) for step in STEPS)
    days = [sign.day for one in steps for sign in one.evidence]
    return Position(at, steps, max(days, default=None))


def _stands(step: Step, signs: Sequence[Sign], at: date) -> StepAt:
    found = [(asks, asks.met_by(signs, at)) for asks in step.asks]
    missing = tuple(asks.words for asks, here in found if not asks.is_met(here))
    evidence = _once(sign for _, here in found for sign in here)
    if missing:
        state = StepState.BEGUN if evidence else StepState.NOT_YET
        return StepAt(step, state, evidence, missing, None)
    since = max(_done_on(asks, here) for asks, here in found)
    return StepAt(step, StepState.DONE, evidence, (), since)


def _done_on(asks: Asks, found: Sequence[Sign]) -> date:
    """The day on which there were enough."""
    so_far: list[Sign] = []
    for one in found:
        so_far.append(one)
        if asks.is_met(so_far):
            break
    return so_far[-1].day


def _once(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    return tuple(sorted(set(signs), key=lambda one: (one.day, one.key, one.words)))


@dataclass(frozen=True, slots=True)
class Beside:
    """A step of one cluster beside others: how many of them have done it, of how many."""

    step: Step
    state: StepState
    others_done: int
    others: int


def beside(mine: Position, others: Sequence[Position]) -> tuple[Beside, ...]:
    """One cluster beside others of its programme, step by step. Nobody is ranked."""
    done: Mapping[str, int] = {
        step.key: sum(other.steps[n].state == StepState.DONE for other in others)
        for n, step in enumerate(STEPS)
    }
    return tuple(Beside(one.step, one.state, done[one.step.key], len(others)) for one in mine.steps)
