"""A survey as it stands on paper: every question in order, whatever the others' answers will be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from spinney.diagnostics.engine.definition import Instrument, Kind, Section
from spinney.diagnostics.engine.places import Place
from spinney.diagnostics.engine.walking import Asked, Page
from spinney.diagnostics.engine.wording import filled
from spinney.diagnostics.engine.working import State, work_out

ROUNDS_ON_PAPER = 5
"""How many of a thing that repeats a sheet on paper has room for."""


def pages_on_paper(instrument: Instrument, *, today: date) -> list[Page]:
    """One page a section, or a round of what repeats, with every question that takes an answer."""
    state = work_out(instrument, {}, today=today)
    return [page for section in instrument.sections for page in _pages(state, section)]


def _pages(state: State, section: Section) -> Iterator[Page]:
    rounds = range(1, min(section.repeats, ROUNDS_ON_PAPER) + 1) if section.repeats else [0]
    for at in rounds:
        asked = tuple(
            Asked(
                place := Place(section.key, one.key, at),
                one,
                filled(state, one.label, place),
                filled(state, one.hint, place),
                state.instrument.choices_of(one),
                None,
            )
            for one in section.questions
            if one.kind not in (Kind.NOTE, Kind.CALCULATED)
        )
        thing = section.each or section.title
        title = f"{thing[:1].upper()}{thing[1:]} {at}" if at else section.title
        if asked:
            key = f"{section.key}[{at}]" if at else section.key
            yield Page(key, section, title, "", asked, round=at)
