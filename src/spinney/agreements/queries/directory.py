"""The shared directory of a cluster: whom to ask at its members, and what they can show, each part
only where the protocol in force lets the reader see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from spinney.agreements.bridge.declared import (
    CONTACT_ABOUT,
    CONTACT_EMAIL,
    CONTACT_NAME,
    CONTACT_PHONE,
    CONTACT_POST,
    EVIDENCE_COVER,
    EVIDENCE_DATES,
    EVIDENCE_FILES,
    EVIDENCE_KINDS,
)
from spinney.agreements.bridge.looks import Seen
from spinney.agreements.engine.purposes import WORKING_TOGETHER
from spinney.agreements.models import Contact
from spinney.agreements.policies.sharing import RUNS_IT
from spinney.agreements.queries.protocols import Ground, Question, ground_in
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.register import api as register

CONTACT_FIELDS = {
    "name": CONTACT_NAME,
    "post": CONTACT_POST,
    "about": CONTACT_ABOUT,
    "email": CONTACT_EMAIL,
    "phone": CONTACT_PHONE,
}
EVIDENCE_FIELDS = (EVIDENCE_KINDS, EVIDENCE_DATES, EVIDENCE_COVER, EVIDENCE_FILES)


@dataclass(frozen=True)
class Reader:
    """Who opens the directory of a cluster: for a member, as one of those that run it, or both.
    `seats` are the recipients as which she may ask (a pk, or None for those that run it).
    """

    cluster_id: int
    organisation_id: int | None
    seats: tuple[int | None, ...]


def reader_of(by: Actor, cluster_id: int) -> Reader:
    """As whom somebody reads. An observer, or whoever is outside, has no seat and is shown nothing;
    so is a member that is suspended.
    """
    roles = by.roles_in(cluster_scope(cluster_id))
    mine = by.organisation_id if Role.MEMBER in roles else None
    seats: list[int | None] = [mine] if mine is not None else []
    if roles & RUNS_IT:
        seats.append(None)
    return Reader(cluster_id, mine, tuple(seats))


@dataclass
class Opened:
    """What one reader may see at a moment: asked of the same ground for all."""

    reader: Reader
    ground: Ground
    purpose: str = WORKING_TOGETHER

    def seen(self, what: str, of: int) -> Seen | None:
        """What may be shown of an organisation, and under which version; None: it may not."""
        for seat in self.reader.seats:
            answer = self.ground.answer(Question(what, of, seat, self.purpose))
            if answer.allowed:
                return Seen(what, of, seat, self.purpose, answer.agreement, answer.version)
        return None

    def seen_of(self, fields: Iterable[str], of: int) -> dict[str, Seen]:
        """Of these fields of an organisation, those that may be shown."""
        found = {one: self.seen(one, of) for one in fields}
        return {one: seen for one, seen in found.items() if seen is not None}

    @property
    def in_force(self) -> bool:
        """Whether any protocol of the cluster is in force."""
        return bool(self.ground.shares)

    @property
    def givers(self) -> list[int]:
        """The parties of protocols in force, and the reader's own organisation."""
        own = self.reader.organisation_id
        return [*self.ground.uids, *([own] if own and own not in self.ground.uids else [])]

    @property
    def is_party(self) -> bool:
        """Whether the reader's organisation has signed one of the protocols in force."""
        return self.reader.organisation_id in self.ground.uids


def open_directory(by: Actor, cluster_id: int, at: datetime, purpose: str = "") -> Opened:
    """What somebody may see in the directory of a cluster now. Two queries."""
    ground = ground_in(cluster_id, at)
    return Opened(reader_of(by, cluster_id), ground, purpose or WORKING_TOGETHER)


@dataclass(frozen=True)
class ContactRow:
    """Somebody to ask, as far as the reader may see her. None: that is not shared."""

    pk: int
    organisation_id: int
    organisation: str
    is_own: bool
    name: str | None
    post: str | None
    about: str | None
    email: str | None
    phone: str | None
    seen: tuple[Seen, ...] = field(default=(), compare=False)


def contacts_in(opened: Opened) -> list[ContactRow]:
    """The contacts that the reader may see, by organisation. One query. A contact of which nothing
    but its subject could be shown is left out.
    """
    rows = Contact.objects.filter(organisation__in=opened.givers, removed_at=None)
    found = rows.select_related("organisation").order_by("organisation__name", "position", "pk")
    return [row for one in found if (row := _contact(opened, one)) is not None]


