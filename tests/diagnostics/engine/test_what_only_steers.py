"""What was promised to be seen by nobody else is in no list with names, whatever it measures."""

from dataclasses import replace

from spinney.diagnostics.engine.definition import Instrument, Shown
from spinney.diagnostics.engine.results.naming import named_items, named_sheet, offers, renewals
from tests.diagnostics.answering import EVERYTHING, FULL


def all_shown(shown: Shown) -> Instrument:
    sections = [
        replace(one, questions=tuple(replace(q, shown=shown) for q in one.questions))
        for one in EVERYTHING.sections
    ]
    return replace(EVERYTHING, sections=tuple(sections))


def told(instrument: Instrument) -> list[object]:
    return [
        *named_items(instrument),
        *named_sheet(instrument, FULL).items(),
        *offers(instrument, "birch", FULL),
        *renewals(instrument, "birch", FULL),
    ]


def test_it_is_told_to_those_who_see_names():
    assert told(all_shown(Shown.FACILITATOR))


def test_what_only_steers_is_not():
    assert told(all_shown(Shown.OWN)) == []
