"""What a cluster may do next, from what it has done and what its record shows.

What the record calls for comes first (many stayed away, somebody left). Then come steps that build
on what is there: first those that lie ahead, then those that were left out on the way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from spinney.diagnostics.engine.playbook.contents import Fact, Playbook, Step

MOST, MOST_CALLED = 3, 2
AGAIN_AFTER = timedelta(days=60)
"""A step that the record calls for is not called for again so soon after it was done."""


@dataclass(frozen=True)
class Suggestion:
    """A step, and why it is suggested, in words."""

    step: Step
    because: str


def looks_done(
    playbook: Playbook, done: Mapping[str, date], facts: Mapping[Fact, str]
) -> dict[str, str]:
    """Steps that nobody marked but that the record shows: key -> the fact in words."""
    found = {}
    for step in playbook.steps:
        shown = [facts[fact] for fact in step.shown_by if fact in facts]
        if shown and step.key not in done:
            found[step.key] = shown[0]
    return found


def suggest(
    playbook: Playbook, done: Mapping[str, date], facts: Mapping[Fact, str], today: date
) -> list[Suggestion]:
    """At most three steps to do next. `done` is step -> the day it was last done; `facts` what the
    record shows, each in words.
    """
    called = list(_called_for(playbook, done, facts, today))[:MOST_CALLED]
    already = {one.step.key for one in called}
    in_order = [one for one in _in_order(playbook, done, facts) if one.step.key not in already]
    return (called + in_order)[:MOST]


def _called_for(
    playbook: Playbook, done: Mapping[str, date], facts: Mapping[Fact, str], today: date
) -> Iterator[Suggestion]:
    for step in playbook.steps:
        last = done.get(step.key)
        if last is not None and today - last < AGAIN_AFTER:
            continue
        for fact in step.called_for_by:
            if fact in facts:
                yield Suggestion(step, facts[fact])
                break


def _in_order(
    playbook: Playbook, done: Mapping[str, date], facts: Mapping[Fact, str]
) -> Iterator[Suggestion]:
    behind_us = done.keys() | looks_done(playbook, done, facts).keys()
    reached = max((at for at, s in enumerate(playbook.steps) if s.key in behind_us), default=-1)
    ready = [
        (at, step)
        for at, step in enumerate(playbook.steps)
        if step.key not in behind_us and behind_us.issuperset(step.after) and not step.only_called
    ]
    for at, step in sorted(ready, key=lambda pair: (pair[0] < reached, pair[0])):
        if not behind_us:
            because = "Nothing is noted yet. This is a good place to begin."
        elif at < reached:
            because = "It was left out so far, and still helps."
        else:
            because = _ahead(playbook, step)
        yield Suggestion(step, because)


def _ahead(playbook: Playbook, step: Step) -> str:
    if step.after:
        return f"It builds on “{playbook.step_of[step.after[-1]].title}”, which is done."
    return "It comes next."
