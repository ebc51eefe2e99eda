"""What the engine found, in words: why these groups, which rules they break, who is left out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spinney.base.web.components.words import counted, listed
from spinney.diagnostics.engine.groups import Broken, BrokenRule, GroupWorth, Outsider, Why
from spinney.diagnostics.engine.groups.proposing import Kind, Measure

KINDS: dict[str, str] = {
    Kind.BEST: "Worth most",
    Kind.NEAREST: "Nearest to one another",
    Kind.COMPLEMENT: "Who can help whom",
    Kind.MOST_PLACED: "As many placed as can be",
    Kind.ALIKE: "Most alike in what they need",
    Kind.DIFFERENT: "Quite different groups",
}


@dataclass(frozen=True)
class Speech:
    """Names to speak of: organisations by key, areas and kinds by code; `numbers` is what each of
    the engine's groups is called on the page.
    """

    names: Mapping[str, str]
    areas: Mapping[str, str]
    kinds: Mapping[str, str]
    numbers: Sequence[int]

    def named(self, keys: Sequence[str]) -> str:
        """Names as a list in words."""
        return listed(sorted(self.names[key] for key in keys))

    def group(self, at: int | None) -> str:
        """A group as the page calls it: "group 2"."""
        return "a group" if at is None else f"group {self.numbers[at]}"

    def area(self, area: str) -> str:
        return self.areas.get(area, area.replace("_", " "))


def why_words(group: GroupWorth, speech: Speech) -> list[str]:
    """Why these members: what they share, and who offers what to whom; best first."""
    found = []
    for one in group.areas:
        words = f"{speech.area(one.area)}:"
        if len(one.needed_by) > 1:
            words += f" {speech.named(one.needed_by)} need help with it."
        if one.offered_by:
            words += f" {speech.names[one.offered_by]} can help {speech.named(one.helped)}."
        if not words.endswith(":"):
            found.append(words)
    return found


def travel_words(group: GroupWorth, speech: Speech) -> str:
    """How far they are from one another, and where they would meet."""
    if len(group.members) < 2:
        return ""
    if group.longest_minutes is None or group.longest_between is None:
        return "How far they are apart is not known: no two of them have a place on the map."
    a, b = (speech.names[key] for key in group.longest_between)
    words = (
        f"The longest way is about {_minutes(group.longest_minutes)}, between {a} and {b}."
        f" {speech.names[group.host]} is the easiest to reach for all."
    )
    if group.ways_unknown:
        ways = "one way is" if group.ways_unknown == 1 else f"{group.ways_unknown} ways are"
        words += f" How long {ways} is not known: no place is on the register."
    return words


def _minutes(number: float) -> str:
    return counted(max(1, round(number)), "minute")


def broken_words(one: BrokenRule, speech: Speech) -> str:
    """A breach in words."""
    here = speech.group(one.group)
    number, limit = round(one.number or 0), round(one.limit or 0)
    told = {
        Broken.TOO_SMALL: f"{here} has {counted(number, 'member')}; the least is {limit}",
        Broken.TOO_LARGE: f"{here} has {counted(number, 'member')}; the most is {limit}",
        Broken.TOO_MANY_FRAGILE: f"{here} has {number} fragile members; the most is {limit}",
        Broken.KIND_MISSING: f"{here} has nobody of the kind"
        f" “{speech.kinds.get(one.kind, one.kind)}”",
        Broken.NOT_PLACED: f"everyone is to be placed, and {counted(number, 'organisation')}"
        f" {'is' if number == 1 else 'are'} outside",
    }
    words = told.get(one.code) or _broken_pair(one, speech, here, number, limit)
    return words[:1].upper() + words[1:] + "."


def _broken_pair(one: BrokenRule, speech: Speech, here: str, number: int, limit: int) -> str:
    both = speech.named(one.keys)
    if one.code is Broken.TOO_FAR:
        return f"in {here} {both} are about {number} minutes apart; the most is {limit}"
    if one.code is Broken.NOT_TOGETHER:
        return f"{both} must be together and are not"
    return f"{both} must not be together, but are both in {here}"


@dataclass(frozen=True)
class Left:
    """One that is left outside: why, and what would place it."""

    key: str
    name: str
    why: str
    mend: str


def left_words(one: Outsider, speech: Speech) -> Left:
    """Why somebody is outside and what would help, in words."""
    here = speech.group(one.group)
    number, limit = round(one.number), round(one.limit)
    others = counted(number, "other")
    told = {
        Why.TOO_FEW: (
            f"There are only {counted(number, 'organisation')} in all; a group needs {limit}.",
            "Ask more organisations, or allow smaller groups.",
        ),
        Why.NOBODY_IN_REACH: (
            f"Within the longest travel it can reach {others}, and would need {limit}.",
            "Allow longer travel.",
        ),
        Why.NO_SHARED_NEED: (
            "Nobody in reach needs the same, and neither could help the other.",
            "Ask it what it needs and offers, or place it by hand.",
        ),
        Why.GROUPS_FULL: (
            f"{here.capitalize()} suits it best, but is full with {number} members.",
            f"Allow groups of {limit + 1}, or move somebody out by hand.",
        ),
        Why.COSTS_MORE: (
            "The group that suits it best would lose more by the travel and by one more at the"
            " table than it would gain.",
            "Say that everyone is to be placed, or let being near count less.",
        ),
        Why.NOT_FOUND: (
            "No place was found for it." if one.group is None
            else f"{here.capitalize()} has a place; the search did not come to it.",
            "Move it there by hand.",
        ),
    }  # fmt: skip
    if one.why in told:
        why, mend = told[one.why]
    else:
        breach = broken_words(one.rule, speech) if one.rule else "It would break a rule."
        why = f"{here.capitalize()} suits it best. With it: {breach[:1].lower()}{breach[1:]}"
        mend = "Change that rule, or move somebody by hand."
    return Left(one.key, speech.names[one.key], why, mend)


def bound_words(objective: float, bound: float, *, broken: bool, cut_short: bool) -> list[str]:
    """How good it is against the best there can be, which is proven."""
    found = []
    if broken:
        found.append("Some rules are broken, so it cannot be compared with what keeps them all.")
    elif objective <= 0:
        found.append("These groups gain no more than the travel costs and those outside lose.")
    else:
        better = math.ceil(max(0.0, bound - objective) / objective * 1000 - 1e-6) / 10
        if better < 0.1:
            found.append("No arrangement under these rules can be better. That is proven.")
        else:
            found.append(
                f"No arrangement under these rules can be more than {better:g} % better. That is"
                " proven."
            )
    if cut_short:
        found.append("The time was up before everything was tried. This is the best that we found.")
    return found


def mark_words(marks: Sequence[Mapping[str, Any]], *, good: bool) -> list[str]:
    """What a proposal is good (or bad) at among those that were found with it."""
    told = []
    for one in marks:
        measure, number, against = Measure(one["measure"]), one["number"], one["against"]
        places = 0 if measure is Measure.MINUTES else 1
        # A lead that is gone once the numbers are rounded would only puzzle.
        if round(number, places) != round(against, places):
            told.append(_mark(measure, number, against, good))
    return told


def _mark(measure: Measure, number: float, against: float, good: bool) -> str:
    most = "Most" if good else "Least"
    if measure is Measure.MINUTES:
        way = "Shortest" if good else "Longest"
        end = "longest" if good else "shortest"
        return (
            f"{way} travel: about {_minutes(number)} each to where the group meets"
            f" (the {end} of the others: {_minutes(against)})."
        )
    if measure is Measure.PLACED:
        word = "Most" if good else "Fewest"
        return f"{word} organisations placed: {number:.0f} (in another {against:.0f})."
    what = {
        Measure.WORTH: "gained in all, by what you said counts",
        Measure.SPARED: "gained by meeting needs together",
        Measure.OFFERED: "gained by members who help one another",
    }[measure]
    return f"{most} {what}: {number:.1f} (in another {against:.1f})."
