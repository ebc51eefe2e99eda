"""Pages of rooms above about an organisation, for those who act for it; the register never learns
of the rooms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.parts import Link

OwnPageSource = Callable[[Actor, int], Iterable[Link]]
_sources: list[OwnPageSource] = []


def add_own_page_source(source: OwnPageSource) -> OwnPageSource:
    """Register a function that links to what an actor can do in a room for an organisation (by its
    id). It asks the actor's rights, and makes few queries or none.
    """
    _sources.append(source)
    return source


def own_pages_of(by: Actor, organisation_id: int) -> list[Link]:
    """All pages of rooms above that the actor can open for an organisation."""
    return [link for source in _sources for link in source(by, organisation_id)]
