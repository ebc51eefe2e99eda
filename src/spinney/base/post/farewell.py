"""When somebody closes her account, her address and what was written to her go too."""

from __future__ import annotations

from datetime import datetime

from spinney.base.access.leaving import add_farewell
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.base.post.models import Message, Unwanted


@add_farewell
def forget_address(person: Person, by: Actor, now: datetime) -> None:
    """The outbox keeps that something was sent, not to whom or what. Refusals stay while they
    refuse everything: an address that wants no mail at all must not get any later.
    """
    waiting = [Message.State.QUEUED, Message.State.HELD]
    hers = Message.objects.filter(email=person.email)
    hers.filter(state__in=waiting).update(state=Message.State.UNWANTED)
    hers.update(email="", subject="", headline="", body="", sealed="", person=None)
    Unwanted.objects.filter(address=person.email).exclude(scope="", kind="").delete()