def _contact(opened: Opened, contact: Contact) -> ContactRow | None:
    of = contact.organisation_id
    may = opened.seen_of(CONTACT_FIELDS.values(), of)
    if not set(may) - {CONTACT_ABOUT}:
        return None
    shown = {n: getattr(contact, n) if f in may else None for n, f in CONTACT_FIELDS.items()}
    seen = tuple(may[field] for name, field in CONTACT_FIELDS.items() if shown[name])
    return ContactRow(
        contact.pk, of, contact.organisation.name, of == opened.reader.organisation_id,
        shown["name"], shown["post"], shown["about"], shown["email"], shown["phone"],
        seen,
    )  # fmt: skip


@dataclass(frozen=True)
class EvidenceRow:
    """A piece of evidence, as far as the reader may see it; `files` are (uid, name)."""

    pk: int
    cluster_id: int
    organisation_id: int
    organisation: str
    is_own: bool
    kind: str
    what: str
    shows_dates: bool
    evidence: register.Evidence
    cover_pence: int | None
    files: tuple[tuple[UUID, str], ...] = ()
    seen: tuple[Seen, ...] = field(default=(), compare=False)

    @property
    def issued_on(self) -> date | None:
        return self.evidence.issued_on if self.shows_dates else None

    @property
    def expires_on(self) -> date | None:
        return self.evidence.expires_on if self.shows_dates else None


def evidence_in(opened: Opened) -> list[EvidenceRow]:
    """The evidence that the reader may know of, by organisation and kind. Two queries."""
    may = {of: opened.seen_of(EVIDENCE_FIELDS, of) for of in opened.givers}
    known = [of for of, fields in may.items() if EVIDENCE_KINDS in fields]
    pieces = (
        register.Evidence.objects.filter(organisation__in=known, state=register.EvidenceState.HELD)
        .select_related("organisation")
        .order_by("organisation__name", "kind", "pk")
    )
    found = list(pieces)
    with_files = [one.pk for one in found if EVIDENCE_FILES in may[one.organisation_id]]
    files: dict[int, list[tuple[UUID, str]]] = {}
    rows = register.EvidenceFile.objects.filter(evidence__in=with_files, removed_at=None)
    for pk, uid, name in rows.order_by("pk").values_list("evidence", "uid", "name"):
        files.setdefault(pk, []).append((uid, name))
    return [_piece(opened, one, may[one.organisation_id], files.get(one.pk, ())) for one in found]


def _piece(
    opened: Opened,
    piece: register.Evidence,
    may: dict[str, Seen],
    files: Sequence[tuple[UUID, str]],
) -> EvidenceRow:
    of = piece.organisation_id
    # A file is a look of its own, when it is fetched; that there is one is told with the kind.
    seen = tuple(one for name, one in may.items() if name != EVIDENCE_FILES)
    return EvidenceRow(
        piece.pk, opened.reader.cluster_id, of, piece.organisation.name,
        of == opened.reader.organisation_id, piece.kind, register.evidence_kind_label(piece.kind),
        EVIDENCE_DATES in may, piece, piece.cover_pence if EVIDENCE_COVER in may else None,
        tuple(files), seen,
    )  # fmt: skip


def file_in(opened: Opened, uid: UUID) -> tuple[register.EvidenceFile, Seen]:
    """One file of a member's evidence, and under what it is shown. Raises NotFound, also from the
    moment on that it is no longer shared.
    """
    files = register.EvidenceFile.objects.filter(
        uid=uid, removed_at=None, evidence__state=register.EvidenceState.HELD,
        evidence__organisation__in=opened.givers,
    )  # fmt: skip
    found = files.select_related("evidence").first()
    seen = opened.seen(EVIDENCE_FILES, found.evidence.organisation_id) if found else None
    if found is None or seen is None:
        raise NotFound("There is no such file, or it is no longer shared with you.")
    return found, seen


def all_seen(rows: Iterable[ContactRow | EvidenceRow]) -> Iterator[Seen]:
    """Everything that these rows show."""
    for row in rows:
        yield from row.seen
