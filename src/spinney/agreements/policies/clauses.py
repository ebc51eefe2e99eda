"""When words can stand in a clause."""

from __future__ import annotations

from spinney.agreements.engine.content import Content
from spinney.agreements.policies.drafting import LONGEST_CLAUSE, LONGEST_HEADING
from spinney.base.kernel.errors import BadInput


def check_words(heading: str, text: str, content: Content) -> None:
    """Raise BadInput for a clause without a heading or words, one that is too long, or one with a
    brace that is no gap.
    """
    told: dict[str, list[str]] = {}
    if not heading:
        told["heading"] = ["Give the clause a heading."]
    elif len(heading) > LONGEST_HEADING:
        told["heading"] = [f"Make the heading shorter: there is room for {LONGEST_HEADING}."]
    if not text:
        told["text"] = ["Write what the clause says."]
    elif len(text) > LONGEST_CLAUSE:
        told["text"] = [
            f"Make it shorter, or make two clauses of it: there is room for {LONGEST_CLAUSE:,}"
            f" letters, and this has {len(text):,}."
        ]
    if told:
        raise BadInput(" ".join(one for words in told.values() for one in words), told)
