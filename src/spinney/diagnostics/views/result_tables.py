"""The lists of results, declared once for page and spreadsheet."""

from __future__ import annotations

from django.urls import reverse

from spinney.base.kernel.actors import Scope
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.diagnostics.models import Survey

FIGURES = Table(
    name="figures",
    caption="Every figure",
    noun="figure",
    columns=[
        Column("question", "Question"),
        Column("of", "What"),
        Column("group", "Of whom"),
        Column("shown", "How many, or how much", value=lambda row: row.shown or "Withheld"),
        Column("why", "Why it is shown so"),
        Column("answered", "Answered", kind="number"),
        Column("section", "Part of the survey", only="file"),
    ],
    filters=[ChoiceFilter("section", "Part of the survey"), ChoiceFilter("group", "Of whom")],
    search=["question", "of"],
    search_label="Search the questions",
    per_page=30,
    empty=Empty("Nothing can be shown", "Too few have answered."),
)

ANSWERS = Table(
    name="answers",
    caption="Every answer, with names",
    noun="answer",
    columns=[
        Column("organisation", "Organisation", order_by="organisation"),
        Column("section", "Part of the survey"),
        Column("question", "Question"),
        Column("answer", "Answer"),
    ],
    filters=[
        ChoiceFilter("organisation", "Organisation", most=200),
        ChoiceFilter("section", "Part of the survey"),
    ],
    search=["organisation", "question", "answer"],
    per_page=20,
    empty=Empty("Nobody has answered yet", "Answers appear here as they are sent."),
)

RENEWALS = Table(
    name="renewals",
    caption="What ends when",
    noun="date",
    columns=[
        Column("on", "Ends on", kind="date", order_by="on"),
        Column("organisation", "Organisation", order_by="organisation"),
        Column("words", "What"),
        Column("area", "Area", order_by="area"),
    ],
    default_order="on",
    empty=Empty("No dates", "Nobody has said when a contract or licence ends."),
)


def upgrades_table(survey: Survey) -> Table:
    """The costed list of what is missing against the baseline."""

    def set_upgrade(row: object) -> str:
        args = [survey.scope, survey.pk, row.key]  # type: ignore[attr-defined]
        return reverse("diagnostics:set-upgrade", args=args)

    return Table(
        name="upgrades",
        caption="What is missing, and what mending it costs",
        noun="gap",
        columns=[
            Column("label", "What is missing", link=set_upgrade, note=lambda row: row.remedy),
            Column("lacking", "Who lacks it", kind="list"),
            Column("not_known", "Who does not know", kind="list"),
            Column("cost_each", "Each", kind="money"),
            Column("times", "Times", only="file"),
            Column("cost", "In all", kind="money"),
            Column("basis", "Where the cost comes from", value=_basis),
        ],
        empty=Empty("Nothing is missing", "All who answered meet the baseline."),
    )


def _basis(row: object) -> str:
    if row.cost_each is None:  # type: ignore[attr-defined]
        return "Not known"
    if row.times and row.illustrative:  # type: ignore[attr-defined]
        return f"A guess, to illustrate. Times: {row.times}"  # type: ignore[attr-defined]
    if row.illustrative:  # type: ignore[attr-defined]
        return "A guess, to illustrate"
    return row.note or "Your own figure"  # type: ignore[attr-defined]


def fragility_table(place: Scope) -> Table:
    """Organisations with how many full-time staff they have, and where that is known from."""
    return Table(
        name="fragility",
        caption="Organisations",
        noun="organisation",
        columns=[
            Column("name", "Organisation", order_by="name", link=lambda row: row.url),
            Column("verdict", "Fragile", order_by="verdict"),
            Column(
                "staff",
                "Full-time staff",
                kind="number",
                order_by="staff",
                note=lambda row: row.known_from,
            ),
            Column("key_person", "Hangs on one person", kind="yes_no"),
            Column("kind", "Kind", order_by="kind"),
            Column("band", "Income a year", order_by="band_at", value=lambda row: row.band),
            Column("known_from", "Known from", only="file"),
        ],
        default_order="name",
        filters=[
            ChoiceFilter("verdict", "Fragile"),
            ChoiceFilter("kind", "Kind"),
            ChoiceFilter("band", "Income a year"),
        ],
        search=["name"],
        empty=Empty("No organisations", "Choose others above."),
    )
