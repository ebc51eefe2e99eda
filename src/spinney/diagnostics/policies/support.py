"""Who may do what with the support directory; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.diagnostics.models import SupportRequest
from spinney.diagnostics.states import NEXT, RequestState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
#: Members see what help there is; who took it up, and who asked for what, only those who run it.
READS_IT = RUNS_IT | {Role.MEMBER, Role.OBSERVER}

MAY: dict[str, frozenset[Role]] = {
    "supports": READS_IT,
    "support": READS_IT,
    "add_support": RUNS_IT,
    "edit_support": RUNS_IT,
    "check_support": RUNS_IT,
    "end_support": RUNS_IT,
    "reopen_support": RUNS_IT,
    "note_take_up": RUNS_IT,
    "end_take_up": RUNS_IT,
    "take_back_take_up": RUNS_IT,
    "take_up": RUNS_IT,
    "requests": RUNS_IT | {Role.MEMBER},
    "request": RUNS_IT | {Role.MEMBER},
    "ask_for_support": RUNS_IT | {Role.MEMBER},
    "route_request": RUNS_IT,
    "answer_request": RUNS_IT | {Role.GUEST},
    "finish_request": RUNS_IT | {Role.GUEST},
    "close_request": RUNS_IT | {Role.MEMBER},
    "reopen_request": RUNS_IT | {Role.MEMBER},
}


def check_request_can_become(asked: SupportRequest, state: RequestState) -> None:
    """Raise WrongState unless the request may move to the state."""
    if state not in NEXT[RequestState][asked.state]:
        raise WrongState(
            f"This request is “{asked.get_state_display().lower()}”, so that cannot be done now."
        )


def check_has_ended(asked: SupportRequest) -> None:
    """Raise WrongState for a request that still goes on."""
    if asked.state not in (RequestState.DONE, RequestState.CLOSED):
        raise WrongState("This request has not ended, so there is nothing to take up again.")


def check_for_organisation(organisation_id: int, by: Actor, runs_it: bool) -> None:
    """Raise NotAllowed unless the actor speaks for the organisation, or runs the place."""
    if not runs_it and by.organisation_id != organisation_id:
        raise NotAllowed("You can ask for your own organisation only.")


def check_reason(reason: str, field: str = "reason") -> None:
    """Raise BadInput for a turning down that says nothing."""
    if not reason.strip():
        told = "Say why, in a few words. Whoever asked reads it."
        raise BadInput(told, {field: [told]})
