"""What differs between two states of an agreement, in words: versions, the draft, the template,
what somebody outside was given, proposed words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spinney.agreements.bridge.fixing import document_of, names_in, parties_of
from spinney.agreements.bridge.wordings import begin, wordings
from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.differing import (
    ClauseDifference,
    Differences,
    Kind,
    Piece,
    clause_difference,
    differences,
)
from spinney.agreements.engine.document import Document
from spinney.agreements.engine.terms import CATALOGUE, TermFault
from spinney.agreements.engine.terms import words as term_words
from spinney.agreements.models import Agreement, OutsideReader, ProposedWords, Version
from spinney.agreements.policies.drafting import drafts
from spinney.agreements.queries.agreements import check_reads, versions_for
from spinney.agreements.queries.review import content_in_words
from spinney.agreements.states import VersionState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.web.components.words import day

TEMPLATE = "template"
NOT_STATED = "Nothing is agreed about it."


# What can be compared -------------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """Something that can be compared: its key in an address, and what it is called."""

    key: str
    name: str


def states_of(by: Actor, agreement: Agreement) -> list[State]:
    """What of an agreement an actor may compare, oldest first: the template that it began from,
    its versions, and (for those who write it) what was given to readers from outside.
    """
    found = []
    wording = wordings().get(agreement.kind)
    if wording is not None:
        found.append(State(TEMPLATE, f"The template “{wording.title}”"))
    versions = [one for one in versions_for(by, agreement) if one.state != VersionState.DISCARDED]
    found += [State(str(one.number), version_name(one)) for one in versions]
    if drafts(by, agreement):
        readers = OutsideReader.objects.filter(reads__agreement=agreement).order_by("asked_at")
        found += [
            State(f"reader-{one.pk}", f"What {one.name} was given on {day(one.asked_at)}")
            for one in readers
        ]
    return found


def version_name(version: Version) -> str:
    """What a version is called where it is compared."""
    name = f"Version {version.number}"
    if version.state == VersionState.DRAFT:
        return f"{name}, as it is being written"
    if version.state == VersionState.SIGNING:
        return f"{name}, out for signature"
    since = f", in force from {day(version.in_force_from)}" if version.in_force_from else ""
    return f"{name}{since}"


def usual_pair(states: list[State]) -> tuple[str, str]:
    """What is compared unless somebody chooses: the newest version with the one before it; a first
    version with its template.
    """
    numbers = [one.key for one in states if one.key.isdecimal()]
    if len(numbers) > 1:
        return numbers[-2], numbers[-1]
    first = states[0].key if states else ""
    return first, numbers[-1] if numbers else first


def _read(by: Actor, agreement: Agreement, key: str) -> tuple[Content, Document]:
    """A state of an agreement: as written, and in words. Raises NotFound."""
    if key == TEMPLATE:
        wording = wordings().get(agreement.kind)
        if wording is not None:
            made = begin(wording)
            return made, content_in_words(agreement, made.to_json(), 1)
    elif key.isdecimal():
        rows = agreement.versions.exclude(state=VersionState.DISCARDED)
        version = rows.filter(number=int(key)).first()
        if version is not None:
            version.agreement = agreement
            check_reads(by, version)
            return Content.from_json(version.content), document_of(version)
    elif key.startswith("reader-") and key[7:].isdecimal() and drafts(by, agreement):
        readers = OutsideReader.objects.filter(reads__agreement=agreement)
        reader = readers.filter(pk=int(key[7:])).select_related("reads").first()
        if reader is not None:
            words = content_in_words(agreement, reader.content, reader.reads.number)
            return Content.from_json(reader.content), words
    raise NotFound("There is nothing like this to compare.")


# As it is shown -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A piece of words as a page shows it: `kind` is "same", "in" or "out"; line breaks kept."""

    kind: str
    words: str


@dataclass(frozen=True)
class ClauseShown:
    """What became of a clause: what happened in words, its heading and its words piece by piece."""

    key: str
    what: str
    heading: tuple[Shown, ...]
    text: tuple[Shown, ...]

    @property
    def title(self) -> str:
        """The heading as it is now, or was."""
        now = "".join(one.words for one in self.heading if one.kind != "out")
        return now or "".join(one.words for one in self.heading)


@dataclass(frozen=True)
class TermShown:
    """A term that is stated otherwise, in plain words."""

    key: str
    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Compared:
    """Two states of an agreement beside one another."""

    before: State
    after: State
    title: tuple[Shown, ...]
    clauses: tuple[ClauseShown, ...]
    same: int
    terms: tuple[TermShown, ...]

    @property
    def are_none(self) -> bool:
        return not self.clauses and not self.terms and all(p.kind == "same" for p in self.title)

    def lines(self) -> Iterator[dict[str, str]]:
        """A row for each difference, for a spreadsheet: what, where, before, after."""
        if any(one.kind != "same" for one in self.title):
            yield _row("Title", "", self.title)
        for clause in self.clauses:
            yield _row(clause.what, clause.title, clause.text)
        for term in self.terms:
            yield {
                "what": "Stated otherwise", "where": term.title, "before": term.before,
                "after": term.after,
            }  # fmt: skip


def _row(what: str, where: str, pieces: tuple[Shown, ...]) -> dict[str, str]:
    before = "".join(one.words for one in pieces if one.kind != "in")
    after = "".join(one.words for one in pieces if one.kind != "out")
    return {"what": what, "where": where, "before": before, "after": after}


