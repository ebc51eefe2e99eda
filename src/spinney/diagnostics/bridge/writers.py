"""Who wrote an answer: one person is known again by a newer link, and two are told apart."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.record.prepared import prepared
from spinney.base.record.record import subject_of
from spinney.diagnostics.models import Asked

KEYED = "keyed:"
_KEPT = "_writer"


@prepared
def _address(link: int) -> QuerySet[TaskLink, str]:
    return TaskLink.objects.filter(pk=link).values_list("email", flat=True)


def writer_of(by: Actor) -> str:
    """The label under which somebody's answers are kept: herself where she is known, else her
    address, unreadable, so that a new link to the same address is the same writer.
    """
    kept: str | None = by.__dict__.get(_KEPT)  # an actor lives as long as one request
    if kept is None:
        kept = by.__dict__[_KEPT] = _writer_of(by)
    return kept


def _writer_of(by: Actor) -> str:
    if by.person_id is not None:
        return f"person:{by.person_id}"
    if by.pass_ is None:
        return by.label
    found = _address(link=by.pass_.link_id)
    return label_of(found[0]) if found and found[0] else by.label


def keyed_by(by: Actor) -> str:
    """The label of what somebody keyed in or loaded for an organisation: it is what its sheet says,
    not a second person's word, so the organisation mends it without having to settle anything.
    """
    return f"{KEYED}{writer_of(by)}"


def label_of(email: str) -> str:
    """The writer's label of an address without an account."""
    hidden = salted_hmac("spinney.diagnostics.writer", email.lower(), algorithm="sha256")
    return f"address:{hidden.hexdigest()[:24]}"


def names_of(labels: Iterable[str], asked: Asked) -> dict[str, str]:
    """What the writers of a sheet are called to others of the same organisation: a name, or else
    the address that a link was sent to. At most two queries.
    """
    wanted = set(labels)
    people = [int(one.partition(":")[2]) for one in wanted if one.startswith("person:")]
    names = {p.label: p.name or p.email for p in Person.objects.filter(pk__in=people)}
    if any(one.startswith("address:") for one in wanted):
        parts = [subject_of(part) for part in asked.sheet.parts.all()]
        links = TaskLink.objects.filter(subject__in=[subject_of(asked), *parts])
        for email in links.values_list("email", flat=True).distinct():
            names.setdefault(label_of(email), email)
    sheet = "The sheet that you sent"
    return {
        one: sheet if one.startswith(KEYED) else names.get(one, "A colleague") for one in wanted
    }
