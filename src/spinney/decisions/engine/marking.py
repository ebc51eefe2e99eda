"""How a vote is marked: what is wrong with one, told at the field that it is about, and what it
comes to once it is tidy. Pure.

    >>> from spinney.decisions.engine.settings import Settings
    >>> from spinney.decisions.engine.ways import WAYS
    >>> check_marks(WAYS["rank"], Settings(), ("1", "2"), {"1": 1, "2": 2})
    ()
    >>> check_marks(WAYS["motion"], Settings(), (), {}, says="maybe")[0].field
    'says'
    >>> tidy_marks(WAYS["rank"], {"3": 9, "1": 4, "2": 4, "4": 0})
    {'1': 1, '2': 1, '3': 2}

A vote that marks nothing is a vote too: whoever casts it takes part, and says nothing for or
against an option. It may be asked for a least number of marks all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import Way

MOST_REASON = 2000
"""So many letters at the most has a reason."""

WHOLE, SAYS, REASON = "marks", "says", "reason"
TICKS = (Kind.CHOOSE, Kind.APPROVE)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a vote, in words to whoever votes. `field` is "says", "reason", "marks"
    (all of them together), or `mark_field` of an option.
    """

    field: str
    words: str


def mark_field(key: str) -> str:
    """What the field for an option's mark is called."""
    return f"mark_{key}"


def most_marks(way: Way, settings: Settings) -> int | None:
    """How many options may be marked; None: all of them."""
    if way.kind is Kind.CHOOSE:
        return settings.most_marks or 1
    return settings.most_marks


def asks_reason(way: Way, settings: Settings, *, secret: bool) -> bool:
    """Whether a voter can say why. In a secret ballot nobody can: words give their writer away."""
    needed = any(one.needs_reason for one in way.voices)
    return not secret and (settings.reasons != "none" or needed)


def needs_reason(way: Way, settings: Settings, says: str, *, secret: bool) -> bool:
    """Whether what a voter says must be explained."""
    voices = {one.key for one in way.voices if one.needs_reason}
    return not secret and (settings.reasons == "needed" or says in voices)


def tidy_marks(way: Way, marks: Mapping[str, int]) -> dict[str, int]:
    """The marks as they are kept: nothing that means nothing, and places in an order without gaps
    (first, second, second, third…), by number of the option.
    """
    keys = sorted(marks, key=lambda key: (len(key), key))
    if way.kind is Kind.RANK:
        places = sorted({place for place in marks.values() if place > 0})
        return {key: places.index(marks[key]) + 1 for key in keys if marks[key] > 0}
    keeps_zero = way.kind in (Kind.SCORE, Kind.TIMES)
    return {key: marks[key] for key in keys if marks[key] or keeps_zero}


def check_marks(
    way: Way,
    settings: Settings,
    keys: Collection[str],
    marks: Mapping[str, int],
    says: str = "",
    reason: str = "",
    *,
    secret: bool = False,
) -> tuple[Fault, ...]:
    """What is wrong with a vote; nothing: it can be cast. `keys` are the options that can still be
    marked.
    """
    found = [*_reason_faults(way, settings, says, reason, secret=secret)]
    if not way.has_options:
        found += _voice_faults(way, marks, says)
    else:
        if says:
            found.append(Fault(SAYS, "Mark the options. This ballot has no yes or no."))
        found += _mark_faults(way, settings, keys, marks)
    return tuple(found)


def _reason_faults(
    way: Way, settings: Settings, says: str, reason: str, *, secret: bool
) -> Iterator[Fault]:
    text = reason.strip()
    if len(text) > MOST_REASON:
        told = f"Make it shorter: it has {len(text):,} letters, and there is room for "
        yield Fault(REASON, f"{told}{MOST_REASON:,}.")
    if text and not asks_reason(way, settings, secret=secret):
        yield Fault(REASON, "No reasons are given in this ballot. Leave it empty.")
    if not text and needs_reason(way, settings, says, secret=secret):
        yield Fault(REASON, "Say why, so that the others know what is behind it.")


def _voice_faults(way: Way, marks: Mapping[str, int], says: str) -> Iterator[Fault]:
    if marks:
        yield Fault(WHOLE, "This ballot has no options to mark.")
    if not says:
        yield Fault(SAYS, "Choose what you say.")
    elif says not in way.means:
        yield Fault(SAYS, "Choose one of the answers that are given.")


def _mark_faults(
    way: Way, settings: Settings, keys: Collection[str], marks: Mapping[str, int]
) -> Iterator[Fault]:
    for key in marks:
        if key not in keys:
            yield Fault(
                WHOLE, f"Option {key} can no longer be chosen. Look at the others, and vote again."
            )
    known = {key: mark for key, mark in marks.items() if key in keys}
    for key, mark in known.items():
        if words := _mark_fault(way, settings, len(keys), mark):
            yield Fault(mark_field(key), words)
    if words := _count_fault(way, settings, len(tidy_marks(way, known))):
        yield Fault(WHOLE, words)
    if way.kind is Kind.ALLOCATE and sum(known.values()) > settings.points:
        over = sum(known.values()) - settings.points
        yield Fault(
            WHOLE,
            f"You gave {settings.points + over} points, and have {settings.points}. Take away"
            f" {over}.",
        )


def _mark_fault(way: Way, settings: Settings, options: int, mark: int) -> str:
    """What is wrong with one mark; "" if nothing is."""
    if way.kind in TICKS:
        return "" if mark in (0, 1) else "Tick it, or leave it."
    if way.kind is Kind.RANK:
        return "" if 0 <= mark <= options else f"Give a place from 1 to {options}."
    most = settings.most_each(way) or 0
    return "" if 0 <= mark <= most else f"Give a whole number from 0 to {most}."


def _count_fault(way: Way, settings: Settings, marked: int) -> str:
    """What is wrong with how many options are marked; "" if nothing is."""
    if way.kind is Kind.TIMES:
        return ""
    most = most_marks(way, settings)
    if most is not None and marked > most:
        one = "one option" if most == 1 else f"{most} options"
        return f"Mark {one} at the most. You marked {marked}."
    if marked < settings.least_marks:
        return f"Mark {settings.least_marks} options or more. You marked {marked}."
    return ""
