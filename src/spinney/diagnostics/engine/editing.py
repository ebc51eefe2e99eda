"""Changing an instrument that is being written: every function gives a new one.

What is given may be unsound meanwhile (`soundness.faults` says where): an author works in steps.

    >>> from spinney.diagnostics.engine.definition import Kind
    >>> empty = Instrument("ours", "Ours")
    >>> one = add_section(empty, "About you")
    >>> two = put_question(one, "about_you", Question("", Kind.TEXT, "What do you do?"), "")
    >>> [question.key for question in two.questions()]
    ['what_do_you_do']
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spinney.diagnostics.engine.choice_lines import name_from
from spinney.diagnostics.engine.definition import (
    Choice,
    ChoiceList,
    Instrument,
    Question,
    Section,
)
from spinney.diagnostics.engine.estimating import minutes


def timed(instrument: Instrument) -> Instrument:
    """With the minutes that it takes as it stands."""
    return replace(instrument, minutes=minutes(instrument))


def section(instrument: Instrument, key: str) -> Section:
    """The section of a key. Raises KeyError."""
    for one in instrument.sections:
        if one.key == key:
            return one
    raise KeyError(key)


def _keys(instrument: Instrument) -> set[str]:
    return {one.key for one in instrument.sections} | {one.key for one in instrument.questions()}


# Sections --------------------------------------------------------------------------------------


def add_section(instrument: Instrument, title: str) -> Instrument:
    """A new section at the end."""
    made = Section(name_from(title, _keys(instrument)), title, ())
    return replace(instrument, sections=(*instrument.sections, made))


def put_section(instrument: Instrument, changed: Section) -> Instrument:
    """A section in the place of the one with its key, with the questions that are there.

    Raises KeyError.
    """
    there = section(instrument, changed.key)
    changed = replace(changed, questions=there.questions)
    return _with(instrument, [changed if s.key == there.key else s for s in instrument.sections])


def move_section(instrument: Instrument, key: str, by: int) -> Instrument:
    """A section moved up (-1) or down (1); at the end nothing changes. Raises KeyError."""
    at = instrument.sections.index(section(instrument, key))
    return _with(instrument, _moved(instrument.sections, at, by))


def remove_section(instrument: Instrument, key: str) -> Instrument:
    """Without a section and its questions. Raises KeyError."""
    gone = section(instrument, key)
    return _tidied(_with(instrument, [one for one in instrument.sections if one is not gone]))


def _with(instrument: Instrument, sections: Sequence[Section]) -> Instrument:
    return replace(instrument, sections=tuple(sections))


def _moved[T](every: Sequence[T], at: int, by: int) -> list[T]:
    to = min(max(at + by, 0), len(every) - 1)
    order = list(every)
    order.insert(to, order.pop(at))
    return order


# Questions -------------------------------------------------------------------------------------


def put_question(
    instrument: Instrument, in_section: str, question: Question, key: str, *, after: str = ""
) -> Instrument:
    """A question in the place of the one with `key`; with "" for `key`, a new one after the one
    named `after`, at the section's end without. A new question gets a key of its words; one that is
    there keeps its own, so that answers stay comparable. Raises KeyError.
    """
    where = section(instrument, in_section)
    if key:
        question = replace(question, key=instrument.question(key).key)
        questions = [question if one.key == key else one for one in where.questions]
    else:
        words = question.label or "calculation"
        question = replace(question, key=name_from(words, _keys(instrument)))
        keys = [one.key for one in where.questions]
        at = keys.index(after) + 1 if after in keys else len(keys)
        questions = [*where.questions[:at], question, *where.questions[at:]]
    return _tidied(_in(instrument, where, questions))


def move_question(instrument: Instrument, key: str, by: int) -> Instrument:
    """A question moved up (-1) or down (1), over a section's edge into the next one.

    Raises KeyError.
    """
    where = instrument.section_of(key)
    at = [one.key for one in where.questions].index(key)
    if 0 <= at + by < len(where.questions):
        return _in(instrument, where, _moved(where.questions, at, by))
    here = instrument.sections.index(where)
    if not 0 <= here + by < len(instrument.sections):
        return instrument
    beside, moving = instrument.sections[here + by], where.questions[at]
    rest = [one for one in where.questions if one is not moving]
    into = [*beside.questions, moving] if by < 0 else [moving, *beside.questions]
    return _in(_in(instrument, where, rest), beside, into)


def remove_question(instrument: Instrument, key: str) -> Instrument:
    """Without a question. Raises KeyError."""
    where = instrument.section_of(key)
    rest = [one for one in where.questions if one.key != key]
    return _tidied(_in(instrument, where, rest))


def _in(instrument: Instrument, where: Section, questions: Sequence[Question]) -> Instrument:
    changed = replace(where, questions=tuple(questions))
    return _with(instrument, [changed if s.key == where.key else s for s in instrument.sections])


def speaks_of(instrument: Instrument, key: str) -> list[str]:
    """The labels of what would miss a question: its condition, calculation or words speak of it."""
    slot = re.compile(r"\$\{\s*" + re.escape(key) + r"\s*\}")
    found = []
    for one in instrument.questions():
        texts = (one.relevant, one.constraint, one.calculation, one.label, one.hint)
        if one.key != key and (any(slot.search(text) for text in texts) or one.per == key):
            found.append(one.label or one.key)
    found += [s.title for s in instrument.sections if slot.search(f"{s.relevant} {s.times}")]
    return found


# Lists of choices and areas --------------------------------------------------------------------


def users_of(instrument: Instrument, name: str) -> int:
    """How many questions have a list of choices."""
    return sum(one.choices == name for one in instrument.questions()) if name else 0


def put_choices(
    instrument: Instrument, question: Question, choices: Sequence[Choice], *, for_all: bool
) -> tuple[Instrument, Question]:
    """A question with these choices. A list that other questions have too is changed for them
    only with `for_all`; else the question gets a list of its own.
    """
    wanted = tuple(choices)
    if wanted == instrument.choices_of(question):
        return instrument, question
    shared = users_of(instrument, question.choices) > 1 and not for_all
    same = next((one.name for one in instrument.lists if one.choices == wanted), "")
    if same and not for_all:
        return instrument, replace(question, choices=same)
    name = question.choices
    if shared or not name:
        name = name_from(f"{question.label[:30]} answers", {one.name for one in instrument.lists})
    kept = [one for one in instrument.lists if one.name != name]
    made = ChoiceList(name, wanted)
    if len(kept) < len(instrument.lists):
        lists = [made if one.name == name else one for one in instrument.lists]
    else:
        lists = [*kept, made]
    return replace(instrument, lists=tuple(lists)), replace(question, choices=name)


def put_areas(instrument: Instrument, lines: str, usual: Mapping[str, str]) -> Instrument:
    """With areas, one to a line. An area keeps its key by its words, or by its line where there
    are as many as before; one that bears the name of a `usual` one (key -> title) gets that one's
    key, so that results fit together.
    """
    titles = [line.strip() for line in lines.splitlines() if line.strip()]
    known = {t.casefold(): k for k, t in {**usual, **instrument.areas}.items()}
    before = list(instrument.areas) if len(titles) == len(instrument.areas) else []
    said = {title.casefold() for title in titles}
    areas: dict[str, str] = {}
    for at, title in enumerate(titles):
        key = known.get(title.casefold(), "")
        if not key and before and instrument.areas[before[at]].casefold() not in said:
            key = before[at]
        if not key or key in areas:
            key = name_from(title, {*areas, *instrument.areas})
        areas[key] = title
    return replace(instrument, areas=areas)


def _tidied(instrument: Instrument) -> Instrument:
    """Without lists that no question has any more."""
    used = {one.choices for one in instrument.questions()}
    return replace(instrument, lists=tuple(o for o in instrument.lists if o.name in used))
