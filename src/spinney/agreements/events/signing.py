"""News of signing: put out, sign, forward, decline, on paper; how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

put_out_for_signature = Signal()  # signing, by, now
signing_complete = Signal()  # signing (its version is in force, or will be on its day), by, now
signing_taken_back = Signal()  # signing, by, now

INSIDE = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR, Role.MEMBER})
RUN_IT = frozenset({Role.PROGRAMME_MANAGER, Role.FACILITATOR})

TOLD: dict[str, Sentence] = {
    "agreements.put_out": Sentence(
        "“{title}” was put out for signature, until {deadline}.", INSIDE
    ),
    "agreements.sign": Sentence("{organisation} signed “{title}”.", INSIDE),
    "agreements.forward_signing": Sentence(
        "{organisation} passed “{title}” on to a colleague who signs for it.", RUN_IT
    ),
    "agreements.decline_to_sign": Sentence("{organisation} will not sign “{title}”.", RUN_IT),
    "agreements.ask_anew": Sentence("{organisation} was asked again to sign “{title}”.", RUN_IT),
    "agreements.take_back_signing": Sentence("“{title}” was taken back from signing.", INSIDE),
    "agreements.extend_deadline": Sentence(
        "There is more time to sign “{title}”: until {deadline}.", INSIDE
    ),
    "agreements.remind_signers": Sentence(
        "Those who have not signed “{title}” were reminded.", RUN_IT
    ),
    "agreements.lapse_signing": Sentence("“{title}” was not signed in time.", INSIDE),
    "agreements.complete_signing": Sentence(
        "Everybody who was needed has signed “{title}”.", INSIDE
    ),
    "agreements.release_party": Sentence(
        "{organisation} need not sign “{title}” any more: it is no longer a member.", RUN_IT
    ),
    "agreements.send_scan": Sentence(
        "{organisation} signed “{title}” on paper; two people confirm the scan.", RUN_IT
    ),
    "agreements.confirm_scan": Sentence(
        "The signature of {organisation} on paper, under “{title}”, was compared and confirmed.",
        RUN_IT,
    ),
    "agreements.refuse_scan": Sentence(
        "The scan of the signature of {organisation} under “{title}” was not accepted.", RUN_IT
    ),
}
