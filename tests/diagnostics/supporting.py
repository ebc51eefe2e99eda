"""An entry of the support directory, and a request, for tests."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from spinney.base.post.models import Message
from spinney.diagnostics.actions.requests import Route, ask_for_support, route_request
from spinney.diagnostics.actions.support import SupportText, add_support
from spinney.diagnostics.models import Support, SupportRequest
from spinney.register.models import Organisation
from tests.clusters.inviting import last_link
from tests.personas import NOON, Wood

CLINIC = SupportText("assistance", "Payroll clinic", "finance", for_whom="No paid staff")
YESTERDAY = date(2026, 3, 19)
HELPERS = "help@example.org"


def entry(wood: Wood, text: SupportText = CLINIC) -> Support:
    """Help by Elder Advice, in the directory of The Spinney."""
    elder, _ = Organisation.objects.get_or_create(name="Elder Advice")
    return add_support(place=wood.cluster, provider=elder, text=text, by=wood.ash, now=NOON)


def asks(wood: Wood) -> SupportRequest:
    """Birch House asks for a handbook."""
    return ask_for_support(
        place=wood.cluster, organisation=wood.organisations["birch"], area="hr",
        what="A staff handbook", detail="We have eleven staff", by=wood.birch, now=NOON,
    )  # fmt: skip


def route(wood: Wood, asked: SupportRequest, support: Support | None = None) -> SupportRequest:
    """It is passed to Elder Advice."""
    elder, _ = Organisation.objects.get_or_create(name="Elder Advice")
    to = Route(elder, "fieldwork", HELPERS, support)
    return route_request(asked=asked, route=to, by=wood.ash, now=timezone.now())


def link_to(address: str) -> str:
    """The link in the last letter to an address."""
    return last_link(address)


def letters_to(address: str) -> list[str]:
    """Headlines of the letters to an address, first to last."""
    letters = Message.objects.filter(email=address).order_by("pk")
    return list(letters.values_list("subject", flat=True))
