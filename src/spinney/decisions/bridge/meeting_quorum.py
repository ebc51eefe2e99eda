"""Whether enough are at a meeting: by number, and by class, as the terms in force say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from spinney.agreements import api as agreements
from spinney.base.kernel.assent import Part
from spinney.base.kernel.errors import WrongState
from spinney.base.web.components.words import clock, counted, listed
from spinney.decisions.bridge.counted import Quorate, QuorumPart
from spinney.decisions.models import Meeting, Presence, Proxy
from spinney.decisions.states import CAME

Json = Any


def quorum_in_force(meeting: Meeting, on: date) -> dict[str, Json]:
    """The quorum that the terms ask for on a day, as it is kept with a meeting when it begins: the
    parts, in words, and where it comes from. Without parts: there is nobody to decide yet.
    """
    try:
        asking = agreements.how_decided(meeting.cluster, on)
    except WrongState:
        return {"quorum": Part().to_json(), "quorum_of": {}, "words": "", "sources": []}
    said = asking.rule.to_json()
    return {
        "quorum": said["quorum"],
        "quorum_of": said["quorum_of"],
        "words": asking.words[-1],
        "sources": [one for one in asking.sources if one["key"] == "quorum"],
    }


def rule_for_meeting(meeting: Meeting, on: date) -> dict[str, Json]:
    """The quorum of a meeting: as it was when it was begun, else as it is in force."""
    return dict(meeting.rule) if meeting.rule else quorum_in_force(meeting, on)


@dataclass(frozen=True)
class Roll:
    """Who counts for the quorum of a meeting: every presence, and who votes for whom by proxy."""

    presences: tuple[Presence, ...]
    proxies: dict[int, int]

    def here(self, at: datetime | None) -> set[int]:
        """The organisations that are there at a moment (None: that came at all); by proxy too,
        where whoever holds it is there.
        """
        found = {one.organisation_id for one in self.presences if _is_here(one, at)}
        return found | {absent for absent, holder in self.proxies.items() if holder in found}

    def expected(self) -> set[int]:
        """The organisations that said that they come."""
        return {one.organisation_id for one in self.presences if one.expected in CAME}

    def quorate(self, rule: dict[str, Json], here: Iterable[int]) -> Quorate:
        """Whether those are enough, by number and by class."""
        there = set(here)
        counted_ones = [one for one in self.presences if one.in_quorum]
        parts = [("", Part.from_json(rule["quorum"]))]
        parts += [(name, Part.from_json(one)) for name, one in sorted(rule["quorum_of"].items())]
        found = []
        for tier, part in parts:
            among = [one for one in counted_ones if not tier or one.tier == tier]
            if needed := part.of(len(among)):
                present = sum(one.organisation_id in there for one in among)
                found.append(QuorumPart(tier, needed, present, len(among)))
        return Quorate(tuple(found))


def roll_of(meeting: Meeting, presences: Iterable[Presence] | None = None) -> Roll:
    """Who is invited to a meeting and who lets another vote for it. One query, or two."""
    rows = tuple(presences if presences is not None else meeting.presences.all())
    given = Proxy.objects.filter(meeting=meeting, ended_at=None)
    return Roll(rows, dict(given.values_list("organisation_id", "holder_id")))


def _is_here(one: Presence, at: datetime | None) -> bool:
    if one.how not in CAME:
        return False
    return at is None or one.left_at is None or at < one.left_at


# Words ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class QuorumShown:
    """Whether enough are there, as a page says it. `met` is None where no quorum is asked."""

    sentence: str
    met: bool | None
    words: str = ""
    sources: tuple[dict[str, Json], ...] = ()


def shown(
    quorate: Quorate, rule: dict[str, Json], verb: str = "are here", one: str = "is here"
) -> QuorumShown:
    """ "4 of 7 are here; 4 are needed. Of the tier “Micro” 1 of 3 is here; 2 are needed: not enough
    yet."
    """
    if not quorate.parts:
        return QuorumShown("No quorum is asked for.", None, rule.get("words", ""))
    said = " ".join(_part_words(part, verb, one) for part in quorate.parts)
    missing = "That was not enough." if verb == "came" else "That is not enough yet."
    ending = "That is enough." if quorate.is_met else missing
    sources = tuple(
        source | {"since": date.fromisoformat(source["since"])} for source in rule["sources"]
    )
    return QuorumShown(f"{said} {ending}", quorate.is_met, rule.get("words", ""), sources)


def _part_words(part: QuorumPart, verb: str, one: str) -> str:
    whom = f"Of the tier “{part.tier}” " if part.tier else ""
    does = one if part.here == 1 else verb
    needed = f"{part.needed} {'is' if part.needed == 1 else 'are'} needed"
    of = part.of if whom else counted(part.of, "member")
    return f"{whom}{part.here} of {of} {does}; {needed}."


def over_time(meeting: Meeting, roll: Roll, rule: dict[str, Json]) -> str:
    """From when to when enough were there, in a sentence; "" where no quorum is asked, or the
    meeting goes on.
    """
    if meeting.opened_at is None or meeting.closed_at is None:
        return ""
    if not roll.quorate(rule, ()).parts:
        return ""
    met = _met_spans(meeting.opened_at, meeting.closed_at, roll, rule)
    if not met:
        return "There was no quorum at any time."
    if met == [(meeting.opened_at, meeting.closed_at)]:
        return "There was a quorum all through the meeting."
    times = listed(f"from {clock(first)} to {clock(last)}" for first, last in met)
    return f"There was a quorum {times}."


def _met_spans(
    opened: datetime, closed: datetime, roll: Roll, rule: dict[str, Json]
) -> list[tuple[datetime, datetime]]:
    moments = sorted({opened, closed, *_changes(opened, closed, roll.presences)})
    found: list[tuple[datetime, datetime]] = []
    for first, last in zip(moments, moments[1:], strict=False):
        if not roll.quorate(rule, _there_from(roll, opened, first)).is_met:
            continue
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _changes(opened: datetime, closed: datetime, rows: Sequence[Presence]) -> list[datetime]:
    came = [_came_at(one, opened) for one in rows if one.how in CAME]
    left = [one.left_at for one in rows if one.how in CAME and one.left_at]
    return [one for one in [*came, *left] if opened < one < closed]


def _came_at(one: Presence, opened: datetime) -> datetime:
    return opened + timedelta(minutes=one.late_minutes)


def _there_from(roll: Roll, opened: datetime, at: datetime) -> set[int]:
    come = {one.organisation_id for one in roll.presences if _came_at(one, opened) <= at}
    here = {one.organisation_id for one in roll.presences if _is_here(one, at)} & come
    return here | {absent for absent, holder in roll.proxies.items() if holder in here}
