"""Hosts: the people who run this installation."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from spinney.base.access.models import Person
from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.record.record import record


@transaction.atomic
def add_host(email: str, *, by: Actor, now: datetime, name: str = "") -> tuple[Person, bool]:
    """Make the person with that address a host, and make the person if there is none.

    Returns her, and whether she was not one before. Only whoever holds the installation's console
    (a system actor) may; raises NotAllowed for others, BadInput for what is not an address.
    """
    if not by.is_system:
        raise NotAllowed("Hosts are made from the installation's console: spinney host add.")
    try:
        validate_email(email)
    except ValidationError as problem:
        raise BadInput(
            f"“{email}” is not an e-mail address. Give one such as name@example.org.",
            {"email": ["Give an e-mail address such as name@example.org."]},
        ) from problem
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person.objects.create_user(email, name)
    elif person.is_host and person.is_active:
        return person, False
    person.is_host = person.is_active = True
    person.name = person.name or name
    person.save(update_fields=["is_host", "is_active", "name"])
    record("access.add_host", by=by, on=person, at=now, scope=SITE)
    return person, True
