"""When words can stand in a clause."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spinney.agreements.engine.terms import CATALOGUE
from spinney.agreements.engine.wordings import BRACES, GIVEN
from spinney.agreements.policies.drafting import LONGEST_CLAUSE, LONGEST_HEADING
from spinney.base.kernel.errors import BadInput


def check_words(heading: str, text: str, questions: Collection[str]) -> None:
    """Raise BadInput for a clause without a heading or words, one that is too long, or one with a
    brace that stands for nothing. `questions` are the keys that the template asks.
    """
    told = {"heading": [*_heading(heading)], "text": [*_text(text, questions)]}
    told = {field: words for field, words in told.items() if words}
    if told:
        raise BadInput(" ".join(one for words in told.values() for one in words), told)


def _heading(heading: str) -> Iterator[str]:
    if not heading:
        yield "Give the clause a heading."
    elif len(heading) > LONGEST_HEADING:
        yield f"Make the heading shorter: there is room for {LONGEST_HEADING} letters."


def _text(text: str, questions: Collection[str]) -> Iterator[str]:
    if not text:
        yield "Write what the clause says."
    elif len(text) > LONGEST_CLAUSE:
        yield (
            f"Make it shorter, or make two clauses of it: there is room for {LONGEST_CLAUSE:,}"
            f" letters, and this has {len(text):,}."
        )
    for found in BRACES.finditer(text):
        key = found.group(1)
        if key and key not in CATALOGUE and key not in GIVEN and key not in questions:
            yield (
                f"“{{{key}}}” stands for nothing. Write what you mean, or double the braces to show"
                " them."
            )
        elif found.group() in ("{", "}"):
            yield f"There is a “{found.group()}” by itself. Take it out, or double it to show it."
