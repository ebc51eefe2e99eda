"""What voices about one proposal come to: consent, consensus, gradients of agreement. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Self

from spinney.decisions.engine.agreement import agreement
from spinney.decisions.engine.result import number_from_json, number_to_json

Json = Any

GRADIENTS = (
    "endorse",
    "minor_point",
    "reservations",
    "stand_aside",
    "disagree_go_along",
    "disagree_no_part",
    "block",
)
"""Levels of agreement, from the most for to the most against (after S. Kaner, "Facilitator's Guide
to Participatory Decision-Making", 1996); "abstain" stands beside the scale."""

FOR_IT = frozenset({"endorse", "minor_point", "reservations", "agree", "consent"})
GOING_ALONG = FOR_IT | {"stand_aside", "disagree_go_along"}
STOPPING = frozenset({"block", "object"})


@dataclass(frozen=True)
class Voices:
    """`how` is "nobody", "stopped" (somebody blocks or objects), "whole" (all are for it, none with
    more than reservations), "broad" (all go along) or "divided". `of` have a voice on the scale,
    `willing` of them go along, `abstained` spoke beside the scale.
    """

    counts: Mapping[str, int]
    abstained: int
    willing: int
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


_PLAIN = ("abstained", "willing", "stopping", "of", "how")


def voices_feeling(counts: Mapping[str, int], scale: Sequence[str] = GRADIENTS) -> Voices:
    """The balance of feeling of voices. `counts` is how many spoke at each level, `scale` the
    levels from the most for to the most against; a level outside it ("abstain") is beside it.

    >>> voices = voices_feeling({"endorse": 6, "reservations": 2, "abstain": 1})
    >>> voices.how, voices.willing, voices.abstained, str(voices.agreement)
    ('whole', 8, 1, '11/15')
    """
    on_scale = {level: counts.get(level, 0) for level in scale}
    of = sum(on_scale.values())
    willing = _at(on_scale, GOING_ALONG)
    stopping = _at(on_scale, STOPPING)
    return Voices(
        counts=on_scale,
        abstained=sum(counts.values()) - of,
        willing=willing,
        stopping=stopping,
        of=of,
        agreement=agreement(list(on_scale.values())) if of else None,
        how=_how(of, _at(on_scale, FOR_IT), willing, stopping),
    )


def _at(counts: Mapping[str, int], levels: frozenset[str]) -> int:
    return sum(count for level, count in counts.items() if level in levels)


def _how(of: int, for_it: int, willing: int, stopping: int) -> str:
    if not of:
        return "nobody"
    if stopping:
        return "stopped"
    if for_it == of:
        return "whole"
    return "broad" if willing == of else "divided"
