"""A vote in words: an option as it stands beside its mark, and what was marked, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spinney.base.web.components.words import clock, money, weekday
from spinney.base.web.fields import Hinted
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.ways import WAYS, Way
from spinney.decisions.models import Ballot, Option

CAN_COME = (("2", "Yes"), ("1", "If need be"), ("0", "No"))
MARKED_NOTHING = ("What you marked", "Nothing: you take part, and choose none")


def when_words(option: Option) -> str:
    """The time of an option in a poll about times; "" for others."""
    return f"{weekday(option.starts_at)}, {clock(option.starts_at)}" if option.starts_at else ""


def _time_beside(option: Option) -> str:
    """What the title of an option does not say of its time: all of it, or when it ends."""
    when = when_words(option)
    ends = f"until {clock(option.ends_at)}" if option.ends_at else ""
    said = [when if option.title not in ("", when) else "", ends]
    return " ".join(one for one in said if one)


def option_words(option: Option) -> Hinted:
    """An option as it stands beside its mark: its number and title; cost, time and place below."""
    said = [_time_beside(option)]
    said.append(money(option.cost_pence) if option.cost_pence is not None else "")
    said += [option.place, "Quick win" if option.quick_win else ""]
    hint = " · ".join(one for one in said if one)
    return Hinted(f"{option.number}. {option.title or when_words(option)}", hint)


def vote_lines(
    way: Way, options: Iterable[Option], marks: Mapping[str, int], says: str
) -> list[tuple[str, str]]:
    """What was voted, line by line: what, and how it was marked. Places come in their order, points
    and scores as the options do; what is not marked is left out.
    """
    if not way.has_options:
        return [("What you say", voice_words(way, says))]
    marked = [one for one in options if one.key in marks]
    if not marked:
        return [MARKED_NOTHING]
    if way.kind is Kind.RANK:
        marked.sort(key=lambda one: (marks[one.key], one.number))
    return [(str(option_words(one)), _mark_words(way, marks[one.key])) for one in marked]


def lines_of(ballot: Ballot, marks: Mapping[str, int], says: str) -> list[tuple[str, str]]:
    """The same for a ballot, whose options are read (all of them: a vote may be older than the
    withdrawal of what it marks).
    """
    return vote_lines(WAYS[ballot.way], list(ballot.options.all()), marks, says)


def voice_words(way: Way, says: str) -> str:
    """A voice as voters know it."""
    return next((one.label for one in way.voices if one.key == says), says)


def _mark_words(way: Way, mark: int) -> str:
    if way.kind in (Kind.CHOOSE, Kind.APPROVE):
        return "Yes"
    if way.kind is Kind.TIMES:
        return dict(CAN_COME)[str(mark)]
    if way.kind is Kind.RANK:
        return f"Place {mark}"
    points = "point" if mark == 1 else "points"
    return f"{mark} {points}" if way.kind is Kind.ALLOCATE else f"Score {mark}"
