"""The words of a clause as somebody types them: each gap by its name, in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.wordings import gaps_in
from spinney.agreements.models import Version
from spinney.agreements.queries.review import content_in_words


def gap_names(content: Content) -> dict[str, str]:
    """Key -> name of every gap in the words of a content: what stands in brackets when somebody
    types words.
    """
    keys = {key for clause in content.clauses for key in gaps_in(clause.text)}
    return {key: _gap_name(key) for key in sorted(keys)}


def gap_words(version: Version, content: Content, keys: Iterable[str]) -> list[tuple[str, str]]:
    """What stands for each gap now: its name, and the words that are filled in."""
    keys = list(keys)
    lines = tuple(Clause(key, key, f"{{{key}}}") for key in keys)
    alone = replace(content, clauses=lines).to_json()
    shown = content_in_words(version.agreement, alone, version.number).clauses
    return [
        (_gap_name(key), " ".join(clause.paragraphs))
        for key, clause in zip(keys, shown, strict=False)
    ]


def _gap_name(key: str) -> str:
    return CATALOGUE[key].title if key in CATALOGUE else key.replace("_", " ").capitalize()


def as_typed(clause: Clause, names: Mapping[str, str]) -> str:
    """The words of a clause as somebody types them: `{quorum}` as `[Quorum]`."""
    text = clause.text
    for key, name in names.items():
        text = text.replace(f"{{{key}}}", f"[{name}]")
    return text.replace("{{", "{").replace("}}", "}")


def from_typed(text: str, names: Mapping[str, str]) -> str:
    """What somebody typed, with its gaps as a clause has them."""
    text = text.replace("{", "{{").replace("}", "}}")
    for key, name in names.items():
        text = re.sub(re.escape(f"[{name}]"), f"{{{key}}}", text, flags=re.IGNORECASE)
    return text
