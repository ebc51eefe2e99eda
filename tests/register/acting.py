"""What tests of people, profiles and evidence share: mandates, links, mail and files as people
meet them. All organisations are invented.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person, TaskLink
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.base.record.record import subject_of, verify
from spinney.register.models import Mandate, Organisation
from spinney.register.policies.people import Powers, Term

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def now():
    return timezone.now()


def today() -> date:
    return timezone.localdate()


def days(number: int) -> date:
    return today() + timedelta(days=number)


def someone(name: str) -> Person:
    """A person with an account and no part in anything."""
    return Person.objects.create_user(f"{name.lower()}@example.org", name)


def as_actor(person: Person, organisation: Organisation | None = None) -> Actor:
    """The person as an actor today, for an organisation."""
    return actor_for(person, today(), organisation.pk if organisation else None)


def mandate(person: Person, organisation: Organisation, **more) -> Mandate:
    """A mandate straight in the table: to represent, from yesterday, unless said otherwise."""
    return Mandate.objects.create(
        organisation=organisation,
        person=person,
        given_by="system:test",
        given_at=now(),
        **{"starts_on": days(-1), **more},
    )


def powers(*names: str, spend: int | None = None) -> Powers:
    """Powers by name, and nothing else: powers("represent", "sign")."""
    columns = {"represent", "vote", "sign", "hold_data"}
    assert set(names) <= columns
    return Powers(**{f"may_{c}": c in names for c in columns}, spend_limit_pence=spend)


def from_today(**more) -> Term:
    return Term(today(), **more)


def last_entry(scope: object) -> Entry:
    """The last entry in a scope's book; the chain must hold."""
    book = str(scope)
    assert list(verify(book)) == []
    return Entry.objects.filter(book=book).order_by("-number")[0]


def book_of(organisation: Organisation) -> object:
    return organisation_scope(organisation.pk)


def mails(to: str) -> list[Message]:
    """Messages to an address, oldest first."""
    return list(Message.objects.filter(email=to).order_by("pk"))


def link_in(message: Message) -> str:
    """The path of the task link in a message, as its receiver would click it."""
    found = re.search(r"/do/[^/\s]+/", message.secret)
    assert found, f"no link in {message.subject}"
    return found[0]


def guest_for(thing, verb: str, *, email: str = "") -> Actor:
    """The guest that a task link for a verb on a thing makes of its holder."""
    organisation_id = getattr(thing, "organisation_id", thing.pk)
    errand = Errand(verb, subject_of(thing), organisation_scope(organisation_id))
    link, _ = links.issue(
        errand,
        by=Actor.system("test"),
        now=now(),
        expires_at=links.in_days(now(), 5),
        email=email,
        organisation_id=organisation_id,
    )
    return links.actor_of(link)


def only_link(verb: str) -> TaskLink:
    return TaskLink.objects.get(verb=verb)


def browser_of(person: Person) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def pdf(name: str = "certificate.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def fetched(client: Client, url: str) -> tuple[int, bytes]:
    """Status and content of a download, read to its end so that its file is closed."""
    response = client.get(url)
    content = response.getvalue() if response.streaming else response.content
    return response.status_code, content


def content_of(kept) -> bytes:
    """What is in a kept file."""
    with kept.file.open("rb") as stream:
        return stream.read()


def office(name: str, *parts: str) -> SimpleUploadedFile:
    """An office file (a zip) with these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part in ("[Content_Types].xml", *parts):
            archive.writestr(part, "<xml/>")
    return SimpleUploadedFile(name, packed.getvalue())
