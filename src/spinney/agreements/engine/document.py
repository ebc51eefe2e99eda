"""The words of a version, fixed: what is shown, printed, signed and hashed. Pure.

>>> part = FixedClause("1", "aims", "What we are for", ("To share an office.",))
>>> made = Document("Ground rules", "Ground rules", "Elm Valley", 1, (), (part,), {})
>>> Document.from_json(made.to_json()) == made
True
>>> len(made.digest)
64
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from spinney.base.kernel.canonical import sha256

Json = Any


@dataclass(frozen=True)
class NamedParty:
    """A party as the document names it: its number on a public list ("GB-CHC-1096829") if it has
    one, its role in words.
    """

    uid: str
    name: str
    role: str = ""
    number: str = ""


@dataclass(frozen=True)
class FixedClause:
    """A clause with its gaps filled: its number, paragraphs (an item of a list begins "- ")."""

    number: str
    key: str
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A version with all its gaps filled. `terms` are its terms as JSON: they are signed with the
    words. `varies` says of a variation what it changes and why.
    """

    title: str
    kind: str
    cluster: str
    number: int
    parties: tuple[NamedParty, ...]
    clauses: tuple[FixedClause, ...]
    terms: Mapping[str, Json]
    varies: str = ""
    starts: str = ""

    def to_json(self) -> dict[str, Json]:
        return {
            "title": self.title,
            "kind": self.kind,
            "cluster": self.cluster,
            "number": self.number,
            "parties": [[p.uid, p.name, p.role, p.number] for p in self.parties],
            "clauses": [[c.number, c.key, c.heading, list(c.paragraphs)] for c in self.clauses],
            "terms": dict(sorted(self.terms.items())),
            "varies": self.varies,
            "starts": self.starts,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        """Raises KeyError for what is no document."""
        return cls(
            data["title"],
            data["kind"],
            data["cluster"],
            data["number"],
            tuple(NamedParty(*one) for one in data["parties"]),
            tuple(FixedClause(n, key, head, tuple(text)) for n, key, head, text in data["clauses"]),
            dict(data["terms"]),
            data.get("varies", ""),
            data.get("starts", ""),
        )

    @property
    def digest(self) -> str:
        """SHA-256 of words, parties and terms: what a signature is under."""
        return sha256(self.to_json())
