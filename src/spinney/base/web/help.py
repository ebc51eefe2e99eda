"""The guide: Markdown pages under docs/guide, shown at /help/ and pointed at by every page.

A heading's place is "page#slug-of-heading". A line below a heading names the views it helps:

    ## Inviting organisations
    <!-- helps: clusters:invite clusters:invitations -->
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

_HELPS = re.compile(r"<!--\s*helps:\s*(?P<views>[^>]*?)\s*-->")
_WORD = re.compile(r"\w+")
_PACKAGED = Path(__file__).with_name("guide")
_IN_PROJECT = Path(__file__).resolve().parents[4] / "docs" / "guide"


# Readers come first, in the order in which there are many of them; other pages follow by name.
READERS = ("representative", "facilitator", "programme-manager", "host")


def _place_of_page(file: Path) -> tuple[int, str]:
    known = READERS.index(file.stem) if file.stem in READERS else len(READERS)
    return known, file.stem


@dataclass(frozen=True)
class Section:
    """A heading of the guide with the text below it."""

    page: str
    slug: str
    heading: str
    level: int
    text: str
    views: tuple[str, ...]

    @property
    def place(self) -> str:
        return f"{self.page}#{self.slug}" if self.level > 1 else self.page


@dataclass(frozen=True)
class GuidePage:
    """One Markdown file, rendered."""

    name: str
    title: str
    summary: str
    html: str
    sections: tuple[Section, ...]


def guide_folder() -> Path:
    """Inside an installed package; else the project's docs/guide."""
    return _PACKAGED if _PACKAGED.is_dir() else _IN_PROJECT


def pages() -> dict[str, GuidePage]:
    """Every page of the guide by name; read once, or at each change while developing."""
    if not settings.DEBUG:
        return _read(0)
    return _read(sum(f.stat().st_mtime_ns for f in guide_folder().glob("*.md")))


@lru_cache(maxsize=2)
def _read(stamp: int) -> dict[str, GuidePage]:
    files = sorted(guide_folder().glob("*.md"), key=_place_of_page)
    return {f.stem: read_page(f.stem, f.read_text(encoding="utf-8")) for f in files}


def read_page(name: str, source: str) -> GuidePage:
    """One page from its Markdown. Raw HTML in it is shown as text, never run."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    views = _views_by_line(source)
    tokens = [t for t in markdown.parse(_HELPS.sub("", source))]
    sections = tuple(_sections(name, tokens, views))
    for section, opening in zip(sections, _openings(tokens), strict=True):
        opening.attrSet("id", section.slug)
    title = sections[0].heading if sections else name.replace("-", " ").capitalize()
    summary = sections[0].text.split("\n")[0] if sections else ""
    return GuidePage(
        name, title, summary, markdown.renderer.render(tokens, markdown.options, {}), sections
    )


def _views_by_line(source: str) -> dict[int, tuple[str, ...]]:
    """Line number of each "helps" comment and the views that it names."""
    lines = enumerate(source.splitlines())
    return {n: tuple(m["views"].split()) for n, line in lines if (m := _HELPS.search(line))}


def _openings(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.type == "heading_open"]


def _sections(
    name: str, tokens: list[Token], views: dict[int, tuple[str, ...]]
) -> Iterator[Section]:
    starts = [i for i, token in enumerate(tokens) if token.type == "heading_open"]
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(tokens)
        first = (tokens[start].map or [0, 0])[0]
        last = (tokens[end].map or [0, 0])[0] if end < len(tokens) else 10**9
        named = tuple(v for line, vs in views.items() if first <= line < last for v in vs)
        heading = tokens[start + 1].content
        text = "\n".join(t.content for t in tokens[start + 2 : end] if t.type == "inline")
        yield Section(name, slugify(heading), heading, int(tokens[start].tag[1]), text, named)


def place_for_view(view_name: str) -> str:
    """The place that helps with a view ("clusters:invite"), or ""."""
    return next(
        (s.place for page in pages().values() for s in page.sections if view_name in s.views), ""
    )


def is_place(place: str) -> bool:
    """Whether "page" or "page#slug" is in the guide."""
    name, _, slug = place.partition("#")
    page = pages().get(name)
    return page is not None and (not slug or any(s.slug == slug for s in page.sections))


def heading_of(place: str) -> str:
    """The heading at a place, to name a link to it."""
    name, _, slug = place.partition("#")
    page = pages()[name]
    return next((s.heading for s in page.sections if s.slug == slug), page.title)


def search(words: str, limit: int = 20) -> list[Section]:
    """Sections that have every word, those with the words in the heading first."""
    wanted = [w.casefold() for w in _WORD.findall(words)]
    if not wanted:
        return []
    scored = []
    for page in pages().values():
        for section in page.sections:
            heading, text = section.heading.casefold(), section.text.casefold()
            if all(w in heading or w in text for w in wanted):
                in_heading = sum(w in heading for w in wanted)
                scored.append((-in_heading, -sum(text.count(w) for w in wanted), section))
    return [section for *_, section in sorted(scored, key=lambda s: s[:2])][:limit]
