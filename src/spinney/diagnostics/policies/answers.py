"""Who may do what with answers: given from a link, on paper or in a spreadsheet; and when."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor, Role, organisation_scope
from spinney.base.kernel.errors import BadInput, LinkEnded, NotAllowed, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.diagnostics.bridge.writers import KEYED
from spinney.diagnostics.models import Asked, Part, Sheet, Survey, Upload
from spinney.diagnostics.policies.surveys import check_runs, check_sees_names
from spinney.diagnostics.states import NEXT, AskedState, Mode, SheetState, SurveyState

#: Answers are the organisation's: given by whoever represents it or holds its data, or holds the
#: link that it was sent; by nobody else, the host included.
ANSWERS = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER, Role.GUEST})
KEYS_IN = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})

MAY: dict[str, frozenset[Role]] = {
    "answer_survey": ANSWERS,
    "change_rounds": ANSWERS,
    "settle_answer": ANSWERS,
    "send_answers": ANSWERS,
    "withdraw_answers": ANSWERS,
    "decline_survey": ANSWERS,
    "ask_colleague": ANSWERS,
    "withdraw_part": ANSWERS,
    "answer_part": frozenset({Role.GUEST}),
    "finish_part": frozenset({Role.GUEST}),
    "report_wrong_person": frozenset({Role.GUEST}),
    "read_spreadsheet": ANSWERS | KEYS_IN,
    "take_spreadsheet": ANSWERS | KEYS_IN,
    "take_back_spreadsheet": ANSWERS | KEYS_IN,
    "keyed_sheets": KEYS_IN,
    "key_in_sheet": KEYS_IN,
    "load_sheet": KEYS_IN,
    "sheet_template": KEYS_IN,
}


def check_answers_for(by: Actor, asked: Asked) -> None:
    """Raise unless the actor answers for this organisation: by a mandate, or by its link.

    Sending, taking back, declining and the rest belong to the errand of answering: one link does
    them all.
    """
    require(
        MAY,
        "answer_survey",
        by=by,
        scope=organisation_scope(asked.organisation_id),
        subject=subject_of(asked),
    )


def check_answers_part(by: Actor, part: Part) -> None:
    """Raise unless the actor holds the link of this part, and it was not taken back."""
    scope = organisation_scope(part.sheet.asked.organisation_id)
    require(MAY, "answer_part", by=by, scope=scope, subject=subject_of(part))
    if part.ended_at is not None:
        raise LinkEnded(
            "Your colleague no longer needs this part from you. There is nothing more to do."
        )


def check_keys_in(by: Actor, survey: Survey) -> None:
    """Raise unless the actor may key in sheets: whoever runs the survey and may see who said what;
    in a detached one, where sheets come without a name, whoever runs it.
    """
    check_runs(by, survey.scope)
    if survey.mode != Mode.DETACHED:
        check_sees_names(survey, by)


def is_open(survey: Survey, now: datetime) -> bool:
    """Whether a survey takes answers now."""
    return survey.state == SurveyState.OPEN and survey.closes_at > now


def check_can_answer(asked: Asked, now: datetime) -> None:
    """Raise LinkEnded unless this organisation can answer now."""
    survey = asked.survey
    if asked.state == AskedState.WITHDRAWN:
        raise LinkEnded("You are not asked any more in this survey. There is nothing more to do.")
    if survey.state == SurveyState.DRAFT:
        raise LinkEnded("This survey has not opened yet. Open the link again when it has.")
    if not is_open(survey, now):
        raise LinkEnded(
            f"This survey closed on {day(survey.closed_at or survey.closes_at)}."
            " What you had sent by then counts as you sent it."
            " If you think that you should still be heard, write to whoever asked you."
        )
    check_can_be_changed(asked)


def check_can_be_changed(asked: Asked) -> None:
    """Raise LinkEnded once answers were sent that nobody can find again to change them."""
    if asked.survey.mode == Mode.DETACHED and asked.state == AskedState.SENT:
        raise LinkEnded(
            "Your answers are in, without your name. So nobody can find them again:"
            " they can be neither looked at nor changed."
        )


def check_paper_can_come(survey: Survey) -> None:
    """Raise WrongState before a survey opens. Paper may come in after it closed."""
    if survey.state == SurveyState.DRAFT:
        raise WrongState("This survey has not opened yet, so no sheet can have come back.")


def check_asked_can_become(asked: Asked, state: AskedState) -> None:
    """Raise WrongState unless the organisation's part may move to the state."""
    if state != asked.state and state not in NEXT[AskedState][asked.state]:
        raise WrongState(f"That cannot be done now: {asked.get_state_display().lower()}.")


def check_can_decline(asked: Asked, now: datetime) -> None:
    """Raise unless an organisation can say now that it will not take part."""
    check_can_answer(asked, now)
    if asked.state == AskedState.SENT:
        raise WrongState("Your answers are sent. Take them back first, then say that you decline.")
    check_asked_can_become(asked, AskedState.DECLINED)


def check_can_take_back(asked: Asked, sheet: Sheet, now: datetime) -> None:
    """Raise unless answers that were sent can be taken back now."""
    check_can_answer(asked, now)
    if SheetState.WITHDRAWN not in NEXT[SheetState][sheet.state] or not sheet.revision:
        raise WrongState("You have sent no answers, so there is nothing to take back.")


def check_settled(open_questions: int) -> None:
    """Raise WrongState while two people's answers to the same question stand side by side."""
    if open_questions:
        raise WrongState(
            "You and a colleague gave different answers."
            " Say for each of them which one holds, then send."
        )


def check_agrees(survey: Survey, agrees: bool) -> None:
    """Raise BadInput when answers would be shown with a name that nobody agreed to."""
    if survey.mode == Mode.GROUP and not agrees:
        told = (
            "Tick the box if your organisation agrees to be named to the group."
            " If it does not, do not send: say that you will not take part."
        )
        raise BadInput(told, {"agrees": [told]})


def check_part_goes_on(part: Part) -> None:
    """Raise WrongState for a part that was handed back or taken back."""
    if part.ended_at is not None:
        raise WrongState("This part was taken back already.")


def check_can_take(upload: Upload) -> None:
    """Raise WrongState for a spreadsheet whose answers were taken already."""
    if upload.taken_at is not None:
        raise WrongState("The answers in this spreadsheet were taken already.")


def check_whose_upload(upload: Upload, *, keys_in: bool) -> None:
    """Raise NotAllowed to whoever runs the survey (`keys_in`) for a spreadsheet that the
    organisation brought itself: it is the organisation's until it is sent.
    """
    if keys_in and not upload.made_by.startswith(KEYED):
        raise NotAllowed("The organisation brought this spreadsheet itself. It is its own to take.")


def check_can_untake(upload: Upload) -> None:
    """Raise WrongState unless a spreadsheet's answers stand and can be taken out again."""
    if upload.taken_at is None or upload.taken_back_at is not None:
        raise WrongState("The answers in this spreadsheet are not among yours.")


def check_by_link(by: Actor) -> int:
    """The id of the link by which the actor acts. Raises NotAllowed to anybody else."""
    if by.pass_ is None:
        raise NotAllowed("This can be said only with the link that you were sent.")
    return by.pass_.link_id
