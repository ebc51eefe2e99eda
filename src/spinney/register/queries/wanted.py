"""What higher rooms know about an organisation's evidence: who asks for it, and who sees it.

Rooms register a source when they start; the register never learns of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from spinney.base.web.components.parts import Link


@dataclass(frozen=True)
class Wanted:
    """Somebody asks an organisation to hold a kind of evidence: who, and what exactly ("not older
    than 18 months, covering at least £5,000,000").
    """

    kind: str
    who: str
    what: str = ""


WantedSource = Callable[[int], Iterable[Wanted]]
SeenSource = Callable[[Sequence[int]], Mapping[int, Sequence[Link]]]
PageSource = Callable[[int], Iterable[Link]]

_wanted: list[WantedSource] = []
_seen: list[SeenSource] = []
_pages: list[PageSource] = []


def add_wanted_source(source: WantedSource) -> WantedSource:
    """Register a function that says which evidence is asked of an organisation (by its id)."""
    _wanted.append(source)
    return source


def add_seen_source(source: SeenSource) -> SeenSource:
    """Register a function that says who sees pieces of evidence (by their ids)."""
    _seen.append(source)
    return source


def add_page_source(source: PageSource) -> PageSource:
    """Register a function that links to pages about an organisation's evidence (by its id)."""
    _pages.append(source)
    return source


def wanted_of(organisation_id: int) -> list[Wanted]:
    """All that is asked of an organisation."""
    return [wanted for source in _wanted for wanted in source(organisation_id)]


def seen_by(evidence_ids: Sequence[int]) -> dict[int, list[Link]]:
    """Who sees each piece, besides the organisation itself."""
    seen: dict[int, list[Link]] = {pk: [] for pk in evidence_ids}
    for source in _seen:
        for pk, links in source(evidence_ids).items():
            seen[pk] += links
    return seen


def pages_of(organisation_id: int) -> list[Link]:
    """Pages of other rooms about an organisation's evidence."""
    return [link for source in _pages for link in source(organisation_id)]
