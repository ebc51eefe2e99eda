"""News of who acts for organisations, and how it is told."""

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

claim_made = Signal()
"""Somebody says that she acts for an organisation. Sent with sender=Claim, `claim`, `by` and `now`.
Rooms that know who could tell (facilitators) ask them, with `register.api.ask_to_decide`.
"""

_OWN = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER, Role.SIGNATORY})

TOLD: dict[str, Sentence] = {
    "register.claim_organisation": Sentence("Somebody said that she acts for us.", _OWN),
    "register.confirm_claim": Sentence("{person} was confirmed: acts for us as {post}.", _OWN),
    "register.decline_claim": Sentence("A claim to act for us was declined.", _OWN),
    "register.withdraw_claim": Sentence("A claim to act for us was withdrawn.", _OWN),
    "register.offer_mandate": Sentence("{person} was asked to act for us.", _OWN),
    "register.accept_mandate": Sentence("{person} agreed to act for us.", _OWN),
    "register.decline_mandate": Sentence("{person} will not act for us.", _OWN),
    "register.withdraw_offer": Sentence("{person} is no longer asked to act for us.", _OWN),
    "register.give_mandate": Sentence("{person} may now act for us: {powers}.", _OWN),
    "register.change_mandate": Sentence("What {person} may do was changed: {powers}.", _OWN),
    "register.end_mandate": Sentence("{person} no longer acts for us.", _OWN),
    "register.dispute_mandate": Sentence(
        "{person} no longer acts for us: the address on the register objected.", _OWN
    ),
    "register.restore_mandate": Sentence("{person} acts for us again.", _OWN),
}
