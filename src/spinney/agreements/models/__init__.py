"""Tables of the agreements room, one file a noun."""

from spinney.agreements.models.agreements import Agreement, Party, Version
from spinney.agreements.models.approvals import Answered, Approval
from spinney.agreements.models.life import Alert, Duty, Leaving
from spinney.agreements.models.review import Comment, OutsideReader, ProposedWords
from spinney.agreements.models.sharing import Contact, Look, Revocation
from spinney.agreements.models.signing import (
    AskedToSign,
    Authority,
    Scan,
    Sealed,
    Signature,
    SignedElsewhere,
    Signing,
)

__all__ = [
    "Agreement",
    "Alert",
    "Answered",
    "Approval",
    "AskedToSign",
    "Authority",
    "Comment",
    "Contact",
    "Duty",
    "Leaving",
    "Look",
    "OutsideReader",
    "Party",
    "ProposedWords",
    "Revocation",
    "Scan",
    "Sealed",
    "Signature",
    "SignedElsewhere",
    "Signing",
    "Version",
]
