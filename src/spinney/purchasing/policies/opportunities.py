"""Who may do what with where a cluster could save; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import NOBODY, Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.purchasing.models import Opportunity
from spinney.purchasing.policies.spend import COMPARES
from spinney.purchasing.states import NEXT, OpportunityState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

MAY: dict[str, frozenset[Role]] = {
    "opportunities": COMPARES,
    "opportunity": COMPARES,
    "find_opportunities": COMPARES,
    "keep_opportunities": NOBODY,  # the site itself, when it has looked
    "put_opportunity_by": RUNS_IT,
    "bring_back_opportunity": RUNS_IT,
}

LONGEST_WHY = 300


def check_becomes(opportunity: Opportunity, state: OpportunityState) -> None:
    """Raise WrongState unless it may move to the state."""
    if state not in NEXT[OpportunityState][opportunity.state]:
        now = OpportunityState(opportunity.state).label.lower()
        raise WrongState(f"This cannot be done: it is “{now}” already.")


def check_put_by(opportunity: Opportunity) -> None:
    """Raise WrongState unless it was put by."""
    if opportunity.state != OpportunityState.PUT_BY:
        raise WrongState("This was not put by, so there is nothing to bring back.")


def check_why(why: str) -> None:
    """Raise BadInput for a reason that is missing or too long to stand in a list."""
    told = ""
    if not why.strip():
        told = "Say why, so that nobody has to ask again."
    elif len(why) > LONGEST_WHY:
        told = f"Make it shorter: it has {len(why)} letters, and there is room for {LONGEST_WHY}."
    if told:
        raise BadInput(told, {"why": [told]})
