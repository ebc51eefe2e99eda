"""Closing an account: name and address go; what was done stays in the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from spinney.base.access.models import AccessToken, Person, TaskLink
from spinney.base.kernel.actors import SITE, Actor
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.record.record import record

Farewell = Callable[[Person, Actor, datetime], None]
_farewells: list[Farewell] = []


def add_farewell(farewell: Farewell) -> Farewell:
    """Register what a room does when a person leaves, before her name goes (end her mandates)."""
    _farewells.append(farewell)
    return farewell


@transaction.atomic
def leave(*, by: Actor, now: datetime) -> Person:
    """Close the actor's own account. Her name, address, telephone, passkeys and open links go;
    the row and the record's entries stay, without saying who she was.

    Raises NotFound for who is not signed in, WrongState for the last host.
    """
    there = Person.objects.select_for_update().filter(left_at=None)
    person = there.filter(pk=by.person_id).first() if by.person_id else None
    if person is None:
        raise NotFound("There is no account to close.")
    if person.is_host and not _another_host(person):
        raise WrongState(
            "You are the only host of this site. Make somebody else a host first "
            "(spinney host add), then close your account."
        )
    for farewell in _farewells:
        farewell(person, by, now)
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    AccessToken.objects.filter(person=person, revoked_at=None).update(revoked_at=now)
    TaskLink.objects.filter(person=person, used_at=None, revoked_at=None).update(revoked_at=now)
    TaskLink.objects.filter(person=person).update(email="", memory={})
    person.email = f"left-{person.uid.hex}@example.org"
    person.name = "Somebody who has left"
    person.phone = ""
    person.is_active = person.is_host = False
    person.left_at = now
    person.save()
    record("access.leave", by=by, on=person, at=now, scope=SITE)
    return person


def _another_host(person: Person) -> bool:
    return Person.objects.filter(is_host=True, is_active=True).exclude(pk=person.pk).exists()
