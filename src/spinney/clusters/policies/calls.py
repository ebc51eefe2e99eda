"""Who may do what with calls for expressions of interest, and when."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, LinkEnded, WrongState
from spinney.clusters.models import Call, Response
from spinney.clusters.states import NEXT, CallState, ResponseState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

MAY: dict[str, frozenset[Role]] = {
    "list_calls": RUNS_IT,
    "make_call": RUNS_IT,
    "edit_call": RUNS_IT,
    "add_question": RUNS_IT,
    "edit_question": RUNS_IT,
    "remove_question": RUNS_IT,
    "open_call": RUNS_IT,
    "close_call": RUNS_IT,
    "reopen_call": RUNS_IT,
    "view_call": RUNS_IT,
    "print_call": RUNS_IT,
    "view_response": RUNS_IT,
    "score_response": RUNS_IT,
    "sort_responses": RUNS_IT,
    "note_response": RUNS_IT,
    "ask_organisations": RUNS_IT,
    "remind_organisations": RUNS_IT,
    "enter_response": RUNS_IT,
    "tell_outcome": RUNS_IT,
    "start_response": frozenset({Role.GUEST}) | RUNS_IT,
    "answer_call": frozenset({Role.GUEST}) | RUNS_IT,
    "send_response": frozenset({Role.GUEST}) | RUNS_IT,
    "withdraw_response": frozenset({Role.GUEST}) | RUNS_IT,
}


def check_call_can_become(call: Call, state: CallState) -> None:
    """Raise WrongState unless the call may move to the state."""
    if state not in NEXT[CallState][call.state]:
        raise WrongState(f"A call that is “{call.get_state_display()}” cannot do that.")


def check_can_open(call: Call, now: datetime) -> None:
    """Raise unless the call has a question and closes in the future."""
    check_call_can_become(call, CallState.OPEN)
    if not call.questions.exists():
        raise WrongState("Add at least one question before you open the call.")
    if call.closes_at <= now:
        raise BadInput(
            "The closing time has passed. Choose a later one first.",
            {"closes_at": ["Choose a time that is still to come."]},
        )


def check_questions_can_change(call: Call) -> None:
    """Raise once somebody has sent an answer: everyone must have been asked the same."""
    if call.responses.exclude(state=ResponseState.STARTED).exists():
        raise WrongState(
            "Somebody has already answered, so the questions stay as they are."
            " Everyone must be asked the same."
        )
    if call.state in (CallState.CLOSED, CallState.TOLD):
        raise WrongState("This call is closed, so its questions stay as they are.")


def check_can_answer(call: Call, now: datetime) -> None:
    """Raise LinkEnded unless the call takes answers now."""
    if call.state == CallState.DRAFT:
        raise LinkEnded("This call has not opened yet.")
    if call.state != CallState.OPEN or call.closes_at <= now:
        raise LinkEnded(
            f"This call closed on {call.closes_at:%-d %B %Y}."
            " If you think that you should still be heard, write to the facilitator."
        )


def check_response_can_become(response: Response, state: ResponseState) -> None:
    """Raise WrongState unless the response may move to the state."""
    if state not in NEXT[ResponseState][response.state]:
        raise WrongState(
            f"{response.organisation_name}: “{response.get_state_display()}”"
            f" cannot become “{state.label}”."
        )


def check_can_tell(call: Call) -> None:
    """Raise unless every response that was sent has an outcome."""
    check_call_can_become(call, CallState.TOLD)
    undecided = call.responses.filter(
        state__in=[ResponseState.SENT, ResponseState.SHORTLISTED]
    ).count()
    if undecided:
        raise WrongState(
            f"{undecided} of the answers have no outcome yet. Choose or turn down each first."
        )
