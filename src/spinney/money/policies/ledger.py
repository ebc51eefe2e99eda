"""Who may do what with the ledger; and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.money import Money
from spinney.money.models import BudgetLine, Entry, Fund
from spinney.money.states import Restriction
from spinney.register import api as register
from spinney.workplans import api as workplans

if TYPE_CHECKING:
    from spinney.clusters.api import Cluster
    from spinney.money.bridge.posting import PostingLine

RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
KEEPS = RUNS_IT | {Role.TREASURER}
"""Who keeps the ledger; a treasurer only where her organisation holds the money
(`queries.keeping`).
"""
INSIDE = KEEPS | {Role.MEMBER}

MAY: dict[str, frozenset[Role]] = {
    "money": INSIDE,
    "entries": INSIDE,
    "entry": INSIDE,
    "account_balances": INSIDE,
    "export_entries": KEEPS,
    "add_income": KEEPS,
    "add_payment": KEEPS,
    "move_between_funds": KEEPS,
    "correct_entry": KEEPS,
    "add_fund": KEEPS,
    "edit_fund": KEEPS,
    "close_fund": KEEPS,
    "reopen_fund": KEEPS,
    # No page posts: these are called by deeds that have asked whether they may be.
    "post_entry": INSIDE,
    "post_entries": INSIDE,
    "reverse_entry": INSIDE,
}
LONGEST_WORDS, LONGEST_WHY, LONGEST_NAME = 300, 200, 120
MOST_PENCE = 10**13
EARLIEST = date(1990, 1, 1)
INCOME = ("grant_income", "member_income", "other_income", "opening")
COSTS = (
    "activity_cost", "attendance_cost", "microgrant_cost", "shared_cost", "other_cost",
)  # fmt: skip


def represents(by: Actor, organisation_id: int, today: date) -> bool:
    """Whether somebody represents an organisation, whichever she acts for just now: with mandates
    of several she chooses one, and each of her tokens has its own.
    """
    if organisation_id in by.ids_of("organisation", Role.REPRESENTATIVE):
        return True
    person = by.person_id
    return person is not None and register.may_represent(person, organisation_id, today)


def check_words(words: str) -> None:
    """Raise BadInput for an entry that does not say what it is."""
    if not words.strip():
        raise BadInput("Say what it was.", {"words": ["Say in a few words what it was."]})


def check_day(day: date, today: date) -> None:
    """Raise BadInput for a day to come, or long past."""
    told = ""
    if day > today:
        told = "Write a day that has come: the ledger says what happened."
    elif day < EARLIEST:
        told = f"Write a day from {EARLIEST.year} on."
    if told:
        raise BadInput(told, {"day": [told]})


def check_amount(pence: int) -> None:
    """Raise BadInput for an amount that cannot be paid."""
    if not 0 < pence <= MOST_PENCE:
        told = "Write an amount above nought. To take something back, correct its entry."
        raise BadInput(told, {"pence": [told]})


def check_account(code: str, known: Sequence[str]) -> None:
    """Raise BadInput for an account that is not for this."""
    if code not in known:
        raise BadInput("Choose what it was for.", {"account": ["Choose what it was for."]})


def check_has(left: int, pence: int, *, set_aside: int = 0, sure: bool) -> None:
    """Raise BadInput for paying more than a fund has, or than ring-fences leave of it (`set_aside`
    is what they keep), unless that is meant.
    """
    if sure or pence <= left - set_aside:
        return
    if pence > left:
        told = f"{Money(left)} is left" if left >= 0 else "nothing is left"
        asked = f"That is more than the fund has: {told}. Write it all the same?"
    else:
        asked = (
            f"{Money(left)} is left in the fund, and {Money(set_aside)} of it is set aside in"
            " ring-fences. Write it all the same?"
        )
    raise BadInput(asked, {"sure": [asked]})


def check_move(from_fund: Fund | None, to_fund: Fund | None) -> None:
    """Raise BadInput for a move that goes nowhere."""
    if from_fund == to_fund:
        told = "Choose another fund than the one that it comes from."
        raise BadInput(told, {"to_fund": [told]})


def check_why(why: str) -> str:
    """A reason as it is kept. Raises BadInput without one, or for one that is too long."""
    why = " ".join(why.split())
    told = ""
    if not why:
        told = "Say why, in a few words."
    elif len(why) > LONGEST_WHY:
        told = f"Make it shorter: there is room for {LONGEST_WHY} letters."
    if told:
        raise BadInput(told, {"why": [told]})
    return why


def check_fund_words(name: str, funder: str, purpose: str, restriction: str) -> None:
    """Raise BadInput for what cannot be said of a fund."""
    told: dict[str, list[str]] = {}
    if not name.strip():
        told["name"] = ["Give the fund a name."]
    elif len(name) > LONGEST_NAME:
        told["name"] = [f"Make it shorter: there is room for {LONGEST_NAME} letters."]
    if len(funder) > 200:
        told["funder"] = ["Make it shorter: there is room for 200 letters."]
    if len(purpose) > LONGEST_WORDS:
        told["purpose"] = [f"Make it shorter: there is room for {LONGEST_WORDS} letters."]
    if restriction not in Restriction.values:
        told["restriction"] = ["Choose how freely it may be spent."]
    if told:
        raise BadInput(next(iter(told.values()))[0], told)


def check_can_close(fund: Fund, bank_pence: int, open_ring_fences: int) -> None:
    """Raise WrongState for a fund that is closed, or still in use."""
    if fund.closed_on is not None:
        raise WrongState(f"“{fund.name}” is closed already.")
    if bank_pence:
        raise WrongState(
            f"{Money(bank_pence)} of “{fund.name}” is in the bank. Spend it, give it back or move"
            " it first."
        )
    if open_ring_fences:
        raise WrongState(f"Money of “{fund.name}” is set aside in a ring-fence. Close that first.")


def check_is_closed(fund: Fund) -> None:
    """Raise WrongState for a fund that is open."""
    if fund.closed_on is None:
        raise WrongState(f"“{fund.name}” is open.")


def check_funds(
    cluster: Cluster, lines: Sequence[PostingLine], day: date, *, is_reversal: bool
) -> None:
    """Raise BadInput for another cluster's fund, WrongState for one that is closed by then (what
    was written before can still be taken back).
    """
    for fund in {one.fund for one in lines if one.fund is not None}:
        if fund.cluster_id != cluster.pk:
            raise BadInput("That fund is another cluster’s.", {"fund": ["Choose another one."]})
        if fund.closed_on is not None and day > fund.closed_on and not is_reversal:
            closed = f"{fund.closed_on:%-d %B %Y}"
            raise WrongState(f"“{fund.name}” was closed on {closed}. Open it again first.")


def check_places(cluster: Cluster, lines: Sequence[PostingLine]) -> None:
    """Raise BadInput for an activity or a line of the budget that is another cluster's."""
    activities = {one.activity_id for one in lines if one.activity_id is not None}
    if activities:
        known = workplans.Activity.objects.filter(pk__in=activities, workplan__cluster=cluster)
        if known.count() != len(activities):
            raise BadInput(
                "That activity is not in this cluster’s plan.",
                {"activity": ["Choose another one."]},
            )
    budget_lines = {one.budget_line_id for one in lines if one.budget_line_id is not None}
    if budget_lines:
        here = BudgetLine.objects.filter(pk__in=budget_lines, budget__cluster=cluster)
        if here.count() != len(budget_lines):
            raise BadInput("That line is not in this cluster’s budget.")


def check_can_be_reversed(entry: Entry) -> None:
    """Raise WrongState for an entry that was taken back already, or that takes another back."""
    if entry.reverses_id is not None:
        raise WrongState(
            f"Entry {entry.number} takes back another. Write what should stand as a new entry."
        )
    back = Entry.objects.filter(reverses=entry).first()
    if back is not None:
        raise WrongState(f"Entry {entry.number} was taken back already, with entry {back.number}.")
