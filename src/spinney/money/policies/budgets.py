"""Who may do what with budgets; and when."""

from __future__ import annotations

from django.db.models import Q

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.bridge.budgets import LONGEST_TITLE, LONGEST_WORDS
from spinney.money.models import Budget, Grant
from spinney.money.states import NEXT, BudgetState, ChangeState, GrantState

KEEPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER})
INSIDE = KEEPS | {Role.MEMBER}
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from a merge in the register

MAY: dict[str, frozenset[Role]] = {
    "budgets": INSIDE,
    "budget": INSIDE,
    "compare_budgets": INSIDE,
    "start_budget": KEEPS,
    "try_what_if": INSIDE,
    "edit_budget": INSIDE,
    "edit_budget_lines": INSIDE,
    "import_budget_lines": INSIDE,
    "adopt_what_if": KEEPS,
    "put_budget_in_force": KEEPS,
    "discard_budget": INSIDE,
    "restore_budget": INSIDE,
    "follow_merge_of_budgets": NOBODY_BY_HAND,
    "follow_unmerge_of_budgets": NOBODY_BY_HAND,
}


def check_may_write(by: Actor, budget: Budget, *, keeps: bool) -> None:
    """Raise NotAllowed to whoever may not change a budget: who does not keep the cluster's money
    (`keeps`) changes only what she tries out herself.
    """
    if keeps:
        return
    if budget.state != BudgetState.WHAT_IF:
        raise NotAllowed("That is for those who keep the money. You can try it out in a “what if”.")
    if budget.made_by != by.label:
        raise NotAllowed("Somebody else tries this out. Make a “what if” of your own.")


def grant_it_rests_on(budget: Budget) -> Grant | None:
    """The grant whose funder was sent this version, or agreed to it: with the application, or with
    a change that is not refused or taken back. One query.
    """
    sent = (GrantState.APPLIED, GrantState.TO_CHANGE, GrantState.APPROVED, GrantState.CLOSED)
    asked = Q(changes__budget=budget, changes__state__in=(ChangeState.ASKED, ChangeState.AGREED))
    rows = Grant.objects.filter(Q(budget=budget, state__in=sent) | asked)
    return rows.order_by("pk").first()


def check_can_be_written(budget: Budget) -> None:
    """Raise WrongState for a budget that is kept as it was agreed, or as the funder has it."""
    if budget.state not in (BudgetState.DRAFT, BudgetState.WHAT_IF):
        raise WrongState(
            f"“{budget.title}” is {budget.get_state_display().lower()}, and kept as it was agreed."
            " Draft a new version of it."
        )
    grant = grant_it_rests_on(budget)
    if grant is not None:
        raise WrongState(
            f"The funder has this version of “{budget.title}”, with “{grant.title}”, so it is kept"
            " as it was sent. Draft another version of it and change that."
        )


def check_becomes(budget: Budget, state: BudgetState) -> None:
    """Raise WrongState unless a budget may move to a state."""
    if state not in NEXT["budget"][budget.state]:
        raise WrongState(f"“{budget.title}” is {budget.get_state_display().lower()} already.")


def check_words(title: str, reason: str = "") -> None:
    """Raise BadInput for words that cannot stand over a budget."""
    told: dict[str, list[str]] = {}
    if not title.strip():
        told["title"] = ["Give the budget a name."]
    elif len(title) > LONGEST_TITLE:
        told["title"] = [f"Make it shorter: there is room for {LONGEST_TITLE} letters."]
    if len(reason) > LONGEST_WORDS:
        told["reason"] = [f"Make it shorter: there is room for {LONGEST_WORDS} letters."]
    if told:
        raise BadInput(" ".join(words[0] for words in told.values()), told)
