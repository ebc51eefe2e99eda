"""`/ui/`: every part of the web kit, live, with the call that draws it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import get_template

from spinney.base.kernel.errors import NotFound
from spinney.base.web import brand
from spinney.base.web.catalogue import data, groups
from spinney.base.web.catalogue.forms import EveryField, OneQuestion, wrong
from spinney.base.web.components.parts import Link
from spinney.base.web.guard import public
from spinney.base.web.picker import answer
from spinney.base.web.tables import Act, Band, BandFilter, ChoiceFilter, Column, Empty, Table

_INVENTED = "shows invented things only"

GROUPS_TABLE = Table(
    name="groups",
    caption="Organisations",
    noun="organisation",
    columns=[
        Column(
            "name", "Organisation", link=lambda g: g.url, note=lambda g: g.town, order_by="name"
        ),
        Column("tier", "Tier", value=lambda g: data.Tier(g.tier).label, order_by="tier"),
        Column("income_pence", "Income a year", kind="money", order_by="income_pence"),
        Column("joined", "Joined", kind="date", order_by="joined"),
        Column("evidence", "Evidence", kind="status"),
    ],
    default_order="name",
    filters=[
        ChoiceFilter("tier", "Tier", labels=dict(data.Tier.choices)),
        BandFilter(
            "size",
            "Income",
            [
                Band("s", "Under £100,000", test=lambda g: (g.income_pence or 0) < 10_000_000),
                Band("l", "£100,000 and over", test=lambda g: (g.income_pence or 0) >= 10_000_000),
            ],
        ),
    ],
    search=["name", "town"],
    search_label="Search by name or town",
    empty=Empty("No organisations yet", "Invite the first.", Link("Invite an organisation", "#")),
    per_page=5,
)


def _trail(*here: Link) -> list[Link]:
    return [Link("Catalogue", "/ui/"), *here]


@public(_INVENTED)
def ui(request: HttpRequest) -> HttpResponse:
    """Contents, colours and type."""
    pairs = [
        {
            "pair": pair,
            "text": brand.COLOURS[pair.text],
            "ground": brand.COLOURS[pair.ground],
            "ratio": round(brand.contrast(brand.COLOURS[pair.text], brand.COLOURS[pair.ground]), 1),
        }
        for pair in (*brand.TEXT_PAIRS, *brand.SHAPE_PAIRS)
    ]
    context = {"groups": groups.GROUPS, "pairs": pairs, "colours": brand.COLOURS.items()}
    return render(request, "web/catalogue/ui.html", context)


@public(_INVENTED)
def ui_group(request: HttpRequest, group: str) -> HttpResponse:
    """One group of parts: each drawn, with its call."""
    found = groups.GROUPS.get(group)
    if found is None:
        raise NotFound("The catalogue has no such group.")
    context = data.examples() | {"request": request}
    shown = [
        {
            "example": example,
            "html": get_template(example.template).render(context, request),
            "source": groups.source_of(example),
        }
        for example in found.examples
    ]
    trail = _trail(Link(found.title))
    return render(
        request, "web/catalogue/ui_group.html", {"group": found, "shown": shown, "trail": trail}
    )


@public(_INVENTED)
def ui_form(request: HttpRequest) -> HttpResponse:
    """Every field; `?wrong` shows each with its error. What is posted is checked, never kept."""
    given: Any = request.POST if request.method == "POST" else None
    if "wrong" in request.GET:
        given = wrong()
    form = EveryField(given, request.FILES or None)
    context = {"form": form, "deed": "Check these answers", "trail": _trail(Link("Every field"))}
    return render(request, "web/catalogue/ui_form.html", context)


@public(_INVENTED)
def ui_list(request: HttpRequest) -> HttpResponseBase:
    """A list with search, filters, sort, pages, choice and exports; `?none` is an empty one."""
    rows = [] if "none" in request.GET else data.GROUPS
    listing = GROUPS_TABLE.listing(request, rows, acts=[Act("Invite the chosen", "/ui/list/")])
    context = {"listing": listing, "trail": _trail(Link("A list"))}
    return listing.export() or render(request, "web/catalogue/ui_list.html", context)


@public(_INVENTED)
def ui_page(request: HttpRequest, kind: str) -> HttpResponse:
    """One of the five kinds of page, filled."""
    if kind not in groups.PAGE_KINDS:
        raise NotFound("There are five kinds of page; this is none of them.")
    context = data.examples() | {"trail": _trail(Link(groups.PAGE_KINDS[kind]))}
    if kind in ("cluster", "result"):
        context["brand"] = data.BRAND
    if kind in ("task", "check", "sent"):
        context |= {"back_url": "/ui/page/task/", "trail": None}
    if kind == "task":
        context["form"] = OneQuestion(request.POST or None)
    return render(request, f"web/catalogue/page_{kind}.html", context)


@public(_INVENTED)
def ui_options(request: HttpRequest) -> HttpResponse:
    """Suggestions for the catalogue's picker."""
    return answer(data.options_like(request.GET.get("q", "")))
