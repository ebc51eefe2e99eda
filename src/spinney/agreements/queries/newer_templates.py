"""What a newer edition of a template says otherwise than a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spinney.agreements.bridge.wordings import edition_of, editions, wordings
from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.differing import Piece, clause_difference
from spinney.agreements.engine.newer import ClauseNews, NewsKind, news
from spinney.agreements.engine.wordings import Wording, bracketed
from spinney.agreements.models import Agreement, Version
from spinney.agreements.policies.drafting import drafts
from spinney.agreements.queries.wordings import TITLES
from spinney.agreements.states import VersionState
from spinney.base.kernel.actors import Actor

WHAT = {
    NewsKind.NEW: "New in the template",
    NewsKind.CHANGED: "Said otherwise now",
    NewsKind.BOTH: "Said otherwise now, and you have changed it too",
    NewsKind.GONE: "No longer in the template",
}


@dataclass(frozen=True)
class NewsShown:
    """A clause of which the newer edition says something else: its words piece by piece, from the
    draft's to the template's, and why the template has it.
    """

    key: str
    heading: str
    what: str
    kind: NewsKind
    text: tuple[Piece, ...]
    why: str


@dataclass(frozen=True)
class Newer:
    """A draft and the newer edition of its template. `began` is the day of the edition that it
    began from, `since` that of the newest.
    """

    version: Version
    wording: Wording
    began: date
    since: date
    clauses: tuple[NewsShown, ...]


def newer_of(version: Version) -> Newer | None:
    """What the newest edition of a draft's template says otherwise; None when there is nothing to
    tell: it began from the newest, from none, or has it all already.
    """
    content = Content.from_json(version.content)
    wording = wordings().get(content.wording)
    if wording is None or wording.edition == content.edition:
        return None
    began, newest = edition_of(wording.key, content.edition), editions().get(wording.key, ())
    if began is None or not newest:
        return None
    found = tuple(_shown(one) for one in news(content, wording.clauses, began.clauses))
    return Newer(version, wording, began.since, newest[-1].since, found) if found else None


def _shown(one: ClauseNews) -> NewsShown:
    after = Clause(one.after.key, one.after.heading, one.after.text) if one.after else None
    found = clause_difference(one.before, after).text
    pieces = tuple(Piece(piece.kind, bracketed(piece.words, TITLES)) for piece in found)
    heading = one.after.heading if one.after else one.before.heading if one.before else one.key
    return NewsShown(
        one.key, heading, WHAT[one.kind], one.kind, pieces, one.after.why if one.after else ""
    )


def part_for(by: Actor, agreement: Agreement) -> Newer | None:
    """For the page of an agreement: that its template has a newer edition, for whoever drafts.
    One query at most.
    """
    if not drafts(by, agreement):
        return None
    version = agreement.versions.filter(state=VersionState.DRAFT).first()
    return newer_of(version) if version is not None else None
