"""From a content with gaps to fixed words, and what is still to be answered before. Pure.

>>> clause = Clause("aims", "What we are for", "In {cluster} we {purpose}.")
>>> content = Content("", "", "Our rules", (clause,), answers={"purpose": "share an office"})
>>> made = fill(content, kind="Rules", cluster="Elm Valley", number=1, parties=(), names={})
>>> made.clauses[0].number, made.clauses[0].paragraphs
('1', ('In Elm Valley we share an office.',))
>>> [gap.words for gap in gaps(replace(content, answers={}), None)]
['“What we are for” (clause 1) waits for an answer: purpose.']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.document import Document, FixedClause, NamedParty
from spinney.agreements.engine.terms import CATALOGUE, TermFault, lines, read
from spinney.agreements.engine.wordings import BRACES, GIVEN, Wording, gaps_in, in_words

__all__ = ["Gap", "GapKind", "fill", "gaps", "missing_roles", "replace"]

ITEM = "- "
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ALSO = Clause("also_agreed", "What else we agree")
"""The heading under which terms are put in words that no clause says."""


class GapKind(StrEnum):
    """Where it is mended."""

    TITLE = "title"
    TERM = "term"
    ANSWER = "answer"
    CLAUSE = "clause"
    PARTIES = "parties"


@dataclass(frozen=True)
class Gap:
    """Something that is still to be done before an agreement may be put out: what kind of place
    mends it, the key of the term, answer, clause or role, the key of the clause that waits for it
    ("" for none), and all this in words.
    """

    kind: GapKind
    key: str
    clause: str
    words: str


def fill(
    content: Content,
    *,
    kind: str,
    cluster: str,
    number: int,
    parties: Sequence[NamedParty],
    names: Mapping[str, str],
    varies: str = "",
    starts: str = "",
) -> Document:
    """The words of a content with every gap filled.

    `names` maps the uid of every organisation that a term may name to its name; the parties' own
    names go before. What is not answered yet shows as "[still to be said: …]"; `gaps` lists it.
    Every term that the content states is put in words: one that no clause says stands in a last
    clause of its own, so that nothing is signed unread.
    """
    known = {**names, **{party.uid: party.name for party in parties}}
    say = _speaker(content, cluster, known)
    clauses = (*content.clauses, *_also(content))
    fixed = tuple(
        FixedClause(str(at), clause.key, _line(clause.heading), _paragraphs(clause.text, say))
        for at, clause in enumerate(clauses, start=1)
    )
    return Document(
        _line(content.title), kind, cluster, number, tuple(parties), fixed, dict(content.terms),
        varies, starts,
    )  # fmt: skip


def _speaker(content: Content, cluster: str, names: Mapping[str, str]) -> Callable[[str], str]:
    """What stands in the place of each gap."""

    def say(key: str) -> str:
        if key == "cluster":
            return cluster
        if key in CATALOGUE:
            said = _term_words(key, content.terms.get(key), names)
            return said or _unsaid(CATALOGUE[key].title)
        answer = content.answers.get(key, "").strip()
        return _answer_words(answer) if answer else _unsaid(in_words(key))

    return say


def _unsaid(what: str) -> str:
    return f"[still to be said: {what}]"


def _term_words(key: str, value: Any, names: Mapping[str, str]) -> str:
    """A term in words; "" for one that is not stated or cannot be read."""
    if value is None:
        return ""
    try:
        return "\n".join(lines(key, value, names))
    except TermFault:
        return ""


def _answer_words(answer: str) -> str:
    """An answer as it stands in the agreement: a day in words."""
    if not DAY.fullmatch(answer):
        return answer
    try:
        day = date.fromisoformat(answer)
    except ValueError:
        return answer
    return f"{day.day} {day:%B} {day.year}"


def _paragraphs(text: str, say: Callable[[str], str]) -> tuple[str, ...]:
    """The paragraphs and items of a clause, its gaps filled in one go: braces in what is filled
    in mean nothing.
    """

    def put(match: re.Match[str]) -> str:
        if key := match.group(1):
            return _fitted(say(key), before=text[: match.start()], after=text[match.end() :])
        return match.group()[0]

    lines = (_line(one) for one in BRACES.sub(put, text).splitlines())
    return tuple(line for line in lines if line)


def _fitted(said: str, *, before: str, after: str) -> str:
    """What fills a gap, with one full stop at its end where a sentence ends there, and not two."""
    if after.startswith("."):
        return said.removesuffix(".")
    ends = not after or after.startswith(("\n", "\r"))
    line = f"{before}{said}".splitlines()[-1] if before or said else ""
    if ends and said[-1:].isalnum() and not line.lstrip().startswith(ITEM):
        return f"{said}."
    return said


def _line(text: str) -> str:
    """A line without what no page can show: control characters, and blanks at its ends."""
    kept = (one for one in text if one == "\t" or unicodedata.category(one) != "Cc")
    return "".join(kept).replace("\t", " ").strip()


def _also(content: Content) -> Iterator[Clause]:
    """A last clause with the terms that are stated and that no clause says."""
    said = {gap for clause in content.clauses for gap in gaps_in(clause.text)}
    unsaid = [key for key in CATALOGUE if key in content.terms and key not in said]
    if unsaid:
        text = "\n\n".join(f"{{{key}}}" for key in unsaid)
        yield replace(ALSO, text=text, states=tuple(unsaid))


def gaps(content: Content, wording: Wording | None) -> tuple[Gap, ...]:
    """What is still unanswered, in the order of the clauses, each thing once. `wording` is the
    template that it began from, None for none; it gives the questions their words.
    """
    found: dict[tuple[GapKind, str], Gap] = {}
    for gap in _all_gaps(content, wording):
        found.setdefault((gap.kind, gap.key), gap)
    return tuple(found.values())


def _all_gaps(content: Content, wording: Wording | None) -> Iterator[Gap]:
    if not content.title.strip():
        yield Gap(GapKind.TITLE, "title", "", "The agreement has no title.")
    if not content.clauses:
        yield Gap(GapKind.CLAUSE, "", "", "The agreement has no clause.")
    for at, clause in enumerate(content.clauses, start=1):
        yield from _of_clause(content, wording, at, clause)
    said = {gap for clause in content.clauses for gap in gaps_in(clause.text)}
    for key in content.stated():
        if key not in said:
            yield from _of_term(content, key, Clause("", ""), "")


def _of_clause(content: Content, wording: Wording | None, at: int, clause: Clause) -> Iterator[Gap]:
    where = f"“{clause.heading}” (clause {at})"
    if not clause.heading.strip():
        yield Gap(GapKind.CLAUSE, clause.key, clause.key, f"Clause {at} has no heading.")
    if not clause.text.strip():
        yield Gap(GapKind.CLAUSE, clause.key, clause.key, f"{where} says nothing yet.")
    for key in gaps_in(clause.text):
        if key in CATALOGUE:
            yield from _of_term(content, key, clause, where)
        elif key not in GIVEN and not content.answers.get(key, "").strip():
            yield _of_answer(wording, key, clause, where)


def _of_term(content: Content, key: str, clause: Clause, where: str) -> Iterator[Gap]:
    term = CATALOGUE.get(key)
    if term is None:
        words = f"The agreement states “{key}”, which is no term that Spinney knows."
        yield Gap(GapKind.TERM, key, clause.key, words)
    elif key not in content.terms:
        yield Gap(GapKind.TERM, key, clause.key, f"{where} waits for an answer: {term.question}")
    elif fault := _fault(key, content.terms[key]):
        yield Gap(GapKind.TERM, key, clause.key, f"{term.title}: {fault}")


def _fault(key: str, value: Any) -> str:
    try:
        read(key, value)
    except TermFault as fault:
        return str(fault)
    return ""


def _of_answer(wording: Wording | None, key: str, clause: Clause, where: str) -> Gap:
    question = wording.question_of.get(key) if wording else None
    if question is not None:
        words = f"{where} waits for an answer: {question.title}"
        return Gap(GapKind.ANSWER, key, clause.key, words)
    if clause.own or wording is not None:
        words = f"{where} has “{{{key}}}”, which stands for nothing. Write what you mean."
        return Gap(GapKind.CLAUSE, clause.key, clause.key, words)
    words = f"{where} waits for an answer: {in_words(key)}."
    return Gap(GapKind.ANSWER, key, clause.key, words)


def missing_roles(roles: Sequence[str], wording: Wording) -> tuple[Gap, ...]:
    """What its parties lack, or have too many of, given the role of each party. A deed may have
    one party: whoever joins may be all who signs.
    """
    if len(roles) < (1 if wording.of_another else 2):
        words = "An agreement is between two organisations or more. Name its parties."
        return (Gap(GapKind.PARTIES, "", "", words),)
    wrong = [
        one
        for one in wording.roles
        if roles.count(one.role) < one.least or (one.most and roles.count(one.role) > one.most)
    ]
    return tuple(Gap(GapKind.PARTIES, one.role, "", one.words) for one in wrong)
