"""Who may do what with surveys: set up, opened, asked, reminded, closed; and when."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role, Scope
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import day
from spinney.diagnostics.models import Asked, Survey
from spinney.diagnostics.states import NEXT, AskedState, Mode, SurveyState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
TAKES_PART = RUNS_IT | {Role.MEMBER}
EVERYBODY_IN_IT = TAKES_PART | {Role.OBSERVER}
NOBODY: frozenset[Role] = frozenset()

MAY: dict[str, frozenset[Role]] = {
    "surveys": EVERYBODY_IN_IT,
    "survey": TAKES_PART,
    "make_survey": RUNS_IT,
    "edit_survey": RUNS_IT,
    "remove_survey": RUNS_IT,
    "restore_survey": RUNS_IT,
    "duplicate_survey": RUNS_IT,
    "ask_again": RUNS_IT,
    "change_mode": RUNS_IT,
    "freeze": NOBODY,  # the site itself, when the first answer comes
    "follow_merge": NOBODY,  # the site itself, when two organisations turn out to be one
    "follow_unmerge": NOBODY,
    "open_survey": RUNS_IT,
    "close_survey": RUNS_IT,
    "reopen_survey": RUNS_IT,
    "extend_survey": RUNS_IT,
    "remind_asked": RUNS_IT,
    "print_asked": RUNS_IT,
    "ask_organisations": RUNS_IT,
    "ask_members": RUNS_IT,
    "ask_organisation": RUNS_IT,
    "ask_several": RUNS_IT,
    "ask_area": RUNS_IT,
    "ask_interested": RUNS_IT,
    "stop_asking": RUNS_IT,
    "ask_after_all": RUNS_IT,
    "correct_address": RUNS_IT,
    "resend_link": RUNS_IT,
}

SMALLEST_GROUP = 3
LARGEST_MINIMUM = 20
PARTICIPATION_FROM = 3
"""In a detached survey, how many must have answered before anybody is told how many have."""

UNDO_DAYS = 30
"""So long what was removed can be brought back."""

OPENNESS = {Mode.DETACHED: 0, Mode.FACILITATOR: 1, Mode.GROUP: 2}


# Who ------------------------------------------------------------------------------------------


def runs(by: Actor, place: Scope) -> bool:
    """Whether an actor runs the surveys of a place. Facilitators have a part in the programme of
    their cluster, but its surveys are its managers'.
    """
    if by.is_system or by.has(Role.PROGRAMME_MANAGER, place):
        return True
    return place.kind == "cluster" and by.has(Role.FACILITATOR, place)


def check_runs(by: Actor, place: Scope) -> None:
    """Raise NotAllowed to whoever does not run the surveys of the place."""
    if not runs(by, place):
        who = "its programme managers" if place.kind == "programme" else "those who run the cluster"
        raise NotAllowed(f"The surveys here are set up and run by {who}.")


def sees_names(survey: Survey, by: Actor) -> bool:
    """Whether an actor may see which organisation said what, and which has answered: in a
    cluster's survey its facilitators, in a programme's its programme managers; in a detached one
    nobody. What members may see in a survey that is named to the group is for the results to say.
    """
    if survey.mode == Mode.DETACHED:
        return False
    role = Role.FACILITATOR if survey.cluster_id else Role.PROGRAMME_MANAGER
    return by.is_system or by.has(role, survey.scope)


def check_sees_names(survey: Survey, by: Actor) -> None:
    """Raise NotAllowed, saying why, to whoever may not see answers with their names."""
    if sees_names(survey, by):
        return
    if survey.mode == Mode.DETACHED:
        raise NotAllowed(
            "Nobody can tell who said what in this survey: its answers are kept without names."
        )
    if survey.cluster_id:
        raise NotAllowed(
            "Answers with names are for the facilitators of this cluster alone: those asked were"
            " promised that neither a programme manager nor a lead body would see them."
        )
    raise NotAllowed(
        "Answers with names are for the managers of this programme alone: those asked were"
        " promised that nobody else would see them."
    )


# When -----------------------------------------------------------------------------------------


def check_survey_can_become(survey: Survey, state: SurveyState) -> None:
    """Raise WrongState unless the survey may move to the state."""
    if state not in NEXT[SurveyState][survey.state]:
        raise WrongState(f"This survey is “{survey.get_state_display()}”, so that cannot be done.")


def check_place_goes_on(survey: Survey) -> None:
    """Raise WrongState when the cluster has ended or the programme is closed."""
    place = survey.cluster or survey.programme
    if place is not None and place.state in ("ended", "closed"):
        raise WrongState(f"{place.name} has ended. Reopen it first, then do this again.")


def check_closes_later(closes_at: datetime, now: datetime, field: str = "closes_on") -> None:
    """Raise BadInput unless there is time left to answer."""
    if closes_at <= now:
        told = "Choose a day that is still to come."
        raise BadInput("The closing day has passed.", {field: [told]})


def check_minimum(minimum: int) -> None:
    """Raise BadInput for a smallest group that protects nobody, or of which there is none."""
    if not SMALLEST_GROUP <= minimum <= LARGEST_MINIMUM:
        told = (
            f"Choose a number from {SMALLEST_GROUP} to {LARGEST_MINIMUM}. In a group of two, each"
            " would know what the other said."
        )
        raise BadInput(told, {"minimum": [told]})


def check_title(title: str) -> None:
    """Raise BadInput for a name that cannot stand in the subject of a letter."""
    if not title.strip():
        raise BadInput("Give the survey a name.", {"title": ["Give the survey a name."]})
    if "://" in title:
        told = "Write the name without a web address: it stands in the letters."
        raise BadInput(told, {"title": [told]})


def check_is_draft(survey: Survey) -> None:
    """Raise WrongState once the survey was opened."""
    if survey.state != SurveyState.DRAFT:
        raise WrongState("This survey has been opened, so that cannot be done any more.")


def check_can_restore(survey: Survey, now: datetime) -> None:
    """Raise WrongState unless the survey was removed, and not too long ago."""
    if survey.removed_at is None:
        raise WrongState("This survey is there, so it need not be brought back.")
    if now - survey.removed_at > timedelta(days=UNDO_DAYS):
        raise WrongState(f"This was removed more than {UNDO_DAYS} days ago, and is gone.")


def check_words_can_change(survey: Survey) -> None:
    """Raise WrongState once the survey is closed: what those asked were told then stands."""
    if survey.state == SurveyState.CLOSED:
        raise WrongState("This survey is closed, so what it says stays as it is.")


def check_can_open(survey: Survey, asked: int, now: datetime) -> None:
    """Raise unless somebody is asked, in numbers that can be protected, and there is time left."""
    check_survey_can_become(survey, SurveyState.OPEN)
    check_place_goes_on(survey)
    if not asked:
        raise WrongState("Choose first who is asked.")
    check_enough_for_mode(survey, asked)
    check_closes_later(survey.closes_at, now)


def check_enough_for_mode(survey: Survey, asked: int) -> None:
    """Raise WrongState when too few are asked for anything to come of a detached survey."""
    if survey.mode == Mode.DETACHED and asked < survey.minimum:
        raise WrongState(
            f"When nobody can tell who said what, at least {survey.minimum} organisations must be"
            f" asked: of fewer, nothing could be shown. So far {asked} would be."
        )


def check_was_opened(survey: Survey) -> None:
    """Raise WrongState for a survey that has not been opened: nothing could be followed up."""
    if survey.state == SurveyState.DRAFT:
        raise WrongState("This survey has not been opened yet, so there is nothing to follow up.")


def check_is_open(survey: Survey, now: datetime) -> None:
    """Raise WrongState unless the survey takes answers now."""
    if survey.state == SurveyState.DRAFT:
        raise WrongState("This survey has not been opened yet.")
    if survey.state != SurveyState.OPEN or survey.closes_at <= now:
        raise WrongState(f"This survey closed on {day(survey.closes_at)}. Open it again first.")


def check_can_ask_more(survey: Survey, now: datetime) -> None:
    """Raise WrongState unless organisations can be added: before it opens, and while it is open."""
    check_place_goes_on(survey)
    if survey.state != SurveyState.DRAFT:
        check_is_open(survey, now)


def check_addresses(missing: int) -> None:
    """Raise WrongState while somebody who is to be asked cannot be written to."""
    if missing:
        told = "One organisation has" if missing == 1 else f"{missing} organisations have"
        raise WrongState(f"{told} no e-mail address. Add it, or take it off, then open the survey.")


def check_not_reminded_today(last: date | None, survey: Survey, today: date) -> None:
    """Raise WrongState when a reminder went out today, or the survey opened today: nobody is to be
    pestered.
    """
    if last is not None and last >= today:
        raise WrongState("A reminder went out today already. Send the next one tomorrow.")
    if survey.opens_at is not None and localdate(survey.opens_at) >= today:
        raise WrongState("Everybody was written to today. Send a reminder tomorrow.")


def check_mode_can_change(survey: Survey) -> None:
    """Raise WrongState once somebody has answered under a promise. In a survey in which nobody can
    tell who said what, that is from its opening, lest the day tell that somebody has begun.
    """
    if survey.frozen_at is not None:
        raise WrongState(
            "Somebody has begun to answer, so who sees what stays as it was promised."
            " Ask again in a new survey if it must be otherwise."
        )
    if survey.mode == Mode.DETACHED and survey.state != SurveyState.DRAFT:
        raise WrongState(
            "Those asked were promised that nobody can tell who said what. That stays from the"
            " opening on. Ask again in a new survey if it must be otherwise."
        )
    check_words_can_change(survey)


def is_looser(survey: Survey, mode: Mode, minimum: int) -> bool:
    """Whether more would be seen than those asked were told."""
    wider = OPENNESS[mode] > OPENNESS[Mode(survey.mode)]
    return wider or minimum < survey.minimum


def check_can_stop_asking(asked: Asked, by: Actor) -> None:
    """Raise WrongState for an organisation whose answers are there; in a detached survey that is
    open, always: how many have answered would tell whether this one had. Raises NotAllowed to
    whoever may not see who has answered, for the same reason.
    """
    survey = asked.survey
    if survey.state == SurveyState.CLOSED:
        raise WrongState("This survey is closed, so nobody is asked any more.")
    if survey.mode == Mode.DETACHED and survey.state != SurveyState.DRAFT:
        raise WrongState(
            "Nobody is taken off a survey in which nobody can tell who said what, once it is open:"
            " the number of answers would give one away."
        )
    if survey.state == SurveyState.OPEN and not sees_names(survey, by):
        raise NotAllowed(
            "Once a survey is open, only those who may see who has answered can take one off."
        )
    if asked.state == AskedState.SENT:
        raise WrongState(
            f"{asked.organisation.name} has sent its answers. They are its own: it can take them"
            " back itself."
        )
    if asked.state == AskedState.WITHDRAWN:
        raise WrongState(f"{asked.organisation.name} is not asked any more.")


def check_can_move(asked: Asked, by: Actor, *, arrived: bool) -> None:
    """Raise NotAllowed to whoever may not see names and would send the link of an organisation
    whose letter has arrived (`arrived`) elsewhere: who opens it sees what was written so far.
    """
    if asked.survey.state == SurveyState.OPEN and arrived and not sees_names(asked.survey, by):
        raise NotAllowed(
            "The letter has arrived there, and its link leads to what was written so far. So it"
            " can be handed on only by whoever got it, from the page that it opens."
        )


def check_is_asked(asked: Asked) -> None:
    """Raise WrongState for an organisation that was taken off."""
    if asked.state == AskedState.WITHDRAWN:
        raise WrongState(f"{asked.organisation.name} is not asked any more. Put it back first.")


def check_was_taken_off(asked: Asked) -> None:
    """Raise WrongState unless the organisation was taken off."""
    if asked.state != AskedState.WITHDRAWN:
        raise WrongState(f"{asked.organisation.name} is asked already.")
