"""The way through an instrument: its pages in order, what is missing, what is kept aside.

>>> staff = Question("staff", Kind.WHOLE, "How many staff?", required=True)
>>> who = Question("who", Kind.TEXT, "Who leads them?", relevant="${staff} > 1")
>>> one = Instrument("x", "X", sections=(Section("s", "S", (staff, who)),))
>>> way = walk(one, {"staff": 1, "who": "Ada"}, today=date(2026, 3, 12))
>>> [page.key for page in way.pages], way.answered, way.of, way.set_aside
(['staff'], 1, 1, {'who': 'Ada'})
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from spinney.diagnostics.engine.cleaning import clean
from spinney.diagnostics.engine.definition import Choice, Instrument, Kind, Question, Section
from spinney.diagnostics.engine.ordering import refs_of
from spinney.diagnostics.engine.places import Answer, Answers, Place, rounds_key, split
from spinney.diagnostics.engine.wording import filled
from spinney.diagnostics.engine.working import State, work_out

TYPED = frozenset(Kind) - {Kind.NOTE, Kind.CALCULATED}
"""The kinds that take an answer."""


@dataclass(frozen=True)
class Asked:
    """A question on a page, in the words and with the choices that it has now. `suggested` is
    what stands in the field where nobody has answered yet: the question's default.
    """

    place: Place
    question: Question
    label: str
    hint: str
    choices: tuple[Choice, ...]
    answer: Answer
    suggested: Answer = None

    @property
    def key(self) -> str:
        return self.place.key

    @property
    def takes_answer(self) -> bool:
        return self.question.kind in TYPED

    @property
    def answered(self) -> bool:
        return not is_blank(self.answer)


@dataclass(frozen=True)
class Page:
    """What is asked at once: one question, a section's, or one round's of a repeat.

    `key` names the page in addresses: "staff", "about" or "computers[2]"; "computers[]" stands
    where a repeat has no round yet. `waiting` are questions of the page that may become
    relevant by what is answered on it. `may_add` says that another round may follow this page.
    """

    key: str
    section: Section
    title: str
    intro: str
    asked: tuple[Asked, ...]
    waiting: tuple[Asked, ...] = ()
    round: int = 0
    may_add: bool = False
    may_remove: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """Keys of what must be answered here and is not."""
        return tuple(one.key for one in self.asked if _is_missing(one))


@dataclass(frozen=True)
class Walk:
    """`answered` of `of` questions that are asked now have an answer. `missing` are the keys of
    those that must and have none; `sent` what would be sent now, calculations included;
    `set_aside` answers to what is no longer asked, which come back when it is asked again.
    """

    state: State
    pages: tuple[Page, ...]
    answered: int
    of: int
    missing: tuple[str, ...]
    sent: dict[str, Answer]
    set_aside: dict[str, Answer]

    @property
    def calculated(self) -> dict[str, str]:
        return self.state.calculated

    @property
    def done(self) -> bool:
        """Whether nothing that must be answered is missing."""
        return not self.missing

    def page(self, key: str) -> Page | None:
        """The page of a key, or the page on which a question is asked."""
        named = next((page for page in self.pages if page.key == key), None)
        return named or next((p for p in self.pages if any(a.key == key for a in p.asked)), None)

    def after(self, key: str) -> Page | None:
        """The page after one; None after the last. The first for a page that is gone."""
        return self._beside(key, 1)

    def before(self, key: str) -> Page | None:
        """The page before one; None before the first."""
        return self._beside(key, -1)

    def unfinished(self) -> Page | None:
        """Where to go on: the first page with a question that has no answer yet."""
        return next((p for p in self.pages if any(_is_open(one) for one in p.asked)), None)

    def _beside(self, key: str, step: int) -> Page | None:
        keys = [page.key for page in self.pages]
        at = keys.index(key) + step if key in keys else (0 if step > 0 else -1)
        return self.pages[at] if 0 <= at < len(keys) else None


def walk(
    instrument: Instrument, answers: Answers, *, today: date, now: datetime | None = None
) -> Walk:
    """The way through an instrument with the answers so far. Raises Circular."""
    state = work_out(instrument, answers, today=today, now=now)
    pages = tuple(page for section in instrument.sections for page in _pages(state, section))
    asked = [one for page in pages for one in page.asked if one.takes_answer]
    return Walk(
        state=state,
        pages=pages,
        answered=sum(one.answered for one in asked),
        of=len(asked),
        missing=tuple(one.key for one in asked if _is_missing(one)),
        sent=_sent(state, asked),
        set_aside=_set_aside(answers, asked, state),
    )


def is_blank(answer: Answer) -> bool:
    """Whether there is no answer. Nought is one."""
    return answer is None or answer == "" or answer == []


def add_round(
    instrument: Instrument, answers: Answers, section: str, *, today: date
) -> dict[str, Answer]:
    """The answers with one more round of a repeat, unless it is full. Raises KeyError."""
    rounds = work_out(instrument, answers, today=today).rounds[section]
    most = next(one.repeats for one in instrument.sections if one.key == section)
    return {**answers, rounds_key(section): min(rounds + 1, most)}


def remove_round(
    instrument: Instrument, answers: Answers, section: str, at: int, *, today: date
) -> dict[str, Answer]:
    """The answers without one round of a repeat; those after it move up. Raises KeyError."""
    rounds = work_out(instrument, answers, today=today).rounds[section]
    if not 1 <= at <= rounds:
        raise KeyError(f"{section}[{at}]")
    kept: dict[str, Answer] = {}
    for key, answer in answers.items():
        named, number, question = split(key)
        if named != section or number < at:
            kept[key] = answer
        elif number > at:
            kept[Place(section, question, number - 1).key] = answer
    return {**kept, rounds_key(section): rounds - 1}


def _pages(state: State, section: Section) -> Iterator[Page]:
    if section.key not in state.relevant:
        return
    if section.repeats:
        yield from _rounds(state, section)
    elif section.on_one_page:
        page = _page(state, section, section.key, 0)
        if page.asked or page.waiting:
            yield page
    else:
        yield from _one_by_one(state, section)


def _rounds(state: State, section: Section) -> Iterator[Page]:
    rounds, adds = state.rounds[section.key], not section.times
    for at in range(1, rounds + 1):
        page = _page(state, section, f"{section.key}[{at}]", at)
        may_add = adds and at == rounds < section.repeats
        yield replace(page, may_add=may_add, may_remove=adds)
    if adds and not rounds:
        intro = filled(state, section.intro, Place(section.key, ""))
        yield Page(rounds_key(section.key), section, section.title, intro, (), may_add=True)


def _page(state: State, section: Section, key: str, at: int) -> Page:
    here: list[Asked] = []
    waiting: list[Asked] = []
    for question in section.questions:
        if question.kind is Kind.CALCULATED:
            continue
        asked = _asked(state, question, Place(section.key, question.key, at))
        (here if asked.key in state.relevant else waiting).append(asked)
    on_page = {one.key for one in section.questions}
    waiting = [one for one in waiting if _may_come(state, one.question, on_page)]
    thing = section.each or section.title
    return Page(
        key,
        section,
        f"{thing[:1].upper()}{thing[1:]} {at}" if at else section.title,
        filled(state, section.intro, Place(section.key, "", at)) if at < 2 else "",
        tuple(here),
        tuple(waiting),
        at,
    )


def _may_come(state: State, question: Question, on_page: set[str]) -> bool:
    """Whether a question's being asked hangs on the page it stands on, through calculations too."""
    seen: set[str] = set()
    waiting = set(refs_of(question.relevant))
    while waiting:
        if waiting & on_page:
            return True
        seen |= waiting
        asked = [state.questions[key][0] for key in waiting if key in state.questions]
        needed = (refs_of(one.relevant) | refs_of(one.calculation) for one in asked)
        waiting = set().union(*needed) - seen
    return False


