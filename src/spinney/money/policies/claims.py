"""Who may do what with claims; and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.web.components.words import day, span
from spinney.money.models import BudgetLine, Claim, ClaimLine, Grant
from spinney.money.policies.ledger import represents
from spinney.money.states import NEXT, ClaimState

KEEPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER})
"""A treasurer only where her organisation holds the money (`queries.keeping`)."""
INSIDE = KEEPS | {Role.MEMBER}
OWN = frozenset({Role.REPRESENTATIVE})

MAY: dict[str, frozenset[Role]] = {
    "claims": INSIDE,
    "claim": INSIDE,
    "receipt": INSIDE,
    "draft_claim": INSIDE,
    "edit_claim": INSIDE,
    "remove_claim": INSIDE,
    "restore_claim": INSIDE,
    "add_claim_line": INSIDE,
    "remove_claim_line": INSIDE,
    "send_claim": INSIDE,
    "answer_claim": INSIDE,
    "question_claim": KEEPS,
    "refuse_claim": KEEPS,
    "approve_claim": KEEPS,
    "ask_claim_payment": KEEPS,
    "stop_claim_payment": KEEPS,
    "pay_claim": KEEPS,
    "unpay_claim": frozenset(),
    "follow_merge_of_money": frozenset(),
    "follow_unmerge_of_money": frozenset(),
}
MOST_PENCE = 10**11
MOST_LINES = 200
LONGEST_WHY = 300
UNDO_DAYS = 30


@dataclass(frozen=True)
class ClaimText:
    """A claim as it is typed: whose, out of which grant, for which days (both included)."""

    organisation_id: int
    first_day: date
    last_day: date
    grant_id: int | None = None
    note: str = ""


@dataclass(frozen=True)
class LineText:
    """One thing that was paid for. Pence."""

    day: date
    what: str
    pence: int
    budget_line_id: int | None = None


def _field(name: str, told: str) -> BadInput:
    return BadInput(told, {name: [told]})


def check_days(text: ClaimText, grant: Grant | None, today: date) -> None:
    """Raise BadInput for days that cannot be claimed for: to come, back to front, or outside the
    time of the grant.
    """
    if text.last_day < text.first_day:
        raise _field("last_day", "The last day has to come after the first.")
    if text.last_day > today:
        raise _field("last_day", "A claim is for what is past. That day is still to come.")
    if grant is not None:
        _check_within(text, grant)


def _check_within(text: ClaimText, grant: Grant) -> None:
    early = grant.starts_on and text.first_day < grant.starts_on
    late = grant.ends_on and text.last_day > grant.ends_on
    if early or late:
        whole = span(grant.starts_on, grant.ends_on)
        raise _field(
            "first_day" if early else "last_day",
            f"The grant is for {whole}. What was paid outside this time cannot be claimed from it.",
        )


def check_line(text: LineText, claim: Claim, line: BudgetLine | None) -> None:
    """Raise BadInput for a line that cannot be claimed: of nothing, below nothing, or of a day that
    the claim, or the line of the budget, is not for.
    """
    if not text.what.strip():
        raise _field("what", "Say what it was for.")
    if text.pence == 0:
        raise _field("pence", "A line of nothing claims nothing. Write what you paid.")
    if text.pence < 0:
        raise _field(
            "pence",
            "A claim is for what you paid, so it cannot be below nought. If some of it came back to"
            " you, write what was left to pay.",
        )
    if text.pence > MOST_PENCE:
        raise _field("pence", "That is more than can be claimed.")
    if not claim.first_day <= text.day <= claim.last_day:
        whole = span(claim.first_day, claim.last_day)
        raise _field(
            "day",
            f"{day(text.day)} is outside the time of this claim ({whole}). Put it into a claim for"
            " that time.",
        )
    if line is not None:
        _check_in_budget(text, line)


def _check_in_budget(text: LineText, line: BudgetLine) -> None:
    first = line.first_day or line.budget.first_day
    last = line.last_day or line.budget.last_day
    if not first <= text.day <= last:
        told = f"“{line.title}” is for {span(first, last)}, and {day(text.day)} is outside it."
        raise _field("budget_line", told)


def check_still_fits(lines: Iterable[ClaimLine], first: date, last: date) -> None:
    """Raise BadInput when new days leave a line outside."""
    out = next((one for one in lines if not first <= one.day <= last), None)
    if out is not None:
        told = f"“{out.what}” was paid on {day(out.day)}, which would be outside these days."
        raise _field("first_day" if out.day < first else "last_day", told)


def check_becomes(claim: Claim, state: ClaimState) -> None:
    """Raise WrongState unless a claim may come to a state."""
    check_is_there(claim)
    if state not in NEXT["claim"][claim.state]:
        words = claim.get_state_display().lower()
        raise WrongState(f"This claim stands at “{words}”, so that cannot be done now.")


def check_can_approve(claim: Claim) -> None:
    """Raise WrongState unless a claim was sent: one that was paid is approved again only by its
    entry being taken back, one whose payment was asked for by that being stopped.
    """
    check_is_there(claim)
    if claim.state != ClaimState.SENT:
        words = claim.get_state_display().lower()
        raise WrongState(f"This claim stands at “{words}”, so it cannot be approved now.")


def check_is_there(claim: Claim) -> None:
    """Raise WrongState for a claim that was removed."""
    if claim.removed_at is not None:
        raise WrongState("This claim was removed. Bring it back first.")


def check_writes(claim: Claim) -> None:
    """Raise WrongState unless lines can be changed: before it is sent, or when it is questioned."""
    check_is_there(claim)
    if claim.state not in (ClaimState.DRAFT, ClaimState.QUESTIONED):
        raise WrongState("This claim is sent. What was sent stays as it is.")


def check_can_send(claim: Claim, lines: Sequence[ClaimLine], with_receipt: frozenset[int]) -> None:
    """Raise WrongState for a claim of nothing, and for a line without receipt."""
    check_becomes(claim, ClaimState.SENT)
    if not lines:
        raise WrongState("Add what you paid for first.")
    bare = next((one for one in lines if one.pk not in with_receipt), None)
    if bare is not None:
        raise WrongState(f"“{bare.what}” has no receipt yet. Add a picture of it, or a PDF.")


def check_paid_on(claim: Claim, paid: date, why: str, today: date) -> str:
    """Why it was paid before its approval was entered, as it is kept; "" where it was not. Raises
    BadInput for a day to come, or before the time that the claim is for; and for a day before its
    approval without a reason.
    """
    if paid > today:
        raise _field("paid_on", "That day is still to come.")
    if paid < claim.first_day:
        told = f"It cannot be paid before the time that it is for, from {day(claim.first_day)}."
        raise _field("paid_on", told)
    approved = localdate(claim.approved_at) if claim.approved_at else paid
    if paid >= approved:
        return ""
    why = " ".join(why.split())
    if not why:
        told = f"Its approval was entered on {day(approved)}. Say why it was paid before that."
        raise _field("why", told)
    if len(why) > LONGEST_WHY:
        raise _field("why", f"Make it shorter: there is room for {LONGEST_WHY} letters.")
    return why


def check_not_own(by: Actor, claim: Claim, deed: str, today: date) -> None:
    """Raise NotAllowed to whoever sent a claim, and to whoever speaks for the organisation whose it
    is: somebody else decides on it.
    """
    if claim.sent_by and by.label == claim.sent_by:
        raise NotAllowed(f"You sent this claim yourself, so somebody else has to {deed} it.")
    if represents(by, claim.organisation_id, today):
        whose = claim.organisation.name
        raise NotAllowed(
            f"You speak for {whose}, whose claim it is: somebody else has to {deed} it."
        )


def check_words(words: str, name: str, told: str) -> str:
    """The words, trimmed. Raises BadInput, for the field, when there are none."""
    kept = words.replace("\r\n", "\n").strip()
    if not kept:
        raise _field(name, told)
    return kept
