"""What a template holds: its clauses, each explained, and what it asks. Pure.

A template ("wording") is read from a file that comes with Spinney (`engine.reading_wordings`). A
draft takes its clauses over into a content of its own, so that a later edition never changes it.

    >>> clause = WordingClause("aims", "What we are for", "{purpose} {quorum}", "Why.", "Wrong.")
    >>> asks = (Question("purpose", "What do you want to do together?", "In a sentence or two."),)
    >>> made = Wording("tiny", "Tiny", "To try.", "Now.", "Never.", 5, "cluster", Binds.NO, "No.",
    ...     needs_solicitor=False, solicitor="No.", clauses=(clause,), questions=asks)
    >>> made.clauses[0].gaps, made.terms, made.begin().answers
    (('purpose', 'quorum'), ('quorum',), {})
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from spinney.agreements.engine.content import Clause, Content
from spinney.base.kernel.canonical import sha256

#: A gap (`{key}`), a brace that is meant (written twice), or a brace that stands alone.
BRACES = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}|[{}]")

#: Gaps that nobody is asked for: the name of the cluster.
GIVEN = frozenset({"cluster"})


class Binds(StrEnum):
    """Whether a court would hold the parties to it."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"

    @property
    def label(self) -> str:
        return {
            Binds.YES: "Binds by law",
            Binds.NO: "Does not bind by law",
            Binds.PARTLY: "Parts of it bind by law",
        }[self]


class Asked(StrEnum):
    """How the answer to a question is given."""

    LINE = "line"  # a few words
    TEXT = "text"  # a paragraph or several; a line that begins "- " is an item of a list
    DAY = "day"  # a date, kept as "2027-03-31" and said as "31 March 2027"
    CHOICE = "choice"  # one of `choices`, which are the words that will stand


@dataclass(frozen=True)
class Question:
    """Something that a template asks and that is no term. `default` is what is offered;
    `default_from` names what the site knows instead (a key of `bridge.wordings.KNOWN`).
    """

    key: str
    title: str
    help: str
    kind: Asked = Asked.LINE
    default: str = ""
    default_from: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class ExpectedRole:
    """Parties that an agreement needs: from `least` to `most` (0: any number) with a role."""

    role: str
    least: int
    most: int
    words: str


@dataclass(frozen=True)
class WordingClause:
    """One clause and what explains it: why it is there, what goes wrong without it, what others
    chose, and what a solicitor should look at. The words are as in `engine.content.Clause`.
    """

    key: str
    heading: str
    text: str
    why: str
    goes_wrong: str
    others_chose: str = ""
    solicitor: str = ""
    optional: bool = False
    #: The keys of the terms that it states, in the order of its words.
    terms: tuple[str, ...] = ()

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """The keys of everything that is filled in, each once, in the order of its words."""
        return gaps_in(self.text)

    @property
    def digest(self) -> str:
        """SHA-256 of its heading and words."""
        return words_digest(self.heading, self.text)


@dataclass(frozen=True)
class Wording:
    """One template. `use_when` and `not_when` say when it fits and what to use instead; `minutes`
    is how long it takes to draft; `binds_why` says why it binds by law, or not; `solicitor` what
    one is needed for, or why none is.
    """

    key: str
    title: str
    for_what: str
    use_when: str
    not_when: str
    minutes: int
    speaks_for: str
    binds: Binds
    binds_why: str
    needs_solicitor: bool
    solicitor: str
    clauses: tuple[WordingClause, ...]
    questions: tuple[Question, ...] = ()
    roles: tuple[ExpectedRole, ...] = ()
    of_another: bool = field(default=False)
    """Whether it is a deed: it belongs to another agreement."""

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The keys of the terms that it asks, in the order of its clauses, each once."""
        asked = {question.key for question in self.questions} | GIVEN
        gaps = (gap for clause in self.clauses for gap in clause.gaps)
        return tuple(dict.fromkeys(gap for gap in gaps if gap not in asked))

    @cached_property
    def edition(self) -> str:
        """SHA-256 of what a draft takes over: an edition is new when that changes, not when only
        an explanation does.
        """
        clauses = [[one.key, one.heading, one.text, one.optional] for one in self.clauses]
        asked = [[q.key, q.title, q.kind, list(q.choices)] for q in self.questions]
        return sha256({"title": self.title, "clauses": clauses, "questions": asked})

    @cached_property
    def clause_of(self) -> Mapping[str, WordingClause]:
        """Key -> clause."""
        return MappingProxyType({one.key: one for one in self.clauses})

    @cached_property
    def question_of(self) -> Mapping[str, Question]:
        """Key -> question."""
        return MappingProxyType({one.key: one for one in self.questions})

    def begin(self, answers: Mapping[str, str] | None = None) -> Content:
        """A draft: every clause taken over, the answers given, or offered, filled in."""
        offered = {one.key: one.default for one in self.questions if one.default}
        given = {key: words for key, words in (answers or {}).items() if key in self.question_of}
        clauses = tuple(Clause(c.key, c.heading, c.text, c.terms) for c in self.clauses)
        return Content(self.key, self.edition, self.title, clauses, answers=offered | given)

    def blank(self, titles: Mapping[str, str]) -> Content:
        """The template to be read, not signed: in the place of each gap what belongs there, in
        brackets. `titles` has the titles of terms by their keys.
        """
        clauses = tuple(
            Clause(one.key, one.heading, bracketed(one.text, titles)) for one in self.clauses
        )
        return Content(self.key, self.edition, self.title, clauses)


def bracketed(text: str, titles: Mapping[str, str]) -> str:
    """Words with what belongs there in the place of each gap, in brackets.

    >>> bracketed("{quorum} in {cluster}, {first_day}", {"quorum": "Quorum"})
    '[Quorum] in {cluster}, [first day]'
    """

    def put(match: re.Match[str]) -> str:
        key = match.group(1)
        if not key or key in GIVEN:
            return match.group()
        return f"[{titles.get(key) or in_words(key)}]"

    return BRACES.sub(put, text)


def in_words(key: str) -> str:
    """What a question asks for, in a few words: its key is chosen so.

    >>> in_words("length_of_notice")
    'length of notice'
    """
    return key.replace("_", " ")


def gaps_in(text: str) -> tuple[str, ...]:
    """The keys of the gaps in words, each once, in their order.

    >>> gaps_in("We meet {meetings}; {{not a gap}}; {meetings} and {quorum}")
    ('meetings', 'quorum')
    """
    found = (one.group(1) for one in BRACES.finditer(text))
    return tuple(dict.fromkeys(key for key in found if key))


def words_digest(heading: str, text: str) -> str:
    """SHA-256 of the heading and words of a clause, however its paragraphs are set apart."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return sha256([heading.strip(), lines])
