"""Why a ballot came to what it did, in words: who took part, what the rule asked, the steps of the
count, how far apart you are, and how firm it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spinney.agreements.api import reason_words
from spinney.base.kernel.assent import DISAGREES, VOTES
from spinney.base.web.components.words import counted
from spinney.decisions.bridge.counted import BallotOutcome, Firmness
from spinney.decisions.bridge.counting import COULD, MAIN_RULES
from spinney.decisions.bridge.rule_words import against_words
from spinney.decisions.engine import saying
from spinney.decisions.engine.ways import Way
from spinney.decisions.engine.what_if import WhatIf

Names = Mapping[str, str]

VOICES_TURN = {
    ("changed", "could_change"): "It is close: one voice changed could have turned it.",
    ("changed", "cannot_change"): "No single voice changed could have turned it.",
    ("less", "could_change"): "Without one of the voices, it could have been otherwise.",
    ("less", "cannot_change"): "Without any one of the voices, it would have been the same.",
}
OF_ALL = ("quorum_met", "quorum_missing")
"""The reasons that say how many of all took part."""
NOBODY_STOPPED_IT = "By your rule any one of you could have stopped it, and nobody did."
"""Where one alone can stop a proposal, that one vote turns it says nothing of how close it was."""


def turnout_words(found: BallotOutcome, *, beside_why: bool = False) -> str:
    """How many voted: "5 of 6 organisations voted. 1 took no part because of an interest.". The
    first is left out beside `why_words` that have it as the quorum.
    """
    turnout = found.turnout
    if not turnout.asked:
        return "Nobody could vote."
    reasons = found.quorum.reasons if found.count is None else found.count.reasons
    told = beside_why and any(one.code in OF_ALL and "class" not in one.numbers for one in reasons)
    said = [] if told else [f"{turnout.voted} of {counted(turnout.asked, 'organisation')} voted."]
    if turnout.recused:
        said.append(f"{turnout.recused} took no part because of an interest.")
    if turnout.left:
        verb = "does" if turnout.left == 1 else "do"
        left = counted(turnout.left, "organisation")
        said.append(f"{left} left while voting was open, and {verb} not count.")
    return " ".join(said)


def why_words(way: Way, found: BallotOutcome) -> list[str]:
    """What decided: the quorum, and what the rule agreed asks of voices."""
    if found.count is None:
        return [reason_words(one) for one in found.quorum.reasons]
    said = [reason_words(one) for one in found.count.reasons]
    if found.count.method in VOTES:
        count = found.count
        said.append(
            f"Votes: {count.agree} for it, {count.object} against, {count.aside} standing aside, of"
            f" {count.weight} in all."
        )
        if any(found.says.get(one.key) for one in way.voices if one.means == DISAGREES):
            said.append(against_words(way))
    return said


def feeling_words(found: BallotOutcome, voters: Names) -> list[str]:
    """How far apart you are as a whole, and who is left with nothing: by name where `voters` has
    the names of the electors, by uid (in an open ballot).
    """
    if found.turnout.voted and set(found.says) & {"advice"}:
        return []  # advice is to be read: it has no sides to be apart on
    if found.voices is not None:
        return [saying.voices_words(found.voices)] if found.voices.of else []
    if found.feeling is None or not found.chosen:
        return []
    if found.marks and found.marks.rule == "times":  # an hour that suits is no share of a best one
        return []
    said = [
        saying.left_out_words(found.feeling.left_out, dict(voters)),
        saying.satisfaction_words(found.feeling.satisfaction),
    ]
    return [one for one in said if one]


@dataclass(frozen=True)
class Firm:
    """How firm a result is. `others`: what each other rule comes to; `near`: the narrowest step;
    `one_vote`: whether one vote could have changed it.
    """

    others: tuple[str, ...] = ()
    near: str = ""
    one_vote: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.others or self.near or self.one_vote)


def firm_words(found: BallotOutcome, names: Names) -> Firm:
    """How firm a result is. A result that did not hold (too few took part) is not weighed."""
    if found.code == "agreed" and found.count and found.count.method not in VOTES:
        # Where the rule turns into a vote, one who stops it may be outvoted.
        if found.voices_firm is None or found.voices_firm.changed == COULD:
            return Firm(one_vote=(NOBODY_STOPPED_IT,))
    if found.voices_firm and found.code in ("agreed", "not_agreed"):
        return Firm(one_vote=_voices_turn(found.voices_firm))
    if found.what_if is None or found.code != "chosen":
        return Firm()
    return _marks_firm(found.what_if, names)


def _voices_turn(firm: Firmness) -> tuple[str, ...]:
    said = (("changed", firm.changed.code), ("less", firm.less.code))
    return tuple(VOICES_TURN[one] for one in said)


def _marks_firm(found: WhatIf, names: Names) -> Firm:
    told = [one for one in found.others if one.rule in MAIN_RULES]
    return Firm(
        others=tuple(saying.other_words(one, names) for one in told),
        near=saying.near_words(found.near, names) if found.near else "",
        one_vote=(
            saying.sensitivity_words(found.changed, "changed", names),
            saying.sensitivity_words(found.less, "less", names),
        ),
    )
