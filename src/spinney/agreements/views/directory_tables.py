"""The lists of the directory, declared once for page and file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from spinney.agreements.queries.directory import ContactRow, EvidenceRow, Opened
from spinney.agreements.queries.need import FEWEST, AreaOfNeed
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.register import api as register

NOT_SHARED = "Not shared"
FEW = f"fewer than {FEWEST}"


def _or_not_shared(value: str | None) -> str:
    return NOT_SHARED if value is None else value


def _own(row: ContactRow | EvidenceRow) -> str:
    return "Your own" if row.is_own else ""


CONTACTS = Table(
    name="contacts",
    caption="Whom to ask",
    columns=[
        Column("organisation", "Organisation", order_by="organisation", note=_own),
        Column("name", "Name", value=lambda r: _or_not_shared(r.name), order_by="name"),
        Column("post", "Post", value=lambda r: _or_not_shared(r.post), order_by="post"),
        Column("about", "What to ask about", value=lambda r: _or_not_shared(r.about)),
        Column(
            "email", "E-mail", value=lambda r: _or_not_shared(r.email),
            link=lambda r: f"mailto:{r.email}" if r.email else "",
        ),
        Column("phone", "Telephone", value=lambda r: _or_not_shared(r.phone)),
    ],
    filters=[ChoiceFilter("who", "Organisation", field="organisation")],
    search=["organisation", "name", "post", "about", "email", "phone"],
    search_label="Search by name, post or subject",
    default_order="organisation",
    noun="contact",
)  # fmt: skip


def _status(row: EvidenceRow) -> Status:
    if not row.shows_dates:
        return Status("Held", Tone.PLAIN)
    return register.evidence_status(row.evidence, localdate())


def _files(row: EvidenceRow) -> SafeString:
    where = row.cluster_id
    links = (
        (reverse("agreements:directory-file", args=[where, uid]), name) for uid, name in row.files
    )
    return format_html_join(
        "", '<a class="govuk-link" href="{}">{}</a><br>', ((url, name) for url, name in links)
    )


EVIDENCE = Table(
    name="directory-evidence",
    caption="What members can show",
    columns=[
        Column("organisation", "Organisation", order_by="organisation", note=_own),
        Column("what", "What", order_by="what", note=_files),
        Column("status", "How it stands", kind="status", value=_status),
        Column("issued_on", "From", kind="date", order_by="issued_on"),
        Column("expires_on", "Until", kind="date", order_by="expires_on"),
        Column("cover_pence", "Covers", kind="money", order_by="cover_pence"),
    ],
    filters=[
        ChoiceFilter("kind", "What", field="what"),
        ChoiceFilter("who", "Organisation", field="organisation"),
    ],
    search=["organisation", "what"],
    default_order="organisation",
    noun="piece",
)


def _number(name: str) -> Any:
    def read(row: AreaOfNeed) -> str:
        value = getattr(row, name)
        return FEW if value is None else str(value)

    return read


NEED = Table(
    name="need",
    caption="What members need and offer, area by area",
    columns=[
        Column("label", "Area", order_by="label"),
        Column("needs", "Members that need something", value=_number("needs")),
        Column("offers", "Members that offer something", value=_number("offers")),
    ],
    default_order="label",
    noun="area",
    row_id=lambda row: row.area,
    empty=Empty("Nothing to count yet", "No member that shares it shows a need or an offer now."),
)


def empty_of(table: Table, opened: Opened, *, may_draft: bool) -> Table:
    """The same table, with what it says when it is empty: why nothing is shown, and what would
    change that.
    """
    return replace(table, empty=_why_empty(table, opened, may_draft=may_draft))


def _why_empty(table: Table, opened: Opened, *, may_draft: bool) -> Empty:
    reader = opened.reader
    listed = reverse("agreements:agreements", args=[reader.cluster_id])
    if not opened.in_force:
        start = reverse("agreements:start-agreement", args=[reader.cluster_id])
        return Empty(
            "Nothing is shared yet",
            "No protocol is in force. Members see one another’s contacts and evidence once they"
            " have signed one that says so.",
            Link("Draft an information-sharing protocol", f"{start}?wording=information_sharing")
            if may_draft
            else Link("See the agreements of this cluster", listed),
        )
    if reader.organisation_id is None:
        return Empty(
            "Members share this with one another, not with you",
            "The protocol in force does not name those that run the cluster.",
            Link("See what it says", listed),
        )
    if not opened.is_party:
        return Empty(
            "Your organisation has not signed the protocol",
            "What members share is shown to those that signed it.",
            Link("See the agreements of this cluster", listed),
        )
    return _nothing_entered(table, reader.organisation_id)


def _nothing_entered(table: Table, organisation_id: int) -> Empty:
    if table.name == CONTACTS.name:
        url = reverse("agreements:contacts", args=[organisation_id])
        words = "No member that shares contacts with you has entered one."
        return Empty("No contacts yet", words, Link("Enter yours", url))
    url = reverse("register:list-evidence", args=[organisation_id])
    words = "No member that shares its evidence with you holds any here."
    return Empty("No evidence yet", words, Link("Add yours", url))
