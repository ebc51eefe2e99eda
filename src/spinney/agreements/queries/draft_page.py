"""A draft as a whole: its clauses as they will read, what is open, what clashes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spinney.agreements.bridge.fixing import document_of, filled
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.document import Document
from spinney.agreements.engine.documents.blocks import Block, blocks
from spinney.agreements.engine.editing import silent_terms
from spinney.agreements.engine.filling import Gap, GapKind, gaps, missing_roles
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.wordings import Wording, gaps_in, words_digest
from spinney.agreements.models import Version
from spinney.agreements.queries.questions import Step, steps_of
from spinney.agreements.queries.terms import Clash, conflicts_of

__all__ = ["DraftPage", "Gap", "GapKind", "ReadClause", "gaps_with_parties", "page_of", "words_of"]


@dataclass(frozen=True)
class ReadClause:
    """A clause as it reads, for any page that shows it."""

    number: str
    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class DraftClause:
    """A clause of a draft: as it reads, its questions, and what may be done with it. `silent` are
    the titles of terms that its words no longer say. `changed`: its words are not the template's
    any more.
    """

    read: ReadClause
    clause: Clause
    place: int
    steps: tuple[Step, ...]
    silent: tuple[str, ...]
    may_leave_out: bool
    changed: bool


@dataclass(frozen=True)
class LeftOut:
    """A clause of the template that the draft does not have."""

    key: str
    heading: str
    why: str


@dataclass(frozen=True)
class DraftPage:
    """All of a draft on one page."""

    version: Version
    content: Content
    wording: Wording | None
    clauses: tuple[DraftClause, ...]
    also: tuple[ReadClause, ...]
    left_out: tuple[LeftOut, ...]
    gaps: tuple[Gap, ...]
    clashes: tuple[Clash, ...]
    steps: tuple[Step, ...]

    @property
    def first_open(self) -> Step | None:
        """The first question without an answer."""
        return next((one for one in self.steps if not one.answered), None)

    @property
    def answered(self) -> int:
        return sum(one.answered for one in self.steps)

    @property
    def instead_of(self) -> tuple[tuple[str, str], ...]:
        """The terms (key, title) in which it takes the place of another agreement."""
        known = [key for key in self.content.instead_of if key in CATALOGUE]
        return tuple((key, CATALOGUE[key].title) for key in known)


def clauses_as_read(document: Document) -> tuple[ReadClause, ...]:
    """The clauses of fixed or filled words, with their lists as lists."""
    return tuple(
        ReadClause(one.number, one.key, one.heading, blocks(one.paragraphs))
        for one in document.clauses
    )


def words_of(version: Version) -> tuple[Document, tuple[ReadClause, ...]]:
    """A version as it reads: the words that were fixed, or the draft filled as it stands."""
    document = document_of(version)
    return document, clauses_as_read(document)


def page_of(version: Version) -> DraftPage:
    """A draft as a whole."""
    content = Content.from_json(version.content)
    wording = wordings().get(content.wording)
    read = clauses_as_read(filled(version))
    steps = tuple(steps_of(content, wording))
    written = len(content.clauses)
    clauses = tuple(
        _clause(place, clause, read[place], content, wording, steps)
        for place, clause in enumerate(content.clauses)
    )
    return DraftPage(
        version, content, wording, clauses, read[written:], _left_out(content, wording),
        gaps_with_parties(version, content, wording), conflicts_of(version), steps,
    )  # fmt: skip


def _clause(
    place: int,
    clause: Clause,
    read: ReadClause,
    content: Content,
    wording: Wording | None,
    steps: tuple[Step, ...],
) -> DraftClause:
    original = wording.clause_of.get(clause.key) if wording else None
    here = {*gaps_in(clause.text), *clause.states}
    return DraftClause(
        read,
        clause,
        place,
        tuple(one for one in steps if one.key in here),
        tuple(CATALOGUE[key].title for key in silent_terms(clause, content)),
        original is None or original.optional,
        original is not None and original.digest != words_digest(clause.heading, clause.text),
    )


def _left_out(content: Content, wording: Wording | None) -> tuple[LeftOut, ...]:
    if wording is None:
        return ()
    present = {one.key for one in content.clauses}
    return tuple(
        LeftOut(one.key, one.heading, one.why) for one in wording.clauses if one.key not in present
    )


def gaps_with_parties(
    version: Version, content: Content, wording: Wording | None
) -> tuple[Gap, ...]:
    """What is still to be done before it can be put out: in its words, and among its parties. One
    query.
    """
    found = gaps(content, wording)
    if wording is None:
        return found
    roles = version.agreement.parties.filter(left_on=None).values_list("role", flat=True)
    return (*found, *missing_roles([str(one) for one in roles], wording))


def sides_of(clashes: tuple[Clash, ...]) -> Mapping[str, tuple[Clash, ...]]:
    """Clashes by the key of the term."""
    found: dict[str, tuple[Clash, ...]] = {}
    for one in clashes:
        found[one.conflict.key] = (*found.get(one.conflict.key, ()), one)
    return found
