"""The contractors' register as a table, for page and spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.urls import reverse

from spinney.base.web.components.parts import Link
from spinney.base.web.components.words import distance
from spinney.base.web.tables import Band, BandFilter, Column, Empty, Table
from spinney.purchasing.engine.trades import TRADES
from spinney.purchasing.queries.contractors import FoundContractor, Place


def contractors_table(
    cluster_id: int, place: Place, trades: Sequence[str], *, may_add: bool, sees_uses: bool
) -> Table:
    """Who does which work; how far, where a place is asked for. `trades` are those that occur;
    `sees_uses`: what members say of them is for whoever asks.
    """

    def page(one: FoundContractor) -> str:
        return reverse("purchasing:contractor", args=[cluster_id, one.pk])

    add = Link("Add one", reverse("purchasing:add-contractor", args=[cluster_id]))
    where = (
        Column("distance_km", "How far", kind="distance", order_by="distance_km", note=_works_there)
        if place.typed
        else Column("areas", "Works in", value=_areas, only="file")
    )
    said = (
        Column("stars", "Stars", kind="number", order_by="stars", value=_stars, only="file"),
        Column("given", "Stars", order_by="stars", value=_given_by, only="page"),
        Column("last_used_on", "Last used", kind="date", order_by="last_used_on"),
    )
    return Table(
        name="contractors",
        caption="Contractors",
        noun="contractor",
        columns=[
            Column("name", "Name", link=page, order_by="name", note=lambda one: one.trades_words),
            Column("phone", "Phone", value=lambda one: one.contractor.phone),
            where,
            *(said if sees_uses else ()),
            Column("warning", "Be wary", value=lambda one: one.warning, order_by="warning"),
            Column("trades", "Work", kind="list", value=_titles, only="file"),
            Column("email", "E-mail", value=lambda one: one.contractor.email, only="file"),
            Column("website", "Website", value=lambda one: one.contractor.website, only="file"),
            Column("postcode", "Postcode", value=lambda one: one.contractor.postcode, only="file"),
        ],
        filters=_filters(trades, sees_uses),
        search=_search,
        search_label="Search by name, work or words",
        empty=Empty(
            "No contractors yet",
            "Write down whom you would use again: a plumber, a roofer, an interpreter. The others"
            " find them here when they need one.",
            add if may_add else None,
        ),
        row_id=lambda one: one.pk,
    )  # fmt: skip


def _filters(trades: Sequence[str], sees_uses: bool) -> list[BandFilter]:
    said = (
        Band("used", "Used by a member", test=lambda one: bool(one.uses)),
        Band("good", "Four stars or more", test=lambda one: (one.stars or 0) >= 4),
    )
    return [
        BandFilter(
            "trade", "Work",
            [Band(key, TRADES[key].title, test=_does(key)) for key in trades],
        ),
        BandFilter(
            "only", "Show only",
            [
                *(said if sees_uses else ()),
                Band("sound", "Nothing to be wary of", test=lambda one: not one.warning),
            ],
        ),
    ]  # fmt: skip


def _does(key: str) -> Callable[[FoundContractor], bool]:
    return lambda one: key in one.trades


def _titles(one: FoundContractor) -> list[str]:
    return [TRADES[key].title for key in one.trades if key in TRADES]


def _areas(one: FoundContractor) -> str:
    return ", ".join(one.contractor.areas)


def _stars(one: FoundContractor) -> float | None:
    return None if one.stars is None else round(one.stars, 1)


def _given_by(one: FoundContractor) -> str:
    return one.stars_words if one.stars is not None else ""


def _works_there(one: FoundContractor) -> str:
    if one.works_there:
        return f"Works in {one.place.typed}" if one.distance_km is None else "Comes there"
    travels = one.contractor.travels_km
    if one.distance_km is not None and travels is not None:
        return f"Comes {distance(travels)} only"
    return ""


def _search(rows: Sequence[FoundContractor], words: str) -> list[FoundContractor]:
    wanted = words.casefold().split()
    return [one for one in rows if all(word in one.searched for word in wanted)]
