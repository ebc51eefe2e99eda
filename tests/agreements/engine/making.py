"""Documents for tests of the pure parts."""

from datetime import UTC, datetime
from typing import Any

from spinney.agreements.engine.document import Document, FixedClause, NamedParty
from spinney.agreements.engine.documents import (
    Certificate,
    Enclosed,
    NotSigned,
    Print,
    SignedBy,
)

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
DRAFT = Print(NOON, "Draft of 20 March 2026", is_draft=True)


def a_document(**changes: Any) -> Document:
    said: dict[str, Any] = {
        "title": "Rules of the Elm Valley Spinney", "kind": "Ground rules", "cluster": "Elm Valley",
        "number": 1,
        "parties": (
            NamedParty("u1", "Elm House", "Lead body", "GB-CHC-1999999"),
            NamedParty("u2", "Rowan Rooms", "Member"),
        ),
        "clauses": (
            FixedClause("1", "aims", "What we are for", ("We share an office.",)),
            FixedClause("2", "money", "Money", ("Each pays:", "- for heat", "- for light", "Then")),
        ),
        "terms": {"quorum": {"members": 3}},
    }  # fmt: skip
    return Document(**(said | changes))


def a_certificate(document: Document, signatures: int = 2, **changes: Any) -> Certificate:
    signed = tuple(
        SignedBy(
            organisation=f"Party {at}", name=f"Ada Elm {at}", post="Director",
            mandate="Director, who may sign since 1 January 2026", how="on the site",
            identified_by="signed in with a passkey", at="2026-03-20T12:00:00.000000+00:00",
            when="20 March 2026 at 12:00", digest=document.digest,
            enclosed=(Enclosed("minute.pdf", f"{at:064x}", "trustees' minute"),),
        )
        for at in range(signatures)
    )  # fmt: skip
    said: dict[str, Any] = {
        "agreement": "01990000-0000-7000-8000-000000000001",
        "facts": (("Put out", "1 March 2026"), ("In force from", "20 March 2026")),
        "signed": signed,
        "not_signed": (NotSigned("Oak Barn", "would not sign", "Too soon", "2 March 2026"),),
        "earlier": ("Put out on 1 February 2026 and taken back: a wrong date.",),
        "sealing": ("Open it in any PDF reader.",),
    }
    return Certificate(**(said | changes))
