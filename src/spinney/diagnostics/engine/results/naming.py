"""The same sheets read with their names on: what `named` and the facilitator's lists are made of.

Nothing is put into bands here, and what an organisation does not know is no gap. What only steers
which questions it is asked is nobody else's, and is not among it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from spinney.diagnostics.engine import definition as asked
from spinney.diagnostics.engine.disclosure.rules import Kind, Question
from spinney.diagnostics.engine.places import Answer, split
from spinney.diagnostics.engine.results.items import Item, Measure
from spinney.diagnostics.engine.results.named import FULL_TIME
from spinney.diagnostics.engine.wording import answer_words

_SCALED = {
    asked.Measure.NEED: Measure.NEED,
    asked.Measure.STRENGTH: Measure.STRENGTH,
    asked.Measure.SATISFACTION: Measure.SATISFACTION,
    asked.Measure.INTEREST: Measure.INTEREST,
    asked.Measure.POST: Measure.POST,
}
STAFF_KEYS = ("full_time", "full_time_staff")
KEY_PERSON_KEYS = ("key_person",)


def named_items(
    instrument: asked.Instrument, own_costs: Mapping[str, int] | None = None
) -> list[Item]:
    """What each question says of an organisation. `own_costs`, in pence, stand in place of what
    the instrument guesses that mending a gap costs.
    """
    own = own_costs or {}
    return [item for one in _told(instrument) if (item := _item(instrument, one, own)) is not None]


def _item(
    instrument: asked.Instrument, question: asked.Question, own: Mapping[str, int]
) -> Item | None:
    key, area = question.key, question.area
    if key in STAFF_KEYS:
        return Item(Question(key, Kind.AMOUNT, edges=(1,)), area, Measure.STAFF)
    if key in KEY_PERSON_KEYS:
        return Item(Question(key, Kind.YES_NO), area, Measure.KEY_PERSON)
    if question.measure is asked.Measure.COST and question.kind is asked.Kind.MONEY:
        return Item(Question(key, Kind.AMOUNT), area, Measure.COST)
    if question.measure is asked.Measure.BASELINE:
        cost = own.get(key, question.cost_pence or None)
        return Item(Question(key, Kind.YES_NO), area, Measure.BASELINE, cost)
    levels = len(_levels(instrument, question))
    measure = _SCALED.get(question.measure)
    if measure is None or levels < 2:
        return None
    kind = Kind.YES_NO if levels == 2 else Kind.SCALE
    return Item(Question(key, kind, levels), area, measure)


def named_sheet(
    instrument: asked.Instrument, values: Mapping[str, Answer]
) -> dict[str, int | None]:
    """One organisation's answers as `named` takes them: pence, hundredths of posts, levels. What
    repeats is added up where it is a cost.
    """
    found: dict[str, int | None] = {}
    for key, value in values.items():
        _, at, name = split(key)
        question = _question(instrument, name)
        if question is None or value in (None, "", []):
            continue
        level = _level(instrument, question, value)
        if level is None or (at and question.measure is not asked.Measure.COST):
            continue
        found[name] = (found.get(name) or 0) + level if at else level
    return found


def _told(instrument: asked.Instrument) -> Iterator[asked.Question]:
    """The questions whose answers anybody but the organisation itself may see."""
    return (one for one in instrument.questions() if one.shown is not asked.Shown.OWN)


def _question(instrument: asked.Instrument, key: str) -> asked.Question | None:
    return next((one for one in _told(instrument) if one.key == key), None)


def _level(instrument: asked.Instrument, question: asked.Question, value: Answer) -> int | None:
    if question.key in STAFF_KEYS:
        return int(value) * FULL_TIME if isinstance(value, int) else None
    if question.key in KEY_PERSON_KEYS:
        return int(value == "yes")
    if question.kind is asked.Kind.MONEY:
        return value if isinstance(value, int) else None
    if question.measure is asked.Measure.BASELINE:
        choice = next((c for c in instrument.choices_of(question) if c.name == value), None)
        return None if choice is None or choice.meets is None else int(choice.meets)
    return _levels(instrument, question).get(str(value))


def _levels(instrument: asked.Instrument, question: asked.Question) -> dict[str, int]:
    """The level of each choice: its own, else its place; of yes and no, yes is the higher."""
    choices = instrument.choices_of(question)
    ranked = sorted({one.level for one in choices if one.level is not None})
    if question.kind in (asked.Kind.SCALE, asked.Kind.ONE) and len(ranked) > 1:
        return {one.name: ranked.index(one.level) for one in choices if one.level is not None}
    if question.kind is asked.Kind.ONE and {one.name for one in choices} == {"yes", "no"}:
        return {"yes": 1, "no": 0}
    return {}


@dataclass(frozen=True)
class Said:
    """Something that one organisation said of an area, in words: an offer, or a date with what it
    is of.
    """

    owner: str
    key: str
    area: str
    words: str
    on: date | None = None


def offers(
    instrument: asked.Instrument, owner: str, values: Mapping[str, Answer]
) -> Iterator[Said]:
    """What an organisation could offer others, area by area."""
    for question in _told(instrument):
        value = values.get(question.key)
        if question.measure is not asked.Measure.OFFER or value in (None, "", []):
            continue
        if isinstance(value, list):
            by_name = {one.name: one for one in instrument.choices_of(question)}
            for name in value:
                chosen = by_name.get(name)
                if chosen is not None and not chosen.exclusive:
                    yield Said(owner, question.key, name, chosen.label)
        else:
            words = answer_words(question, value, instrument.choices_of(question))
            yield Said(owner, question.key, question.area, words)


def renewals(
    instrument: asked.Instrument, owner: str, values: Mapping[str, Answer]
) -> Iterator[Said]:
    """When contracts and licences of an organisation end, with what each is of."""
    for key, value in values.items():
        section, at, name = split(key)
        question = _question(instrument, name)
        if question is None or question.measure is not asked.Measure.RENEWAL or not value:
            continue
        try:
            on = date.fromisoformat(str(value))
        except ValueError:
            continue
        of = _thing(instrument, section, at, values) or instrument.section_of(name).title
        yield Said(owner, key, question.area, of, on)


def _thing(
    instrument: asked.Instrument, section: str, at: int, values: Mapping[str, Answer]
) -> str:
    """What one round of a repeat is about: its first answer in words."""
    found = next((one for one in instrument.sections if one.key == section), None)
    if found is None or not at:
        return ""
    for question in found.questions:
        value = values.get(f"{section}[{at}].{question.key}")
        if value not in (None, "", []) and question.shown is not asked.Shown.OWN:
            return answer_words(question, value, instrument.choices_of(question))
    return ""
