"""Who may see and take back what members share under a protocol, who keeps contacts, who opens the
directory; and when.
"""

from __future__ import annotations

from spinney.agreements.models import Agreement, Party, Revocation
from spinney.agreements.states import AgreementState
from spinney.base.kernel.actors import Role
from spinney.base.kernel.errors import BadInput, WrongState

#: In the scope of the organisation whose data these are: nobody else decides, the host included.
KEEPS = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})
READS = KEEPS | {Role.SIGNATORY}
RUNS_IT = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER})
#: In the scope of the cluster: the door. What stands behind it, the protocol in force decides for
#: each member, each kind of data and each reader.
OPENS = RUNS_IT | {Role.MEMBER}
NOBODY_BY_HAND: frozenset[Role] = frozenset()  # it follows from a merge in the register

MAY: dict[str, frozenset[Role]] = {
    "what_we_share": READS,
    "shared_with_us": READS,
    "looks": READS,
    "stop_sharing": KEEPS,
    "share_again": KEEPS,
    "contacts": READS,
    "add_contact": KEEPS,
    "edit_contact": KEEPS,
    "remove_contact": KEEPS,
    "restore_contact": KEEPS,
    "move_contact": KEEPS,
    "directory": OPENS,
    "directory_evidence": OPENS,
    "directory_file": OPENS,
    "need_together": OPENS,
    "follow_merge": NOBODY_BY_HAND,
    "follow_unmerge": NOBODY_BY_HAND,
}

MOST_CONTACTS = 30


def check_can_take_back(agreement: Agreement, organisation_id: int) -> None:
    """Raise WrongState unless the organisation is a party of an agreement that was signed."""
    if not Party.objects.filter(agreement=agreement, organisation=organisation_id).exists():
        raise WrongState("Your organisation is no party to this, so it shares nothing under it.")
    if agreement.state not in (AgreementState.AGREED, AgreementState.ENDED):
        raise WrongState(
            "This is not signed yet, so nothing is shared under it. Say while it is drafted what"
            " you do not want to share."
        )


def check_recipient(agreement: Agreement, organisation_id: int, recipient_id: int) -> None:
    """Raise BadInput unless the recipient is another party."""
    others = Party.objects.filter(agreement=agreement).exclude(organisation=organisation_id)
    if not others.filter(organisation=recipient_id).exists():
        told = "Choose one of the others that signed."
        raise BadInput(told, {"recipient": [told]})


def check_not_lifted(revocation: Revocation) -> None:
    """Raise WrongState for what is shared again already."""
    if revocation.lifted_at is not None:
        raise WrongState("This is shared again already.")