def _one_by_one(state: State, section: Section) -> Iterator[Page]:
    intro = filled(state, section.intro, Place(section.key, ""))
    for question in section.questions:
        place = Place(section.key, question.key)
        if place.key in state.relevant and question.kind is not Kind.CALCULATED:
            yield Page(place.key, section, section.title, intro, (_asked(state, question, place),))
            intro = ""


def _asked(state: State, question: Question, place: Place) -> Asked:
    choices, default = state.choices(question, place), question.default
    fresh = bool(default) and place.key not in state.answers
    return Asked(
        place,
        question,
        filled(state, question.label, place),
        filled(state, question.hint, place),
        choices,
        state.answers.get(place.key),
        clean(question, default, choices).answer if fresh else None,
    )


def _is_open(asked: Asked) -> bool:
    return asked.takes_answer and not asked.answered


def _is_missing(asked: Asked) -> bool:
    return _is_open(asked) and asked.question.required


def _sent(state: State, asked: list[Asked]) -> dict[str, Answer]:
    typed = {one.key: one.answer for one in asked if one.answered}
    return typed | {key: text for key, text in state.calculated.items() if text}


def _set_aside(answers: Answers, asked: list[Asked], state: State) -> dict[str, Answer]:
    now = {one.key for one in asked} | set(state.calculated)
    counts = {rounds_key(key) for key in state.sections}
    return {
        key: answer
        for key, answer in answers.items()
        if key not in now and key not in counts and not is_blank(answer)
    }
