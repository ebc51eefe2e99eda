"""Who may put in motion what a decision brings; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import WrongState
from spinney.decisions.models import NextStep
from spinney.decisions.policies.book import EVERYBODY_IN_IT, RUNS_IT, check_stands
from spinney.decisions.states import NEXT, StepState

MAY: dict[str, frozenset[Role]] = {
    "offer_steps": RUNS_IT,
    "take_step": RUNS_IT,
    "decline_step": RUNS_IT,
    "want_step": RUNS_IT,
    "outline": EVERYBODY_IN_IT,
    "edit_outline_line": RUNS_IT,
    "move_outline_line": RUNS_IT,
}


def check_becomes(step: NextStep, state: StepState) -> None:
    """Raise WrongState unless the step may move to the state."""
    if state not in NEXT[StepState][step.state]:
        raise WrongState(f"This step is “{step.get_state_display().lower()}” already.")


def check_can_take(step: NextStep) -> None:
    """Raise WrongState unless the step is open, and its decision stands."""
    check_stands(step.decision)
    check_becomes(step, StepState.DONE)
