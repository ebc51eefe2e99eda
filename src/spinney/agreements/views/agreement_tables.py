"""The list of agreements, declared once for page and spreadsheet."""

from __future__ import annotations

from django.urls import reverse

from spinney.agreements.queries.agreement_list import Listed
from spinney.agreements.queries.standings import Standing, Where
from spinney.agreements.views.around import agreement_url
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table

TONES = {
    Where.WRITING: Tone.PLAIN,
    Where.SIGNING: Tone.WAITS,
    Where.TO_COME: Tone.GO,
    Where.IN_FORCE: Tone.GO,
    Where.RUNS_OUT: Tone.WAITS,
    Where.OVER: Tone.QUIET,
    Where.DISCARDED: Tone.QUIET,
}
WHERE_WORDS = {
    Where.WRITING: "Being written",
    Where.SIGNING: "Out for signature",
    Where.TO_COME: "Signed, not yet in force",
    Where.IN_FORCE: "In force",
    Where.RUNS_OUT: "In force, runs out soon",
    Where.OVER: "Over",
}
SOONEST = {where: place for place, where in enumerate(Where)}


def shown(standing: Standing) -> Status:
    """Where an agreement stands, as a tag."""
    return Status(standing.words, TONES[standing.where])


def agreements_table(cluster_id: int, *, may_start: bool) -> Table:
    """The agreements of a cluster. Empty, it leads those who may begin one to the templates."""
    start = Link("Choose a template", reverse("agreements:start-agreement", args=[cluster_id]))
    return Table(
        name="agreements",
        caption="Agreements",
        noun="agreement",
        columns=[
            Column(
                "title", "Agreement", order_by="title", note=_kind_unless_said,
                link=lambda row: agreement_url(row.agreement),
            ),
            Column(
                "state", "State", kind="status", value=lambda row: shown(row.standing),
                order_by="state", note=lambda row: row.standing.more,
            ),
            Column("between", "Between"),
            Column("kind", "Kind", order_by="kind", only="file"),
            Column("parties", "Parties", kind="list", only="file"),
            Column("since", "In force since", kind="date", value=_since, order_by="since"),
            Column("until", "Until", kind="date", value=_until, order_by="until"),
            Column("more", "Under way", value=lambda row: row.standing.more, only="file"),
        ],
        filters=[
            ChoiceFilter("where", "State", labels={w.value: t for w, t in WHERE_WORDS.items()}),
            ChoiceFilter("kind", "Kind"),
        ],
        search=["words"],
        search_label="Search by name or party",
        empty=Empty(
            "No agreements yet",
            "Ground rules are a good first one: how you decide, meet, and treat one another."
            if may_start
            else "When those who run the cluster begin one, it is listed here.",
            start if may_start else None,
        ),
    )  # fmt: skip


def _kind_unless_said(row: Listed) -> str:
    return row.kind if row.kind != row.title else ""


def _since(row: Listed) -> object:
    return row.standing.since


def _until(row: Listed) -> object:
    return row.standing.until
