"""Whom to ask at an organisation: kept by itself. What is told of it in the record names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from spinney.agreements import policies
from spinney.agreements.models import Contact
from spinney.agreements.policies.sharing import MOST_CONTACTS
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.base.web.components.words import listed
from spinney.register import api as register


@dataclass(frozen=True)
class ContactText:
    """Somebody to ask: her name (or that of a desk), her post, what about, how to reach her."""

    name: str
    post: str = ""
    about: str = ""
    email: str = ""
    phone: str = ""


NAMES = {
    "name": "the name",
    "post": "the post",
    "about": "what to ask about",
    "email": "the e-mail address",
    "phone": "the telephone number",
}


@transaction.atomic
def add_contact(
    *, organisation: register.Organisation, text: ContactText, by: Actor, now: datetime
) -> Contact:
    """Put one more at the end of the list. Nobody sees it whom no protocol lets."""
    scope = organisation_scope(organisation.pk)
    require(policies.MAY, "add_contact", by=by, scope=scope)
    _check(text)
    # Two people who add at once: one after the other, so that places are not given twice.
    register.Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    here = Contact.objects.filter(organisation=organisation, removed_at=None)
    if here.count() >= MOST_CONTACTS:
        raise WrongState(f"There are {MOST_CONTACTS} already. Remove one that is not needed first.")
    last = here.order_by("-position").values_list("position", flat=True).first()
    contact = Contact.objects.create(
        organisation=organisation, position=0 if last is None else last + 1, **vars(text)
    )
    record("agreements.add_contact", by=by, on=contact, at=now, scope=scope)
    return contact


def _check(text: ContactText) -> None:
    told: dict[str, list[str]] = {}
    if not text.name.strip():
        told["name"] = ["Enter a name, or what the desk is called, like “Duty desk”."]
    if not text.email and not text.phone.strip():
        told["email"] = ["Enter an e-mail address or a telephone number, or both."]
    if told:
        raise BadInput(next(iter(told.values()))[0], told)


def _held(contact: Contact, verb: str, by: Actor) -> Contact:
    require(policies.MAY, verb, by=by, scope=organisation_scope(contact.organisation_id))
    return Contact.objects.select_for_update().get(pk=contact.pk)


def _record(verb: str, contact: Contact, by: Actor, now: datetime, **more: object) -> None:
    scope = organisation_scope(contact.organisation_id)
    record(verb, by=by, on=contact, at=now, scope=scope, **more)


@transaction.atomic
def edit_contact(
    *, contact: Contact, text: ContactText, version: int | None, by: Actor, now: datetime
) -> Contact:
    """Change somebody's name, post, subjects or addresses. Raises ChangedMeanwhile."""
    held = _held(contact, "edit_contact", by)
    check_unchanged(held, version, "this contact")
    _check(text)
    changed = take_over(held, vars(text))
    if changed:
        held.save()
        # The record says which parts, never what they were: it is kept for ever.
        words = listed(NAMES[name] for name in changed)
        _record("agreements.edit_contact", held, by, now, changed=words, version=held.version)
    return held


@transaction.atomic
def remove_contact(*, contact: Contact, by: Actor, now: datetime) -> Contact:
    """Take somebody off the list: from the next request on nobody sees her. For 30 days she can be
    put back; then she is forgotten.
    """
    held = _held(contact, "remove_contact", by)
    if held.removed_at is not None:
        raise WrongState("This contact is off the list already.")
    held.removed_at = now
    held.save(update_fields=["removed_at"])
    _record("agreements.remove_contact", held, by, now)
    return held


@transaction.atomic
def restore_contact(*, contact: Contact, by: Actor, now: datetime) -> Contact:
    """Put somebody back."""
    held = _held(contact, "restore_contact", by)
    if held.removed_at is None:
        raise WrongState("This contact is on the list.")
    held.removed_at = None
    held.save(update_fields=["removed_at"])
    _record("agreements.restore_contact", held, by, now)
    return held


@transaction.atomic
def move_contact(*, contact: Contact, up: bool, by: Actor, now: datetime) -> Contact:
    """Change places with the one above, or below. At the end of the list nothing changes."""
    held = _held(contact, "move_contact", by)
    here = Contact.objects.select_for_update().filter(
        organisation=held.organisation_id, removed_at=None
    )
    rows = list(here.order_by("position", "pk"))
    place = next((at for at, one in enumerate(rows) if one.pk == held.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return held
    rows[place], rows[other] = rows[other], rows[place]
    for position, one in enumerate(rows):
        one.position = position
    Contact.objects.bulk_update(rows, ["position"])
    _record("agreements.move_contact", held, by, now)
    return held
