"""Contacts made with the actions."""

from __future__ import annotations

from typing import Any

from spinney.agreements.actions.contacts import ContactText, add_contact
from spinney.agreements.models import Contact
from tests.agreements.making import NOON
from tests.personas import Wood

ROBIN = ContactText("Robin Marsh", "Office manager", "Rooms", "robin@birch.example.org", "01632 1")


def add(wood: Wood, text: ContactText = ROBIN, who: str = "birch", **more: Any) -> Contact:
    """Somebody to ask at Birch House."""
    organisation = wood.organisations["birch"]
    return add_contact(
        organisation=organisation, text=text, by=wood.actor(who), now=NOON, **more
    )  # fmt: skip
