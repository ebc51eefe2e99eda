"""The history of an agreement: every version that was signed, from when to when it held, why it was
varied, and what it changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spinney.agreements.bridge.lasting import span_of, terms_that_differ
from spinney.agreements.engine.affected import words_changed
from spinney.agreements.engine.content import Content
from spinney.agreements.engine.spans import Span
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.models import Agreement, Version
from spinney.agreements.queries.agreements import versions_for
from spinney.agreements.states import VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.web.components.words import day, listed


@dataclass(frozen=True)
class ToldVersion:
    """A version as the history tells it. `before` is the number of the version that it followed;
    0 for the first.
    """

    number: int
    before: int
    holds: str
    is_now: bool
    why: str
    changed: str


def told_versions(by: Actor, agreement: Agreement, today: date) -> list[ToldVersion]:
    """The versions that were signed and that whoever asks may read, the newest first. Two queries
    at most.
    """
    rows = [one for one in versions_for(by, agreement) if one.state == VersionState.AGREED]
    found: list[ToldVersion] = []
    before: Version | None = None
    for version in rows:
        found.append(_told(version, before, today))
        before = version
    return found[::-1]


def _told(version: Version, before: Version | None, today: date) -> ToldVersion:
    span = span_of(version)
    return ToldVersion(
        number=version.number,
        before=before.number if before else 0,
        holds=_holds(span, today) if span else "",
        is_now=span is not None and today in span,
        why=version.what_changed,
        changed=_changed(before, version) if before else "",
    )


def _holds(span: Span, today: date) -> str:
    if span.last is not None and span.last < span.first:
        return "Was signed, and ended before its first day"
    if span.last is None:
        return f"{'Since' if span.first <= today else 'From'} {day(span.first)}"
    return f"From {day(span.first)} to {day(span.last)}"


def _changed(before: Version, after: Version) -> str:
    """Which terms and words differ: "Quorum, Review date and the words of clauses"."""
    old, new = before.content.get("terms", {}), after.content.get("terms", {})
    parts = [CATALOGUE[key].title for key in terms_that_differ(old, new) if key in CATALOGUE]
    if words_changed(Content.from_json(before.content), Content.from_json(after.content)):
        parts.append("words of clauses" if parts else "Words of clauses")
    return listed(parts) if parts else "Nothing: who is a party"
