"""Who may do what with the ledger of savings; and when."""

from __future__ import annotations

from datetime import date, timedelta

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.kernel.periods import Period, add_months
from spinney.base.web.components.words import span
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.models import Saving
from spinney.purchasing.states import NEXT, SavingKind, SavingState
from spinney.register import api as register

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
INSIDE = RUNS_IT | {Role.MEMBER}
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from a merge in the register

MAY: dict[str, frozenset[Role]] = {
    "savings": INSIDE,
    "saving": INSIDE,
    "own_savings": frozenset({Role.REPRESENTATIVE}),
    "programme_savings": frozenset({Role.PROGRAMME_MANAGER}),
    "claim_saving": INSIDE,
    "edit_saving": INSIDE,
    "confirm_saving": frozenset({Role.MEMBER, Role.GUEST}),
    "refuse_saving": frozenset({Role.MEMBER, Role.GUEST}),
    "withdraw_saving": INSIDE,
    "restore_saving": INSIDE,
    "look_again": INSIDE,
    "follow_merge_of_savings": NOBODY_BY_HAND,
    "follow_unmerge_of_savings": NOBODY_BY_HAND,
}

STANDING = (SavingState.CLAIMED, SavingState.CONFIRMED, SavingState.REALISED)
"""The states in which a saving counts."""
LONGEST_TITLE, LONGEST_WHY, LONGEST_HOW = 200, 300, 4_000
MOST_YEARS = 10
MOST_PENCE = 10**13


def represents(by: Actor, organisation_id: int) -> bool:
    """Whether an actor speaks for an organisation, signed in."""
    return organisation_id in by.ids_of("organisation", Role.REPRESENTATIVE)


def runs(by: Actor, saving: Saving) -> bool:
    """Whether an actor runs the cluster of a saving."""
    return by.is_system or bool(by.roles_in(saving.scope) & RUNS_IT)


def claimed_it(by: Actor, saving: Saving) -> bool:
    """Whether it was this actor who claimed it, by whatever way she comes now."""
    return saving.claimed_by in (by.label, f"person:{by.person_id}")


def may_change(by: Actor, saving: Saving) -> bool:
    """Whether an actor may change it: its member; of what waits for a member's word, also whoever
    claimed it.
    """
    if by.is_system or represents(by, saving.organisation_id):
        return True
    return saving.state == SavingState.CLAIMED and claimed_it(by, saving) and runs(by, saving)


def check_may_change(by: Actor, saving: Saving) -> None:
    """Raise NotAllowed to whoever may not change a saving."""
    if not may_change(by, saving):
        raise NotAllowed(f"That is for {saving.organisation.name} to change.")


def may_end(by: Actor, saving: Saving) -> bool:
    """Whether an actor may take it back, or bring it back: its member, and those who run it."""
    return represents(by, saving.organisation_id) or runs(by, saving)


def check_may_end(by: Actor, saving: Saving) -> None:
    """Raise NotAllowed to whoever may neither take it back nor bring it back."""
    if not may_end(by, saving):
        raise NotAllowed(f"That is for {saving.organisation.name} to say.")


def check_speaks_for(by: Actor, saving: Saving, today: date) -> None:
    """Raise NotAllowed unless the actor speaks for the saving's member, and did not claim it."""
    name = saving.organisation.name
    if by.pass_ is not None:
        person = by.person_id
        if person is None or not register.may_represent(person, saving.organisation_id, today):
            raise NotAllowed(f"You do not speak for {name} any more, so this is not yours to say.")
    elif not represents(by, saving.organisation_id):
        raise NotAllowed(f"That is for {name} to say.")
    if claimed_it(by, saving):
        raise NotAllowed(
            f"You claimed it for {name}, so somebody else of {name} has to say whether it is right."
        )


def check_becomes(saving: Saving, state: SavingState) -> None:
    """Raise WrongState unless a saving may move to a state."""
    if state not in NEXT[SavingState][saving.state]:
        raise WrongState(f"“{saving.title}” is “{saving.get_state_display().lower()}” already.")


def check_stands(saving: Saving) -> None:
    """Raise WrongState for a saving that counts no more."""
    if saving.state not in STANDING:
        raise WrongState(
            f"“{saving.title}” is “{saving.get_state_display().lower()}”. Bring it back first."
        )


