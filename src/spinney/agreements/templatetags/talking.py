"""Addresses for whoever talks an agreement over, inside or outside."""

from __future__ import annotations

from django import template

from spinney.agreements.views.seat import Seat, place_of

register = template.Library()


@register.simple_tag
def seat_url(seat: Seat, name: str, pk: int | None = None, **query: object) -> str:
    """The address of a page for whoever sits there: {% seat_url seat "review" show="open" %}."""
    return seat.url(name, pk, **query)


@register.filter
def clause_place(key: str) -> str:
    """Where a clause stands on the page of comments."""
    return place_of(key)
