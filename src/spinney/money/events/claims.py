"""News of claims, and how it is told: without amounts, and to those who keep the money. A member
reads of its own claims on their pages.
"""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

#: A claim was paid. Gives: claim, by, now.
claim_paid = Signal()

KEEPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER})


def _told(words: str) -> Sentence:
    return Sentence(words, KEEPS)


TOLD: dict[str, Sentence] = {
    "money.draft_claim": _told("Claim {number} of {organisation} was begun."),
    "money.edit_claim": _told("Claim {number} of {organisation} was changed."),
    "money.remove_claim": _told("Claim {number} of {organisation} was removed."),
    "money.restore_claim": _told("Claim {number} of {organisation} is back."),
    "money.add_claim_line": _told("A line was added to claim {number} of {organisation}."),
    "money.remove_claim_line": _told("A line was taken out of claim {number} of {organisation}."),
    "money.send_claim": _told("Claim {number} of {organisation} was sent."),
    "money.answer_claim": _told("{organisation} answered about claim {number}."),
    "money.question_claim": _told("{organisation} was asked about claim {number}."),
    "money.refuse_claim": _told("Claim {number} of {organisation} was refused."),
    "money.approve_claim": _told("Claim {number} of {organisation} was approved."),
    "money.ask_claim_payment": _told(
        "The payment of claim {number} of {organisation} was asked for."
    ),
    "money.stop_claim_payment": _told("Claim {number} of {organisation} is not paid yet."),
    "money.unpay_claim": _told("The payment of claim {number} of {organisation} was taken back."),
    "money.pay_claim": Sentence(
        "Claim {number} of {organisation} was paid on {early}, before its approval was entered:"
        " {why}",
        KEEPS,
        ("early", "Claim {number} of {organisation} was paid."),
    ),
}
