"""A survey's sent answers as the engine reads them: under opaque keys, with the rules that its
promise makes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.sheets import Sent, sent_values
from spinney.diagnostics.engine.definition import Instrument
from spinney.diagnostics.engine.disclosure.ledger import Ledger, Shown
from spinney.diagnostics.engine.disclosure.rules import Respondent, Rules
from spinney.diagnostics.engine.disclosure.wire import ledger_from_json
from spinney.diagnostics.engine.results.items import Sheets
from spinney.diagnostics.engine.results.reading import Reading, read
from spinney.diagnostics.models import Publication, Survey

_read: dict[int, tuple[Instrument, Reading]] = {}


@dataclass(frozen=True)
class Findings:
    """What a survey's results are made of. Nothing here has a name; `owners` says which
    organisation stands behind a key, and is empty where nobody may know.
    """

    survey: Survey
    reading: Reading
    sent: tuple[Sent, ...]
    sheets: Sheets

    @property
    def instrument(self) -> Instrument:
        return self.reading.instrument

    @property
    def owners(self) -> Mapping[str, int]:
        return {one.key: one.organisation_id for one in self.sent if one.organisation_id}

    @property
    def respondents(self) -> Sequence[Respondent]:
        return sorted(self.sheets)


def reading_of(survey: Survey) -> Reading:
    """What results can be made of the survey's questions; kept, since they never change."""
    instrument = definition_of(survey.asks)
    known = _read.get(survey.asks_id)
    if known is not None and known[0] is instrument:
        return known[1]
    found = read(instrument)
    _read[survey.asks_id] = instrument, found
    while len(_read) > 64:
        _read.pop(next(iter(_read)))
    return found


def findings_of(survey: Survey) -> Findings:
    """All that was sent, as levels. Two queries."""
    reading, sent = reading_of(survey), tuple(sent_values(survey))
    sheets = {Respondent(one.key, str(one.revision)): reading.sheet(one.values) for one in sent}
    return Findings(survey, reading, sent, sheets)


def rules_of(survey: Survey) -> Rules:
    """How careful to be: never fewer than those asked were promised."""
    return Rules(least_group=max(3, survey.minimum))


def ledger_of(survey: Survey) -> Ledger:
    """All that was ever shown of a survey, what was withdrawn too: people have read it."""
    shown = Publication.objects.filter(survey=survey).order_by("number")
    found = [entry for row in shown.values_list("ledger", flat=True) for entry in _entries(row)]
    return Ledger(tuple(found))


def _entries(row: Mapping[str, object]) -> Sequence[Shown]:
    return ledger_from_json(row).shown if row else ()
