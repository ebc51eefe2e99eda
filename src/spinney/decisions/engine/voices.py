"""What voices about one proposal come to: consent, consensus, gradients of agreement. Pure.

>>> voices = voices_feeling(WAYS["gradients"], {"endorse": 6, "reservations": 2, "abstain": 1})
>>> voices.how, voices.agree, voices.abstained, str(voices.agreement)
('whole', 8, 1, '11/15')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from spinney.base.kernel.assent import AGREES, DISAGREES, OBJECTS
from spinney.decisions.engine.agreement import agreement, level_of
from spinney.decisions.engine.result import number_from_json, number_to_json
from spinney.decisions.engine.ways import WAYS, Way

__all__ = ["WAYS", "Voices", "voices_feeling"]

Json = Any
BESIDE = frozenset({"abstain", "none"})
"""Voices that stand beside the scale from the most for to the most against."""
AGAINST = frozenset({OBJECTS, DISAGREES})
STOPPING = frozenset({"object", "block", "veto"})


@dataclass(frozen=True)
class Voices:
    """`counts` has every voice of the way that is on its scale, the most for first. Of the `of` who
    have such a voice, `agree` agree and `against` object or disagree, by what the voice means;
    `stopping` say that it must not be. `how` is "nobody", "stopped" (somebody does), "whole" (all
    agree), "broad" (nobody is against), "divided", or "against" (more are against than agree).
    Where the voices of a way mean nothing it is how much people agree with each other (see
    `agreement.level_of`).
    """

    counts: Mapping[str, int]
    abstained: int
    agree: int
    against: int
    stopping: int
    of: int
    agreement: Fraction | None
    how: str

    def to_json(self) -> dict[str, Json]:
        return {
            "counts": dict(self.counts),
            "agreement": None if self.agreement is None else number_to_json(self.agreement),
            **{name: getattr(self, name) for name in _PLAIN},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Self:
        index = data["agreement"]
        return cls(
            counts=dict(data["counts"]),
            agreement=None if index is None else number_from_json(index),
            **{name: data[name] for name in _PLAIN},
        )


_PLAIN = ("abstained", "agree", "against", "stopping", "of", "how")


def voices_feeling(way: Way, counts: Mapping[str, int]) -> Voices:
    """The balance of feeling of the voices of a way, of which `counts` says how many there are.
    Voices that the way does not have are passed over.
    """
    on_scale = {key: counts.get(key, 0) for key in way.means if key not in BESIDE}
    of = sum(on_scale.values())
    index = agreement(list(on_scale.values())) if of else None
    voices = Voices(
        counts=on_scale,
        abstained=sum(counts.get(key, 0) for key in way.means if key in BESIDE),
        agree=sum(count for key, count in on_scale.items() if way.means[key] == AGREES),
        against=sum(count for key, count in on_scale.items() if way.means[key] in AGAINST),
        stopping=sum(count for key, count in on_scale.items() if key in STOPPING),
        of=of,
        agreement=index,
        how="nobody" if index is None else level_of(index, of, len(on_scale)),
    )
    decides = index is not None and any(way.means.values())
    return Voices(**{**vars(voices), "how": _how(voices)}) if decides else voices


def _how(voices: Voices) -> str:
    if voices.stopping:
        return "stopped"
    if voices.agree == voices.of:
        return "whole"
    if not voices.against:
        return "broad"
    return "divided" if voices.agree >= voices.against else "against"
