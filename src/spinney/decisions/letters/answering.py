"""What to write in an answer to a letter about a ballot."""

from __future__ import annotations

from collections.abc import Mapping

from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.ways import Way

_ANSWERS: Mapping[Kind, str] = {
    Kind.CHOOSE: "the number alone, such as 2",
    Kind.APPROVE: "the numbers alone, such as 1 and 3",
    Kind.RANK: "the numbers alone, the best first, such as 3 1 2",
    Kind.SCORE: "each number with its score, such as 1=5 2=3",
    Kind.ALLOCATE: "each number with its points, such as 1=7 3=3",
    Kind.TIMES: "the numbers of the times that suit you, such as 1 3, or 2? if need be",
}


def answer_words(way: Way) -> str:
    """What an answer says in such a ballot, after "answer this e-mail with …"."""
    if way.kind is not None:
        return _ANSWERS[way.kind]
    plain = next(one.label for one in way.voices if not one.needs_reason)
    needs = next((one.label for one in way.voices if one.needs_reason), "")
    because = f" or “{needs}: because …”" if needs else ""
    return f"the number or the words, such as “{plain}”{because}"
