"""The templates as somebody reads them: clause by clause, what they ask, as a Word document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.choosing import FIRST, MATTERS, Advice, advice_for
from spinney.agreements.engine.document import Document
from spinney.agreements.engine.documents import Print, docx
from spinney.agreements.engine.documents.blocks import Block, blocks
from spinney.agreements.engine.filling import fill
from spinney.agreements.engine.terms import (
    CATALOGUE,
    Kind,
    Part,
    Term,
    TermFault,
    words,
    write,
)
from spinney.agreements.engine.wordings import Asked, Wording, WordingClause
from spinney.agreements.states import PartyRole
from spinney.base.web.components.words import listed

UNITS = {Kind.MONEY: "£", Kind.SHARE: "in a hundred", Kind.DATE: "day, month, year"}
TITLES = {key: term.title for key, term in CATALOGUE.items()}


@dataclass(frozen=True)
class ReadClause:
    """A clause as it is read in a template: what is filled in later stands in brackets."""

    number: int
    clause: WordingClause
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Blank:
    """Where an answer is written on paper: boxes to tick, or lines. `only_if` says when."""

    label: str = ""
    choices: tuple[str, ...] = ()
    several: bool = False
    long: bool = False
    unit: str = ""
    only_if: str = ""


@dataclass(frozen=True)
class AskedThing:
    """Something that a template asks: a question or a term. `usual` is what is offered, or holds
    until something else is agreed ("" for nothing); `blanks` is where it is answered on paper.
    """

    title: str
    help: str
    usual: str
    blanks: tuple[Blank, ...]
    is_term: bool = False


def blank(wording: Wording, cluster: str) -> Document:
    """A template in words, what is filled in later in brackets."""
    content = wording.blank(TITLES)
    return fill(content, kind=wording.title, cluster=cluster, number=1, parties=(), names={})


def clauses_of(wording: Wording, cluster: str) -> list[ReadClause]:
    """Its clauses in words."""
    filled = blank(wording, cluster).clauses
    pairs = enumerate(zip(wording.clauses, filled, strict=True), start=1)
    return [ReadClause(at, clause, blocks(one.paragraphs)) for at, (clause, one) in pairs]


def asked_by(wording: Wording) -> list[AskedThing]:
    """What it asks, in the order of its clauses, each thing once."""
    keys = dict.fromkeys(gap for clause in wording.clauses for gap in clause.gaps)
    return [thing for key in keys for thing in _asked(wording, key)]


def _asked(wording: Wording, key: str) -> Iterator[AskedThing]:
    question = wording.question_of.get(key)
    if question is not None:
        blank = Blank(choices=question.choices, long=question.kind is Asked.TEXT)
        yield AskedThing(question.title, question.help, question.default, (blank,))
    elif key in CATALOGUE:
        term = CATALOGUE[key]
        usual = words(key, write(key, term.default), {}) if _has_default(key) else ""
        yield AskedThing(term.question, term.help, usual, _blanks(term), is_term=True)


def _blanks(term: Term) -> tuple[Blank, ...]:
    """Where a term is answered on paper, part by part; a list of records has room to write."""
    alone = len(term.parts) == 1
    return tuple(
        Blank(
            "" if alone or part.label == term.question else part.label,
            tuple(words for _, words in part.choices),
            part.kind is Kind.CHOICES,
            part.kind in (Kind.RECORDS, Kind.LINES, Kind.FIELDS),
            UNITS.get(part.kind, part.unit),
            _only_if(term, part),
        )
        for part in term.parts
    )


def _only_if(term: Term, part: Part) -> str:
    """When a part is asked: "only for: Consensus or Consent"; "" for always."""
    if part.only_if is None:
        return ""
    other = next(one for one in term.parts if one.key == part.only_if[0])
    return listed([other.word(key).split(":")[0] for key in part.only_if[1]], "or")


def _has_default(key: str) -> bool:
    """Whether the default of a term could be agreed as it stands; others say that nothing is."""
    try:
        words(key, write(key, CATALOGUE[key].default), {})
    except TermFault:
        return False
    return True


def roles_of(wording: Wording) -> list[str]:
    """Whom it needs as parties, in words: "Lead body: one"."""
    return [
        f"{PartyRole(one.role).label}: {_how_many(one.least, one.most)}" for one in wording.roles
    ]


def _how_many(least: int, most: int) -> str:
    numbers = ("none", "one", "two", "three")
    if least == most:
        return numbers[least]
    if most:
        return f"{'at most' if not least else numbers[least] + ' to'} {numbers[most]}"
    return f"{numbers[least]} or more" if least else "any number"


def as_word(wording: Wording, cluster: str, now: datetime) -> bytes:
    """A template as a Word document."""
    how = Print(made_at=now, standing="Template. Words in brackets are filled in.")
    return docx(blank(wording, cluster), how)


# Which one fits -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Suggestion:
    """A template that fits, and why."""

    wording: Wording
    because: str


@dataclass(frozen=True)
class Path:
    """How far somebody is in choosing: what was asked and answered, and what follows."""

    said: tuple[tuple[str, str], ...]
    advice: Advice | None
    suggestions: tuple[Suggestion, ...]


def first_question() -> tuple[str, list[tuple[str, str, str]]]:
    """The first question, and its answers: key, words, hint."""
    return FIRST, [(key, one.words, one.hint) for key, one in MATTERS.items()]


def second_question(matter: str) -> tuple[str, list[tuple[str, str, str]]] | None:
    """The second question after an answer to the first; None when there is no such answer."""
    found = MATTERS.get(matter)
    if found is None:
        return None
    return found.question, [(key, one.words, "") for key, one in found.answers.items()]


def path_to(matter: str, answer: str) -> Path:
    """What the answers lead to."""
    found = MATTERS.get(matter)
    if found is None:
        return Path((), None, ())
    said = ((FIRST, found.words),)
    advice = advice_for(matter, answer)
    if advice is None:
        return Path(said, None, ())
    fits = tuple(Suggestion(wordings()[one.template], one.because) for one in advice.templates)
    return Path((*said, (found.question, advice.words)), advice, fits)
