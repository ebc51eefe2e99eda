"""A whole sheet that arrives at once: on paper and keyed in, or from a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localdate

from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.bridge.keeping import Given, Hand, Kept, keep_answers
from spinney.diagnostics.bridge.sheets import values_keyed_or_sent, values_of
from spinney.diagnostics.bridge.taking import mark_sent
from spinney.diagnostics.engine.checking import wrongs_of
from spinney.diagnostics.engine.definition import Instrument
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.engine.places import rounds_key, split
from spinney.diagnostics.engine.walking import walk
from spinney.diagnostics.models import Asked, OtherAnswer, Sheet
from spinney.diagnostics.states import AskedState, Mode, SheetState


def with_rounds(
    instrument: Instrument, answers: Mapping[str, Value], stands: Mapping[str, Value]
) -> dict[str, Value]:
    """Answers with the number of rounds that they need, where people add rounds themselves."""
    most: dict[str, int] = {}
    for key in answers:
        name, at, _ = split(key)
        if at:
            most[name] = max(most.get(name, 0), at)
    found = dict(answers)
    for section in instrument.sections:
        key, needed = rounds_key(section.key), most.get(section.key, 0)
        before = stands.get(key)
        found.pop(key, None)  # fewer than there are already takes none away
        if needed and not section.times and needed > (before if isinstance(before, int) else 0):
            found[key] = needed
    return found


def put_in(sheet: Sheet, answers: Mapping[str, Value], hand: Hand) -> Kept:
    """Keep the answers of a whole sheet; blanks say nothing against what stands there."""
    instrument = definition_of(sheet.asked.survey.asks)
    said = {key: value for key, value in answers.items() if value not in (None, "", [])}
    return keep_answers(sheet, Given(with_rounds(instrument, said, values_of(sheet))), hand)


def count_as_sent(
    sheet: Sheet, came: Mapping[str, Value], *, agrees: bool, writer: str, now: datetime
) -> bool:
    """Whether the sheet counts as sent now: what came on paper was given, but not while a colleague
    said otherwise, while an answer cannot be right, or where nobody agreed to be named.

    Only what came now or before, and what was sent before, counts: what the organisation's people
    have typed themselves is nobody else's until they send it.
    """
    asked: Asked = sheet.asked
    instrument = definition_of(asked.survey.asks)
    said: dict[str, Value] = {k: v for k, v in came.items() if v not in (None, "", [])}
    said = values_keyed_or_sent(sheet) | said
    said |= with_rounds(instrument, said, said)
    way = walk(instrument, said, today=localdate(now))
    waits = OtherAnswer.objects.filter(sheet=sheet, settled_at=None).exists()
    unnamed = asked.survey.mode == Mode.GROUP and not (agrees or asked.agreed_at)
    sends = not (waits or unnamed or wrongs_of(way, required=False)) and bool(way.answered)
    if sends:
        mark_sent(sheet, way.sent, writer=writer, now=now)
    stands = sends or sheet.state == SheetState.SENT
    state = AskedState.SENT if stands else AskedState.STARTED
    agreed = {"agreed_at": now, "agreed_by": f"{writer} from the sheet"} if agrees else {}
    Asked.objects.filter(pk=asked.pk).update(state=state, **agreed)
    return sends
