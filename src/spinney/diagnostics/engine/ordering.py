"""In which order an instrument's conditions and calculations can be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from spinney.diagnostics.engine.definition import Instrument, Kind, Question, Section
from spinney.diagnostics.engine.expressions import Malformed, parse

_KEPT = "_order"


class Circular(ValueError):
    """Conditions or calculations that wait for each other; `keys` go round, first = last."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        super().__init__("These wait for each other: " + " → ".join(keys) + ".")


def refs_of(text: str) -> frozenset[str]:
    """The questions and repeats that an expression speaks of; none where it cannot be read."""
    try:
        return parse(text, columns=True).refs if text else frozenset()
    except Malformed:
        return frozenset()


def order_of(instrument: Instrument) -> tuple[str, ...]:
    """Keys of sections and questions so that each comes after all that it depends on.

    Worked out once for each instrument, which never changes: every page and every saved answer asks
    for it. Sections and questions must have different keys. Raises Circular.
    """
    kept: tuple[str, ...] | None = instrument.__dict__.get(_KEPT)
    if kept is None:
        kept = instrument.__dict__[_KEPT] = _order(instrument)
    return kept


def _order(instrument: Instrument) -> tuple[str, ...]:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for key, needs in _needs(instrument):
        sorter.add(key, *sorted(needs))
    try:
        ordered = tuple(sorter.static_order())
    except CycleError as error:
        # graphlib names what is needed before what needs it; turned round, each waits for the next
        raise Circular(tuple(reversed(error.args[1]))) from error
    known = {key for key, _ in _needs(instrument)}
    return tuple(key for key in ordered if key in known)


def _needs(instrument: Instrument) -> Iterator[tuple[str, set[str]]]:
    for section in instrument.sections:
        yield section.key, set(refs_of(section.relevant) | _times(section))
        for question in section.questions:
            yield question.key, {section.key} | _refs(question)


def _times(section: Section) -> frozenset[str]:
    return refs_of(section.times) if section.repeats else frozenset()


def _refs(question: Question) -> set[str]:
    calculated = question.calculation if question.kind is Kind.CALCULATED else ""
    return set(refs_of(question.relevant) | refs_of(calculated))
