"""The list of an organisation's evidence: its columns, filters and file."""

from __future__ import annotations

from collections.abc import Callable

from spinney.base.web.components.words import EMPTY
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.register.models import Organisation
from spinney.register.queries.evidence import Line
from spinney.register.views.paths import to


def evidence_table(organisation: Organisation) -> Table:
    """The table for one organisation: what it holds and what is missing."""

    def address(line: Line) -> str:
        if line.evidence is not None:
            return to("view-evidence", organisation, line.evidence.pk)
        return f"{to('add-evidence', organisation)}?kind={line.kind}"

    def of(name: str) -> Callable[[Line], object]:
        return lambda line: getattr(line.evidence, name) if line.evidence else None

    return Table(
        name="evidence",
        caption="What you can show",
        columns=[
            Column("label", "What", order_by="label", link=address),
            Column("status", "How it stands", kind="status", order_by="status"),
            Column("issued_on", "From", kind="date", value=of("issued_on"), order_by="issued_on"),
            Column(
                "expires_on", "Until", kind="date", value=of("expires_on"), order_by="expires_on"
            ),
            Column(
                "cover_pence", "Covers", kind="money", value=of("cover_pence"),
                order_by="cover_pence",
            ),
            Column("files", "Files", kind="number", value=lambda line: line.files or None),
            Column(
                "asked_for",
                "Asked for by",
                kind="list",
                value=lambda line: line.asked_for or [EMPTY],
            ),
            Column(
                "seen_by",
                "Seen by",
                kind="list",
                value=lambda line: [link.text for link in line.seen_by] or [EMPTY],
            ),
        ],
        filters=[
            ChoiceFilter("tone", "Show", value=lambda line: _group(line)),
        ],
        search=["label"],
        noun="line",
        empty=Empty("Nothing here yet"),
        row_id=lambda line: line.evidence.pk if line.evidence else 0,
    )  # fmt: skip


def _group(line: Line) -> str:
    if line.evidence is None:
        return line.status.text
    return {"go": "In order", "waits": "Ends soon", "late": "Ended"}.get(line.status.tone, "Other")
