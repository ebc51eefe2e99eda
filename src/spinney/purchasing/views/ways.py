"""The way to a page of this room, where there is one."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse


def way(name: str, *args: object) -> str:
    """The address of a page; empty where this site has no such page, so that no link is shown."""
    try:
        return reverse(f"purchasing:{name}", args=args)
    except NoReverseMatch:
        return ""
