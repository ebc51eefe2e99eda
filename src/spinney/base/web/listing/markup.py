"""The rows and filters of a list as HTML. Said here and not in a template: a page has hundreds of
cells and tick boxes, and for each of them a template's tags cost more than all else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

from spinney.base.web.components import words
from spinney.base.web.listing.columns import Column
from spinney.base.web.listing.filters import ShownFilter, ShownOption

if TYPE_CHECKING:
    from spinney.base.web.tables import Listing


def rows_html(listing: Listing) -> SafeString:
    """Each row of the page with its cells; with a box to choose it when there are deeds."""
    frames = [_frame(column, leads=i == 0) for i, column in enumerate(listing.columns)]
    return mark_safe("".join(_row(listing, frames)))  # noqa: S308 (cells escape what they show)


def _row(listing: Listing, frames: list[tuple[str, str]]) -> Iterator[str]:
    for row_id, cells in listing.lines:
        yield "<tr>"
        if listing.acts:
            yield _box(row_id, cells[0].html)
        for (opens, closes), cell in zip(frames, cells, strict=True):
            # An empty cell says so to style sheets by holding nothing at all.
            inside = cell.html if cell.leads or not cell.html else f"<span>{cell.html}</span>"
            yield f"{opens}{inside}{closes}"
        yield "</tr>\n"


def _frame(column: Column, *, leads: bool) -> tuple[str, str]:
    """What stands before and after what the cells of a column show."""
    if leads:
        return '<th scope="row" class="spinney-table__lead">', "</th>"
    css = f' class="{column.css}"' if column.css else ""
    return f'<td data-label="{escape(column.label)}"{css}>', "</td>"


def _box(row_id: Any, lead: SafeString) -> str:
    return (
        '<td class="spinney-table__choose"><input class="spinney-choose" type="checkbox"'
        f' name="chosen" value="{escape(row_id)}" aria-label="Choose {strip_tags(lead)}"></td>'
    )


def filters_html(listing: Listing) -> SafeString:
    """Each filter that has options: a set of tick boxes that belong to the search's form."""
    name = escape(listing.name)
    sets = (_filter(one, name) for one in listing.filters if one.options)
    return mark_safe("".join(sets))  # noqa: S308 (escaped below)


def _filter(one: ShownFilter, name: str) -> str:
    key = escape(one.key)
    options = (_option(option, name, key, n) for n, option in enumerate(one.options, start=1))
    return (
        f'<fieldset><legend>{escape(one.label)}</legend><ul class="spinney-filters__options">'
        f"{''.join(options)}</ul></fieldset>"
    )


def _option(option: ShownOption, name: str, key: str, n: int) -> str:
    field = f"{name}-{key}-{n}"
    return (
        '<li class="spinney-filters__option"><input type="checkbox"'
        f' form="find-{name}" name="{key}" value="{escape(option.value)}" id="{field}"'
        f'{" checked" if option.chosen else ""}><label for="{field}">{escape(option.label)}'
        f' <span class="spinney-filters__count">({words.number(option.count)})</span></label></li>'
    )
