"""Where a cluster's list of themes leads on to: pages of rooms above, which this one does not
know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.web.components.parts import Link

OnwardSource = Callable[[Actor, Scope], Iterable[Link]]
_sources: list[OnwardSource] = []


def add_onward_source(source: OnwardSource) -> OnwardSource:
    """Register a function of a higher room that says what somebody can do with the themes that are
    on the list of a cluster ("Vote on these themes"). It asks her rights, and makes no queries.
    """
    _sources.append(source)
    return source


def onward_from(actor: Actor, scope: Scope) -> list[Link]:
    """What somebody can do next with the list of a cluster."""
    return [link for source in _sources for link in source(actor, scope)]
