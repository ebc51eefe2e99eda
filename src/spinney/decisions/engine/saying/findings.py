"""Words for the balance of feeling, other rules, and how firm a result is. Pure."""

from __future__ import annotations

from fractions import Fraction

from spinney.decisions.engine.agreement import TWO
from spinney.decisions.engine.feeling import LeftOut, Spread
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.saying.outcomes import RULES
from spinney.decisions.engine.saying.plain import (
    Names,
    a_are,
    listed,
    named,
    number,
    percent,
    so_many,
)
from spinney.decisions.engine.voices import Voices
from spinney.decisions.engine.what_if import Near, Other, Sensitivity

SPREADS = {
    "nobody": "Nobody marked this.",
    "one_voter": "Only one of you says anything about this.",
    "agreed": "You agree about this.",
    "leaning": "You lean one way, though not all of you do.",
    "mixed": "You see this in many ways.",
    "divided": "You are divided about this.",
}
VOICES = {
    **SPREADS,
    "nobody": "Nobody has spoken for or against it.",
    "stopped": "Somebody says it must not be so.",
    "whole": "All who spoke for or against it agree.",
    "broad": "Nobody stands in the way of it, though not all like it.",
    "divided": "Some are against it.",
    "against": "More are against it than for it.",
}
SENSITIVITY = {
    ("changed", "could_change"): "It is close: one changed vote could have chosen {chosen}.",
    ("changed", "cannot_change"): "No single changed vote could have chosen anything else.",
    ("changed", "not_tried"): "There are too many ways to vote to try whether one could change it.",
    ("less", "could_change"): "Without one of the votes, {chosen} would have been chosen.",
    ("less", "cannot_change"): "Without any one of the votes, the same would have been chosen.",
    ("less", "not_tried"): "There are too many votes to try it without each of them.",
}


def spread_words(spread: Spread, kind: Kind | None = None) -> str:
    """How far apart people are about an option: by their marks, what `kind` says they mean."""
    words = SPREADS[spread.how]
    if spread.least is None or spread.most is None or spread.how == "one_voter":
        return words
    voters = sum(spread.counts.values())
    if len(spread.counts) == TWO:
        return f"{words} {spread.counts.get(1, 0)} of {so_many(voters, 'voter')} marked it."
    if kind is Kind.TIMES:
        return words
    what = "Places" if kind is Kind.RANK else "Marks"
    if not spread.most:  # who shares out points and gives none marks nothing
        return f"{words} Nobody gave it more than 0."
    if spread.least == spread.most:
        return f"{words} All who marked it gave it {number(spread.least)}."
    half = f"half of them are {number(spread.middle or 0)} or less"
    return f"{words} {what} go from {spread.least} to {spread.most}; {half}."


def left_out_words(left: LeftOut, voters: dict[str, str] | None = None) -> str:
    """Who is left with nothing she liked: by number, and by name where `voters` names them."""
    if not left.of:
        return "Nobody marked anything."
    if not left.number:
        return "Everybody who marked anything gets something they liked."
    words = f"{number(left.number)} of {number(left.of)} {a_are(left.number)} left with nothing"
    if voters and left.voters:
        return f"{words} they liked: {listed([voters.get(one, one) for one in left.voters])}."
    return f"{words} they liked."


def satisfaction_words(part: Fraction | None) -> str:
    """How much of what they could have had people got; nothing where nobody marked anything."""
    if part is None:
        return ""
    return f"On average each of you gets {percent(part)} of the most that you could have had."


def voices_words(voices: Voices) -> str:
    """What voices come to."""
    words = VOICES[voices.how]
    if voices.of and (voices.agree or voices.against):
        verb = "agrees" if voices.agree == 1 else "agree"
        words += f" {number(voices.agree)} of {number(voices.of)} {verb}"
        words += (
            f", {number(voices.against)} {a_are(voices.against)} against."
            if voices.against
            else "."
        )
    if voices.abstained:
        words += f" {number(voices.abstained)} stood aside."
    return words


def other_words(other: Other, names: Names) -> str:
    """What another rule would have chosen on the same votes."""
    start = f"By {RULES[other.rule]}"
    if other.equal:
        sure = [key for key in other.chosen if key not in other.equal]
        first = f"{named(sure, names)}; then " if sure else ""
        return f"{start}: {first}{named(other.equal, names)} are equal, and a lot would decide."
    if other.same:
        return f"{start}: the same."
    if not other.chosen:
        return f"{start}: nothing."
    words = f"{start}: {named(other.chosen, names)}"
    if set(other.gained) == set(other.chosen):
        return f"{words} (instead of {named(other.lost, names)})." if other.lost else f"{words}."
    changes = []
    if other.gained:
        changes.append(f"with {named(other.gained, names)}")
    if other.lost:
        changes.append(f"without {named(other.lost, names)}")
    return f"{words} ({', '.join(changes)})."


def near_words(near: Near, names: Names) -> str:
    """How near the closest step of the count was."""
    ahead, behind = names.get(near.ahead, near.ahead), names.get(near.behind, near.behind)
    by = number(near.margin)
    if near.at == "exclusion":
        end = f"{behind} was out and {ahead} stayed in"
        return (
            f"{end}, on a tie." if not near.margin else f"{end} by {so_many(near.margin, 'vote')}."
        )
    if near.at == "pair":
        if near.margin < 0:
            return f"More votes put {behind} above {ahead} than below, by {number(-near.margin)}."
        if not near.margin:
            return f"As many votes put {behind} above {ahead} as below."
        return f"{behind} came closest to {ahead}: {so_many(near.margin, 'vote')} between them."
    if not near.margin:
        return f"{ahead} and {behind} had the same."
    return f"{behind} came closest: {by} less than {ahead}."


def sensitivity_words(found: Sensitivity, what: str, names: Names) -> str:
    """Whether one vote could have changed the result; `what` is "changed" or "less"."""
    chosen = named(found.chosen, names) or "nothing"
    return SENSITIVITY[what, found.code].format(chosen=chosen)
