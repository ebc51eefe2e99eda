"""Who may do what with what will be left over; and when."""

from __future__ import annotations

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.models import Budget, BudgetLine, Reallocation
from spinney.money.states import NEXT, BudgetState, ReallocationState

KEEPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER})
INSIDE = KEEPS | {Role.MEMBER}
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from what the members decided

MAY: dict[str, frozenset[Role]] = {
    "underspend": INSIDE,
    "reallocation": INSIDE,
    "say_forecast": INSIDE,
    "draft_reallocation": KEEPS,
    "edit_reallocation": KEEPS,
    "add_move": KEEPS,
    "remove_move": KEEPS,
    "suggest_moves": KEEPS,
    "propose_reallocation": KEEPS,
    "put_reallocation_to_vote": KEEPS,
    "decide_reallocation": KEEPS,
    "decline_reallocation": KEEPS,
    "reopen_reallocation": KEEPS,
    "carry_out_reallocation": KEEPS,
    "follow_reallocation_ballot": NOBODY_BY_HAND,
}

LONGEST_TITLE, LONGEST_REASON, LONGEST_WORDS = 200, 4_000, 300
MOST_MOVES = 60
MOST_PENCE = 10**13


def check_may_say(by: Actor, line: BudgetLine, *, keeps: bool) -> None:
    """Raise NotAllowed to whoever may not say what a line will come to: those who keep the money
    (`keeps`), and whoever speaks for the line's member.
    """
    own = by.ids_of("organisation", Role.REPRESENTATIVE)
    if not keeps and line.organisation_id not in own:
        raise NotAllowed("That is for the line’s member, or those who keep the money, to say.")


def check_is_in_force(budget: Budget) -> None:
    """Raise WrongState unless a budget is in force."""
    if budget.state != BudgetState.IN_FORCE:
        raise WrongState("Only of the budget in force can it be said what will be left.")


def check_becomes(one: Reallocation, state: ReallocationState) -> None:
    """Raise WrongState unless a proposal may move to a state."""
    if state not in NEXT["reallocation"][one.state]:
        raise WrongState(f"“{one.title}” is {one.get_state_display().lower()} already.")


def check_is_draft(one: Reallocation) -> None:
    """Raise WrongState for a proposal that is not being drafted."""
    if one.state != ReallocationState.DRAFT:
        raise WrongState(
            f"“{one.title}” is {one.get_state_display().lower()}. Take it up again to change it."
        )


def check_words(title: str, reason: str, percent: int | None, income_pence: int) -> None:
    """Raise BadInput for what cannot stand over a proposal."""
    told: dict[str, list[str]] = {}
    if not title.strip():
        told["title"] = ["Say in a few words what is moved."]
    elif len(title) > LONGEST_TITLE:
        told["title"] = [f"Make it shorter: there is room for {LONGEST_TITLE} letters."]
    if len(reason) > LONGEST_REASON:
        told["reason"] = [f"Make it shorter: there is room for {LONGEST_REASON:,} letters."]
    if percent is not None and not 1 <= percent <= 100:
        told["percent"] = ["Write a percentage from 1 to 100."]
    if not 0 <= income_pence <= MOST_PENCE:
        told["income_pence"] = ["This is no income that there is."]
    if told:
        raise BadInput(" ".join(words[0] for words in told.values()), told)


def check_why(why: str) -> str:
    """The reason, trimmed. Raises BadInput where there is none, or it is too long."""
    plain = why.strip()
    if not plain:
        raise BadInput("Say why.", {"why": ["Say why, in a few words."]})
    if len(plain) > LONGEST_WORDS:
        told = f"Make it shorter: there is room for {LONGEST_WORDS} letters."
        raise BadInput(told, {"why": [told]})
    return plain


def check_forecast(pence: int, spent: int) -> None:
    """Raise BadInput for a forecast that cannot come true: less than was spent."""
    if pence > MOST_PENCE or pence < 0:
        raise BadInput("This is no amount.", {"pence": ["This is no amount that can be spent."]})
    if pence < spent:
        told = "More than that is spent already."
        raise BadInput(told, {"pence": [told]})
