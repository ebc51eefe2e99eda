"""News of micro-grants, and how it is told. No names of groups: these stand on the page."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

KEEPS = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.TREASURER})
INSIDE = KEEPS | {Role.MEMBER}

#: A micro-grant was paid. Gives: grant, by, now.
micro_grant_paid = Signal()

TOLD: dict[str, Sentence] = {
    "money.start_round": Sentence("A round of micro-grants was drafted: “{title}”.", KEEPS),
    "money.edit_round": Sentence("The round “{title}” was changed.", KEEPS),
    "money.open_round": Sentence(
        "Micro-grants can be applied for until {until}: “{title}”.", INSIDE
    ),
    "money.close_round": Sentence("The round “{title}” is closed.", INSIDE),
    "money.invite_applicant": Sentence("Somebody was asked to apply: “{title}”.", KEEPS),
    "money.apply_micro_grant": Sentence("A micro-grant was applied for: “{title}”.", INSIDE),
    "money.put_round_to_vote": Sentence("The members choose who gets what: “{title}”.", INSIDE),
    "money.follow_round_ballot": Sentence(
        "By decision {decision} of the members on “{title}”: {outcome}.", INSIDE
    ),
    "money.approve_micro_grant": Sentence("A micro-grant was approved: “{title}”.", INSIDE),
    "money.decline_micro_grant": Sentence("A micro-grant was declined: “{title}”.", INSIDE),
    "money.reconsider_micro_grant": Sentence(
        "An application is looked at again: “{title}”.", INSIDE
    ),
    "money.withdraw_micro_grant": Sentence("An application was withdrawn: “{title}”.", INSIDE),
    "money.pay_micro_grant": Sentence("Payment of a micro-grant: “{title}”, {step}.", INSIDE),
    "money.unpay_micro_grant": Sentence("A payment was taken back: “{title}”.", INSIDE),
    "money.report_micro_grant": Sentence("It was told how a micro-grant was used: “{title}”.",
        INSIDE),
    "money.return_micro_grant_report": Sentence("A report was sent back: “{title}”.", KEEPS),
}  # fmt: skip