def compared(by: Actor, agreement: Agreement, before: str, after: str) -> Compared:
    """What differs between two states of an agreement that the actor may see, by their keys."""
    names = {one.key: one for one in states_of(by, agreement)}
    if before not in names or after not in names:
        raise NotFound("There is nothing like this to compare.")
    old, old_words = _read(by, agreement, before)
    new, new_words = _read(by, agreement, after)
    found = differences(_in_words(old, old_words), _in_words(new, new_words))
    changed = found.changed_clauses
    return Compared(
        before=names[before],
        after=names[after],
        title=_shown(found.title),
        clauses=tuple(_clause(one) for one in changed),
        same=sum(1 for one in found.clauses if one.kind == Kind.SAME and not one.moved),
        terms=tuple(_terms(found, agreement)),
    )


def changes_in(by: Actor, version: Version) -> Compared | None:
    """What a variation changes in what was agreed before; None for a first version."""
    agreed = version.agreement.versions.filter(state=VersionState.AGREED, number__lt=version.number)
    before = agreed.order_by("-number").first()
    if before is None:
        return None
    return compared(by, version.agreement, str(before.number), str(version.number))


def _in_words(content: Content, document: Document) -> Content:
    """A content with its clauses as people read them."""
    clauses = tuple(
        Clause(one.key, one.heading, "\n\n".join(one.paragraphs)) for one in document.clauses
    )
    return replace(content, title=document.title, clauses=clauses)


def _clause(one: ClauseDifference) -> ClauseShown:
    return ClauseShown(one.key, _what(one), _shown(one.heading), _shown(one.text))


def _what(one: ClauseDifference) -> str:
    if one.kind == Kind.IN:
        return "New clause"
    if one.kind == Kind.OUT:
        return "Left out"
    if one.kind == Kind.CHANGED:
        return "Moved and changed" if one.moved else "Changed"
    return "Moved"


def _shown(pieces: tuple[Piece, ...]) -> tuple[Shown, ...]:
    return tuple(Shown(str(one.kind), one.words) for one in pieces)


def _terms(found: Differences, agreement: Agreement) -> Iterator[TermShown]:
    if not found.terms:
        return
    named = {one.uid: one.name for one in parties_of(agreement)}
    stated = {str(at): [one.before, one.after] for at, one in enumerate(found.terms)}
    named |= names_in(stated)
    for one in found.terms:
        title = CATALOGUE[one.key].title if one.key in CATALOGUE else one.key
        before, after = (_said(one.key, value, named) for value in (one.before, one.after))
        if before != after:
            yield TermShown(one.key, title, before, after)


def _said(key: str, value: Any, names: Mapping[str, str]) -> str:
    """A term in plain words."""
    if value is None or key not in CATALOGUE:
        return NOT_STATED
    try:
        return term_words(key, value, names)
    except TermFault:
        return "What is written there cannot be read."


# Words that were proposed ---------------------------------------------------------------------


@dataclass(frozen=True)
class Proposal:
    """Proposed words against the clause as it stands. `changed_since`: the clause is not what it
    was when they were proposed. `is_there`: the draft has the clause.
    """

    clause: ClauseShown
    changed_since: bool
    is_there: bool
    present: Clause | None


def proposal_of(words: ProposedWords, reader: OutsideReader | None = None) -> Proposal:
    """Proposed words beside the clause as it is in the draft (to a reader from outside: as she was
    given it), word by word, gaps filled.
    """
    version = words.about
    content = Content.from_json(reader.content if reader else version.content)
    before = Clause.from_json(words.before) if words.before else None
    decided = words.state != "open"
    present = before if decided else content.clause(words.clause)
    proposed = None
    if words.text:
        proposed = replace(
            present or Clause(words.clause, ""), heading=words.heading, text=words.text
        )
    if present is None and proposed is None:
        shown = clause_difference(before or Clause(words.clause, words.heading), None)
    else:
        shown = _filled_difference(version, content, present, proposed)
    return Proposal(
        clause=_clause(shown),
        changed_since=not decided and present != before,
        is_there=content.clause(words.clause) is not None,
        present=content.clause(words.clause),
    )


def _filled_difference(
    version: Version,
    content: Content,
    present: Clause | None,
    proposed: Clause | None,
) -> ClauseDifference:
    def filled(clause: Clause | None) -> Clause | None:
        if clause is None:
            return None
        alone = replace(content, clauses=(clause,))
        words = content_in_words(version.agreement, alone.to_json(), version.number)
        return Clause(clause.key, clause.heading, "\n\n".join(words.clauses[0].paragraphs))

    return clause_difference(filled(present), filled(proposed))


def changed_since(reader: OutsideReader) -> Compared | None:
    """What was changed in the draft since a reader from outside was given it; None: nothing."""
    version, agreement = reader.reads, reader.reads.agreement
    if reader.content == version.content:
        return None
    given = content_in_words(agreement, reader.content, version.number)
    old = _in_words(Content.from_json(reader.content), given)
    new = _in_words(Content.from_json(version.content), document_of(version))
    found = differences(old, new)
    if found.are_none:
        return None
    return Compared(
        before=State(f"reader-{reader.pk}", f"What {reader.name} was given"),
        after=State(str(version.number), version_name(version)),
        title=_shown(found.title),
        clauses=tuple(_clause(one) for one in found.changed_clauses),
        same=len(found.clauses) - len(found.changed_clauses),
        terms=tuple(_terms(found, agreement)),
    )