def check_said(saving: Saving) -> None:
    """Raise WrongState for a saving that its member has not confirmed. Figures that somebody else
    typed are not set against payments before: changing them and looking again would tell the
    amounts.
    """
    if saving.state == SavingState.CLAIMED:
        raise WrongState(
            f"{saving.organisation.name} has not said yet whether it is right. Once it has, later"
            " payments are looked at."
        )


def check_words(saving: Saving) -> None:
    """Raise BadInput for words that cannot stand in the ledger and in letters."""
    told: dict[str, list[str]] = {}
    if not saving.title:
        told["title"] = ["Say in a few words what is cheaper now."]
    elif len(saving.title) > LONGEST_TITLE:
        told["title"] = [f"Make it shorter: there is room for {LONGEST_TITLE} letters."]
    elif "://" in saving.title:
        told["title"] = ["Write it without a web address: it stands in letters."]
    if saving.kind not in SavingKind.values:
        told["kind"] = ["Choose what kind of saving it is."]
    if saving.category not in CATEGORIES:
        told["category"] = ["Choose a category from the list."]
    if len(saving.how) > LONGEST_HOW:
        told["how"] = [f"Make it shorter: there is room for {LONGEST_HOW} letters."]
    _raise(told)


def check_figures(saving: Saving) -> None:
    """Raise BadInput for days and amounts from which nothing can be reckoned."""
    told: dict[str, list[str]] = {}
    if saving.last_day < saving.first_day:
        told["last_day"] = ["It cannot end before it begins."]
    elif saving.last_day >= add_months(saving.first_day, 12 * MOST_YEARS):
        told["last_day"] = [f"Claim it for {MOST_YEARS} years at the most."]
    for name in ("baseline_pence", "new_pence", "one_off_pence"):
        if not 0 <= getattr(saving, name) <= MOST_PENCE:
            told[name] = ["This is not an amount that can be paid."]
    if saving.kind == SavingKind.CAPACITY:
        if saving.hours is None or saving.hours <= 0:
            told["hours"] = ["Say how many hours are free for other work."]
    elif not told and saving.saved_pence <= 0:
        told["new_pence"] = [
            "Nothing is saved by these figures: what it costs now, with what the change cost once,"
            " is not below what it would have cost."
        ]
    _raise(told)


def check_why(why: str) -> str:
    """A reason as it is kept. Raises BadInput without one, or for one that is too long."""
    why = " ".join(why.split())
    told = ""
    if not why:
        told = "Say why, in a few words."
    elif len(why) > LONGEST_WHY:
        told = f"Make it shorter: there is room for {LONGEST_WHY} letters."
    elif "://" in why:
        told = "Write it without a web address: it stands in letters."
    if told:
        raise BadInput(told, {"why": [told]})
    return why


def _raise(told: dict[str, list[str]]) -> None:
    if told:
        raise BadInput(next(iter(told.values()))[0], told)


def check_counts_once(saving: Saving, other: Saving | None, by: Actor) -> None:
    """Raise BadInput when a saving would count twice with another that stands, naming both and the
    first day that is free. What stands in another cluster is told to the member itself alone.
    """
    if other is None:
        return
    name = saving.organisation.name
    here = other.cluster_id == saving.cluster_id
    told = f"“{saving.title}” would count twice: {name} counts the same money"
    if here or represents(by, saving.organisation_id):
        where = f"as “{other.title}”" if here else f"in {other.cluster.name} as “{other.title}”"
        free = _said(other.last_day + timedelta(days=1))
        told += (
            f" {where}, {span(other.first_day, other.last_day)}. Begin on {free} or later, say more"
            " narrowly what it is a saving on, or change the other one first."
        )
    else:
        told += f" elsewhere on some of these days. Ask {name}."
    raise BadInput(told, {"first_day": [told]})


def _said(day: date) -> str:
    return f"{day:%-d %B %Y}"


def check_within_opportunity(saving: Saving, now_pence: int | None) -> None:
    """Raise BadInput when the baseline exceeds what the member pays for it in its opportunity
    (`now_pence` a year), the days counted: more than all of it cannot be saved.
    """
    if now_pence is None or saving.basis.get("kind") == "lines":
        return
    days = Period(saving.first_day, saving.last_day).days or 0
    most = -(-now_pence * max(days, 1) // 365)
    # A year's rounding: a leap year, and whole pounds that somebody typed.
    if saving.baseline_pence > most + max(10_000, most // 100):
        told = (
            "The opportunity that this comes from has less spending in it for these days. Check the"
            " amount and the days, or reckon it from your own payments."
        )
        raise BadInput(told, {"baseline_pence": [told]})
