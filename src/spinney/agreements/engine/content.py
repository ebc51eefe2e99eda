"""What a version says while it is written: clauses with gaps, terms, answers. Pure.

    >>> clause = Clause("money", "Money", "{spending_limits}", ("spending_limits",))
    >>> made = Content("ground_rules", "", "Ground rules", (clause,), terms={"lead_body": "u1"})
    >>> Content.from_json(made.to_json()) == made
    True
    >>> made.stated(), made.clause_of("spending_limits").heading
    (('lead_body',), 'Money')

In the words of a clause `{key}` stands for the words of the term or the answer with that key
("{decision_rule}"); a brace that is meant is written twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from spinney.base.kernel.canonical import sha256

#: A value as JSON can hold it.
Json = Any


@dataclass(frozen=True)
class Clause:
    """One clause: `key` is unique in its agreement and stays the same through its versions.

    `text` holds paragraphs with an empty line between them; a line that begins with "- " is an
    item of a list. `states` names the terms that it puts in words. `own` clauses were written by
    the members; the others came from the wording.
    """

    key: str
    heading: str
    text: str = ""
    states: tuple[str, ...] = ()
    own: bool = False

    def to_json(self) -> dict[str, Json]:
        said: dict[str, Json] = {"key": self.key, "heading": self.heading, "text": self.text}
        return (
            said
            | ({"states": list(self.states)} if self.states else {})
            | ({"own": True} if self.own else {})
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        """Raises KeyError for what is no clause."""
        return cls(
            data["key"],
            data["heading"],
            data.get("text", ""),
            tuple(data.get("states", ())),
            bool(data.get("own", False)),
        )


@dataclass(frozen=True)
class Content:
    """A version as it is written.

    `wording` and `edition` name the template that it began from and the state of that template
    (both empty for none). `terms` maps the key of a term to its value as JSON
    (`engine.terms` reads it); `answers` the key of a question that is no term to words. A key in
    `instead_of` says: this agreement takes the place of what another one in force says of that
    term.
    """

    wording: str
    edition: str
    title: str
    clauses: tuple[Clause, ...] = ()
    terms: Mapping[str, Json] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    instead_of: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Json]:
        return {
            "wording": self.wording,
            "edition": self.edition,
            "title": self.title,
            "clauses": [clause.to_json() for clause in self.clauses],
            "terms": dict(sorted(self.terms.items())),
            "answers": dict(sorted(self.answers.items())),
            "instead_of": sorted(self.instead_of),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        """Raises KeyError for what is no content."""
        return cls(
            data["wording"],
            data["edition"],
            data["title"],
            tuple(Clause.from_json(one) for one in data.get("clauses", ())),
            dict(data.get("terms", {})),
            dict(data.get("answers", {})),
            tuple(data.get("instead_of", ())),
        )

    @property
    def digest(self) -> str:
        """SHA-256 of the content, however it came to be spelt."""
        return sha256(self.to_json())

    def stated(self) -> tuple[str, ...]:
        """The keys of the terms that it states, in order of the alphabet."""
        return tuple(sorted(self.terms))

    def clause(self, key: str) -> Clause | None:
        """The clause with a key."""
        return next((one for one in self.clauses if one.key == key), None)

    def clause_of(self, term: str) -> Clause | None:
        """The clause that puts a term in words."""
        return next((one for one in self.clauses if term in one.states), None)

    def with_clause(self, clause: Clause) -> Self:
        """The same with a clause put in the place of the one with its key, or added at the end."""
        if self.clause(clause.key) is None:
            return replace(self, clauses=(*self.clauses, clause))
        changed = tuple(clause if one.key == clause.key else one for one in self.clauses)
        return replace(self, clauses=changed)

    def with_term(self, key: str, value: Json) -> Self:
        """The same with a term stated; None states it no longer."""
        kept = {name: one for name, one in self.terms.items() if name != key}
        return replace(self, terms=kept if value is None else kept | {key: value})
