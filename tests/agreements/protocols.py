"""Protocols in force for tests: who signed, what is shared, contacts and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from spinney.agreements.bridge import declared
from spinney.agreements.models import Agreement, Contact
from spinney.register.models import Evidence
from tests.agreements.making import NOON, an_agreement, another_member
from tests.personas import Wood

CONTACTS = [
    declared.CONTACT_NAME,
    declared.CONTACT_POST,
    declared.CONTACT_ABOUT,
    declared.CONTACT_EMAIL,
    declared.CONTACT_PHONE,
]
EVIDENCE = [declared.EVIDENCE_KINDS, declared.EVIDENCE_DATES]


def line(**changes: Any) -> dict[str, Any]:
    """A line of a protocol: contacts and evidence, with all parties, for working together."""
    return {
        "purpose": "working_together",
        "fields": [*CONTACTS, *EVIDENCE],
        "givers": "parties",
        "recipients": "parties",
        "lawful_basis": "legitimate_interests",
        "special": "none",
        "retention_months": 6,
        **changes,
    }


def a_protocol(
    wood: Wood, parties: Sequence[str] = ("birch", "alder"), *lines: Any, **about: Any
) -> Agreement:
    """A protocol in force between named organisations; those not known yet are made members."""
    for name in parties:
        if name not in wood.organisations:
            another_member(wood, name)
    about.setdefault("title", "How we share data")
    return an_agreement(wood, parties, terms={"data_shared": list(lines) or [line()]}, **about)


def a_contact(wood: Wood, whose: str, **changes: Any) -> Contact:
    """Somebody to ask at a named organisation, with a name that nobody else has."""
    title = whose.title()
    said = {
        "name": f"Robin {title}wood",
        "post": "Office manager",
        "about": "Rooms and minibuses",
        "email": f"robin@{whose}.example.org",
        "phone": "01632 960 001",
    }
    organisation = wood.organisations[whose]
    return Contact.objects.create(organisation=organisation, **(said | changes))


def an_insurance(wood: Wood, name: str, **changes: Any) -> Evidence:
    """Public liability insurance of a named organisation, in date for long."""
    said: dict[str, Any] = {
        "kind": "public_liability",
        "title": "Policy of 2026",
        "reference": "PL-77",
        "issued_on": date(2026, 1, 1),
        "expires_on": date(2099, 12, 31),
        "cover_pence": 500_000_000,
        "added_at": NOON,
        "added_by": "system:test",
    }
    return Evidence.objects.create(organisation=wood.organisations[name], **(said | changes))
