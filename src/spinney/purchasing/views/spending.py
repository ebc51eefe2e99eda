"""A member's own spending: its first page, its payments, and what makes it comparable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.policy import may
from spinney.base.web.charts import Bar, BarChart
from spinney.base.web.components.parts import Figure, Link, Status, SummaryRow, TaskItem, Tone
from spinney.base.web.components.words import day, money, number
from spinney.base.web.guard import SpinneyRequest, guard
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ChoiceFilter
from spinney.base.web.tables import Empty, Table
from spinney.purchasing import policies
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.forms.uploads import MEASURES
from spinney.purchasing.models import SpendLine
from spinney.purchasing.queries import shares as shared
from spinney.purchasing.queries import uploads as read
from spinney.purchasing.queries.measures import measures_of
from spinney.purchasing.queries.months import CalendarMonth
from spinney.purchasing.states import UploadState
from spinney.purchasing.views.measures import how_many, where_from
from spinney.purchasing.views.upload_frames import around_spending, spending_url, upload_url
from spinney.purchasing.views.upload_words import period_of, status_of
from spinney.register.api import Organisation

UPLOADS = Table(
    name="files",
    caption="Files that were given in",
    default_order="-given",
    columns=[
        Column("name", "File", link=upload_url, order_by="name"),
        Column("status", "How it stands", kind="status", value=status_of),
        Column("period", "From and to", value=period_of, order_by="first_day"),
        Column(
            "lines", "Payments", kind="number",
            value=lambda one: one.summary.get("added", one.summary.get("rows")),
        ),
        Column(
            "given", "Given in", kind="date", order_by="given_at", value=lambda one: one.given_at
        ),
    ],
    noun="file",
    empty=Empty("No file yet"),
)  # fmt: skip


def _category(line: SpendLine) -> str:
    found = CATEGORIES.get(line.category or line.name.category)
    return found.title if found else ""


def _put_right(line: SpendLine) -> str:
    return spending_url(line.organisation_id, "correct_line_category", line.pk)


LINES = Table(
    name="payments",
    caption="Your payments",
    noun="payment",
    default_order="-day",
    columns=[
        Column("day", "Day", kind="date", order_by="day"),
        Column(
            "paid", "Who was paid", value=lambda line: line.name.written,
            order_by="name__written",
            note=lambda line: "Left out as a person" if line.name.aside else "",
        ),
        Column("amount_pence", "Amount", kind="money", order_by="amount_pence"),
        Column("vat_pence", "VAT", kind="money", order_by="vat_pence"),
        Column("gross_pence", "With VAT", kind="money", only="file"),
        Column("category", "Category", value=_category, link=_put_right),
        Column("own_words", "In your file’s words", only="file"),
        Column("description", "Description", only="file"),
        Column("reference", "Reference", only="file"),
        Column("quantity", "How many", kind="number", only="file"),
        Column(
            "file", "File", value=lambda line: line.upload.name,
            note=lambda line: f"row {line.row}",
        ),
        Column(
            "aside", "Left out as a person", kind="yes_no", value=lambda line: line.name.aside,
            only="file",
        ),
    ],
    filters=[
        ChoiceFilter(
            "category", "Category", field="name__category", met=True,
            labels={key: one.title for key, one in CATEGORIES.items()},
        ),
        ChoiceFilter(
            "aside", "People", field="name__aside", labels={False: "Suppliers", True: "Left out"}
        ),
        ChoiceFilter("file", "File", field="upload__name"),
    ],
    search=["name__written", "description", "reference", "own_words"],
    empty=Empty("No payments yet", "Give in a file, check it and add it."),
)  # fmt: skip


@dataclass(frozen=True)
class Next:
    """What to do next, in words, with its button."""

    title: str
    words: str
    deed: str
    url: str


@guard(policies, "spending", scope="organisation")
@require_safe
def spending(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """What is in, for which months, who sees it, and what comes next."""
    organisation = read.organisation_for(request.actor, organisation_id)
    uploads = read.visible_to(request.actor, organisation_id)
    rows = uploads.exclude(state=UploadState.DISCARDED)
    listing = UPLOADS.listing(request, rows, file_name="files of payments")
    if file := listing.export():
        return file
    standing = read.standing_of(organisation_id)
    sharing = shared.sharing_of(organisation_id, localdate())
    context = {
        "standing": standing,
        "figures": _figures(standing, organisation_id),
        "gaps": [str(CalendarMonth.of(one.first_day)) for one in standing.gaps],
        "months": _picture(standing),
        "links": _links(organisation_id),
        "listing": listing,
        "clusters": [_share_item(one) for one in sharing],
        "measures": _measures(organisation_id),
        "next": _next(organisation, rows, standing, sharing),
        "beside": _beside(request.actor, organisation_id),
        **around_spending(organisation),
    }
    return render(request, "purchasing/spending.html", context)


def _figures(standing: read.Standing, organisation_id: int) -> list[Figure]:
    lines = spending_url(organisation_id, "spend_lines")
    period = ""
    if standing.first_day and standing.last_day:
        period = f"{day(standing.first_day)} to {day(standing.last_day)}"
    total = sum(one.pence for one in standing.months)
    return [
        Figure("Payments to suppliers", number(standing.lines), lines, note=period),
        Figure("Together", money(total), lines),
        Figure(
            "Names paid", number(standing.names), spending_url(organisation_id, "name_categories")
        ),
        Figure(
            "People left out", number(standing.names_aside), spending_url(organisation_id, "aside")
        ),
    ]


def _picture(standing: read.Standing) -> BarChart:
    return BarChart(
        "What was paid to suppliers in each month",
        [Bar(str(CalendarMonth.of(one.first_day)), one.pence) for one in standing.latest],
        show=lambda pence: money(round(pence)),
        value_name="Paid",
    )


def _links(organisation_id: int) -> list[Link]:
    return [
        Link("By supplier and category", reverse("purchasing:own-spend", args=[organisation_id])),
        Link("What you buy from each name", spending_url(organisation_id, "name_categories")),
        Link("Who is left out", spending_url(organisation_id, "aside")),
    ]


def _beside(by: Actor, organisation_id: int) -> list[Link]:
    """The other pages of what a member buys, for whoever may open them."""
    pages = {"own_contracts": "Your contracts, and when they end", "own_savings": "Your savings"}
    scope = organisation_scope(organisation_id)
    return [
        Link(words, spending_url(organisation_id, verb))
        for verb, words in pages.items()
        if may(policies.MAY, verb, by=by, scope=scope)
    ]


def _share_item(one: shared.Sharing) -> TaskItem:
    url = reverse("purchasing:preview-share", args=[one.cluster.pk])
    if one.must_renew:
        status = Status("The terms have changed", Tone.WAITS)
    elif one.share is not None:
        period = f"{day(one.share.first_day)} to {day(one.share.last_day)}"
        status = Status(f"Shared: {period}", Tone.GO)
    else:
        status = Status("Not shared", Tone.PLAIN)
    return TaskItem(one.cluster.name, status, url)


def _measures(organisation_id: int) -> list[SummaryRow]:
    held = measures_of(organisation_id)
    return [
        SummaryRow(label, how_many(held[kind].value), note=where_from(held[kind]))
        for kind, (label, _) in MEASURES.items()
        if kind in held
    ]


def _next(
    organisation: Organisation, rows: Any, standing: read.Standing, sharing: list[shared.Sharing]
) -> Next | None:
    """The one thing that is best done now."""
    waiting = rows.filter(state=UploadState.TO_CHECK).order_by("pk").first()
    if waiting is not None:
        return Next(
            "Check a file",
            f"“{waiting.name}” is read. Look how it was understood, then add its payments.",
            "Check it",
            upload_url(waiting),
        )
    if not standing.lines:
        words = "Any export of payments will do, as it is. It takes about 5 minutes."
        return Next("Begin with a file", words, "Give in a file", _give(organisation))
    for one in sharing:
        if one.share is None or one.must_renew:
            return Next(
                f"Share it with {one.cluster.name}",
                "You see first what the others will see. Only then can it be compared.",
                "Look at what others would see",
                reverse("purchasing:preview-share", args=[one.cluster.pk]),
            )
    return None


def _give(organisation: Organisation) -> str:
    return spending_url(organisation.pk, "give_file")


@guard(policies, "spend_lines", scope="organisation")
@require_safe
def spend_lines(request: SpinneyRequest, organisation_id: int) -> HttpResponseBase:
    """Every payment of the member."""
    organisation = read.organisation_for(request.actor, organisation_id, "spend_lines")
    rows = read.lines_of(request.actor, organisation_id)
    listing = LINES.listing(request, rows, file_name="payments")
    context = {"listing": listing, **around_spending(organisation, ("Your payments", ""))}
    return listing.export() or render(request, "purchasing/spend_lines.html", context)
