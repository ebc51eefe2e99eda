"""Who may do what with learning; and when."""

from __future__ import annotations

from datetime import date

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import day
from spinney.evaluation.models import LearningEvent, Lesson, SpinOff
from spinney.evaluation.states import NEXT, Confirmed, EventState

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER}
MANAGES = frozenset({Role.PROGRAMME_MANAGER})
ANSWERS = frozenset({Role.MEMBER, Role.GUEST})
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from a merge in the register

MAY: dict[str, frozenset[Role]] = {
    "learning": INSIDE,
    "tell_lesson": INSIDE,
    "edit_lesson": INSIDE,
    "remove_lesson": INSIDE,
    "restore_lesson": INSIDE,
    "spin_off": INSIDE,
    "tell_spin_off": INSIDE,
    "edit_spin_off": INSIDE,
    "remove_spin_off": INSIDE,
    "restore_spin_off": INSIDE,
    "ask_partner": INSIDE,
    "confirm_spin_off": ANSWERS,
    "refuse_spin_off": ANSWERS,
    "programme_learning": INSIDE,
    "learning_event": INSIDE,
    "plan_event": MANAGES,
    "edit_event": MANAGES,
    "call_off_event": MANAGES,
    "plan_event_again": MANAGES,
    "invite_to_event": MANAGES,
    "note_who_came": MANAGES,
    "follow_merge_of_learning": NOBODY_BY_HAND,
    "follow_unmerge_of_learning": NOBODY_BY_HAND,
}

LONGEST_TITLE, LONGEST_TEXT, LONGEST_ABOUT, LONGEST_WHY = 200, 4_000, 120, 300
MOST_PEOPLE = 200
MOST_PENCE = 10**12


def may_change(by: Actor, one: Lesson | SpinOff) -> bool:
    """Whether somebody may change what was told: those who run the cluster, whoever told it, and
    her organisation.
    """
    if by.is_system or by.roles_in(one.scope) & RUNS_IT:
        return True
    own = one.organisation_id
    return one.told_by == by.label or (own is not None and own == by.organisation_id)


def check_may_change(by: Actor, one: Lesson | SpinOff) -> None:
    """Raise NotAllowed to whoever may not change what was told."""
    if not may_change(by, one):
        raise NotAllowed("That is for whoever told it, or those who run the cluster.")


def check_there(one: Lesson | SpinOff) -> None:
    """Raise WrongState for what was removed."""
    if one.removed_at is not None:
        raise WrongState("This was removed. Bring it back first.")


def check_gone(one: Lesson | SpinOff) -> None:
    """Raise WrongState for what was not removed."""
    if one.removed_at is None:
        raise WrongState("This is there.")


def check_lesson(lesson: Lesson) -> None:
    """Raise BadInput for words that cannot stand."""
    told: dict[str, list[str]] = {}
    lesson.words, lesson.about = lesson.words.strip(), " ".join(lesson.about.split())
    if not lesson.words:
        told["words"] = ["Say what you learned."]
    elif len(lesson.words) > LONGEST_TEXT:
        told["words"] = [f"Make it shorter: there is room for {LONGEST_TEXT:,} letters."]
    if len(lesson.about) > LONGEST_ABOUT:
        told["about"] = [f"Make it shorter: there is room for {LONGEST_ABOUT} letters."]
    _raise(told)


def check_spin_off(one: SpinOff, today: date) -> None:
    """Raise BadInput for what cannot be logged."""
    told: dict[str, list[str]] = {}
    one.title, one.partner = " ".join(one.title.split()), " ".join(one.partner.split())
    one.story, one.because = one.story.strip(), one.because.strip()
    if not one.title:
        told["title"] = ["Say in a few words what it is."]
    for name, most in (
        ("title", LONGEST_TITLE), ("story", LONGEST_TEXT), ("because", LONGEST_TEXT),
        ("partner", LONGEST_TITLE),
    ):  # fmt: skip
        if len(getattr(one, name)) > most:
            told[name] = [f"Make it shorter: there is room for {most:,} letters."]
    if not one.because:
        told["because"] = ["Say how far it came of working together. An honest “partly” is best."]
    if one.since > today:
        told["since"] = ["Log it once it is there."]
    if one.worth_pence is not None and not 0 <= one.worth_pence <= MOST_PENCE:
        told["worth_pence"] = ["This is not an amount that can be paid."]
    _raise(told)


def confirms(by: Actor, one: SpinOff) -> bool:
    """Whether somebody may say that it is so: a member that did not log it and whose it is not."""
    if by.pass_ is not None:
        return True
    is_own = one.organisation_id is not None and one.organisation_id == by.organisation_id
    return not is_own and one.told_by != by.label and by.has(Role.MEMBER, one.scope)


def check_confirms(by: Actor, one: SpinOff) -> None:
    """Raise NotAllowed to whoever logged it: somebody else has to say whether it is so."""
    if not by.is_system and not confirms(by, one):
        raise NotAllowed("You logged it, or it is yours, so somebody else has to confirm it.")


def check_answered(one: SpinOff, state: Confirmed) -> None:
    """Raise WrongState unless it may move to a state."""
    check_there(one)
    if state not in NEXT["spin_off"][Confirmed(one.confirmed)]:
        raise WrongState(f"“{one.title}”: {one.get_confirmed_display().lower()}.")


def check_why(why: str) -> str:
    """A reason as it is kept. Raises BadInput without one."""
    why = " ".join(why.split())
    if not why:
        _raise({"why": ["Say what is not so, in a few words."]})
    if len(why) > LONGEST_WHY:
        _raise({"why": [f"Make it shorter: there is room for {LONGEST_WHY} letters."]})
    return why


def check_event(event: LearningEvent) -> None:
    """Raise BadInput for an event that cannot be."""
    event.title, event.where = " ".join(event.title.split()), " ".join(event.where.split())
    event.about = event.about.strip()
    told: dict[str, list[str]] = {}
    if not event.title:
        told["title"] = ["Say what the event is called."]
    for name, most in (
        ("title", LONGEST_TITLE), ("where", LONGEST_TITLE), ("about", LONGEST_TEXT)
    ):  # fmt: skip
        if len(getattr(event, name)) > most:
            told[name] = [f"Make it shorter: there is room for {most:,} letters."]
    _raise(told)


def check_event_becomes(event: LearningEvent, state: EventState) -> None:
    """Raise WrongState unless an event may move to a state."""
    if state not in NEXT["learning_event"][EventState(event.state)]:
        raise WrongState(f"“{event.title}” is “{event.get_state_display().lower()}”.")


def check_not_called_off(event: LearningEvent) -> None:
    """Raise WrongState for an event that was called off."""
    if event.state == EventState.CALLED_OFF:
        raise WrongState("This event was called off. Plan it again first.")


def check_was(event: LearningEvent, today: date) -> None:
    """Raise WrongState before the day of an event."""
    check_not_called_off(event)
    if event.held_on > today:
        raise WrongState(f"It is on {day(event.held_on)}. Say then who came.")


def _raise(told: dict[str, list[str]]) -> None:
    if told:
        raise BadInput(next(iter(told.values()))[0], told)
