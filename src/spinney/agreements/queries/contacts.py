"""Whom to ask at an organisation, for its own people; and who could be added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from spinney.agreements.models import Contact
from spinney.agreements.policies import MAY
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.kernel.policy import may
from spinney.register import api as register


def contacts_of(by: Actor, organisation_id: int) -> QuerySet[Contact]:
    """The contacts of an organisation, in its own order, for those who may see them."""
    if not may(MAY, "contacts", by=by, scope=organisation_scope(organisation_id)):
        return Contact.objects.none()
    return Contact.objects.filter(organisation=organisation_id, removed_at=None)


def contact_for(by: Actor, organisation_id: int, pk: int) -> Contact:
    """One contact, removed or not. Raises NotFound."""
    if may(MAY, "contacts", by=by, scope=organisation_scope(organisation_id)):
        found = Contact.objects.filter(organisation=organisation_id, pk=pk).first()
        if found is not None:
            return found
    raise NotFound("There is no such contact.")


@dataclass(frozen=True)
class Suggestion:
    """Somebody who acts for the organisation and is no contact yet."""

    mandate_id: int
    name: str
    post: str
    email: str


def suggestions(by: Actor, organisation_id: int, on: date) -> Sequence[Suggestion]:
    """Those who act for the organisation today and whose address no contact has yet."""
    known = {one.email.casefold() for one in contacts_of(by, organisation_id) if one.email}
    found: dict[int, Suggestion] = {}
    if not may(MAY, "add_contact", by=by, scope=organisation_scope(organisation_id)):
        return ()
    for mandate in register.mandates_of(organisation_id, on):
        person = mandate.person
        if person.email.casefold() not in known and person.pk not in found:
            name = person.name or person.email
            found[person.pk] = Suggestion(mandate.pk, name, mandate.post, person.email)
    return tuple(found.values())
