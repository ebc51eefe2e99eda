"""What a newer edition of a template says otherwise than a draft begun from an older one. Pure.

>>> old = Content("tiny", "e1", "Tiny", (Clause("pay", "Pay", "We pay in May."),))
>>> new = WordingClause("pay", "Pay", "We pay in June.", "Why.", "Wrong.")
>>> found = news(old, (new,), {"pay": words_digest("Pay", "We pay in May.")})
>>> [(one.kind.value, one.after.text) for one in found]
[('changed', 'We pay in June.')]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.wordings import WordingClause, words_digest


class NewsKind(StrEnum):
    """What became of a clause of the template since the draft was begun."""

    NEW = "new"  # the older edition did not have it
    CHANGED = "changed"  # its words are others now; the draft has the older ones
    BOTH = "both"  # its words are others now, and those who draft changed it too
    GONE = "gone"  # the template has it no longer; the draft has it as it was


@dataclass(frozen=True)
class ClauseNews:
    """One clause: as the draft has it, and as the newer edition has it (None: not at all)."""

    kind: NewsKind
    key: str
    before: Clause | None
    after: WordingClause | None


def news(
    content: Content, clauses: Sequence[WordingClause], then: Mapping[str, str]
) -> tuple[ClauseNews, ...]:
    """What changed in the template since the edition whose clauses had the digests `then` (by key).

    Left out is what the draft has already, and what those who draft left out before it changed.
    """
    return tuple(_changed(content, clauses, then)) + tuple(_gone(content, clauses, then))


def _changed(
    content: Content, clauses: Sequence[WordingClause], then: Mapping[str, str]
) -> Iterator[ClauseNews]:
    for after in clauses:
        before, old = content.clause(after.key), then.get(after.key)
        mine = _digest(before) if before else None
        if after.digest in (old, mine):
            continue
        if before is None:
            if old is None:
                yield ClauseNews(NewsKind.NEW, after.key, None, after)
            continue
        kind = NewsKind.CHANGED if mine == old else NewsKind.BOTH
        yield ClauseNews(kind, after.key, before, after)


def _gone(
    content: Content, clauses: Sequence[WordingClause], then: Mapping[str, str]
) -> Iterator[ClauseNews]:
    present = {one.key for one in clauses}
    for before in content.clauses:
        if before.key not in present and then.get(before.key) == _digest(before):
            yield ClauseNews(NewsKind.GONE, before.key, before, None)


def _digest(clause: Clause) -> str:
    return words_digest(clause.heading, clause.text)
