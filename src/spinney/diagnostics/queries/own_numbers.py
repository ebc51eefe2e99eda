"""The numbers that an organisation itself sent in answer to surveys: for its own people alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine.definition import Kind
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.models import Answer, Asked, Instrument
from spinney.diagnostics.queries.answers import ANSWERS_FOR
from spinney.diagnostics.states import AskedState, SheetState

NUMBERS = frozenset({Kind.WHOLE, Kind.DECIMAL})
LONGEST_LINE = 10
"""So many instruments, each adapted from the one before, are followed back to the first."""


@dataclass(frozen=True)
class OwnNumber:
    """A number that an organisation sent. `instrument` is the key of what comes with Spinney that
    was asked, or from which it was adapted ("" for one of somebody's own); `survey` what the survey
    is called.
    """

    instrument: str
    survey: str
    question: str
    label: str
    value: Decimal
    answered_on: date


def own_numbers(actor: Actor, organisation_id: int) -> list[OwnNumber]:
    """The numbers that this organisation sent, the latest survey first, to whoever answers for it
    by a mandate; nothing to anybody else. Where answers are kept without a name, none are found.

    What is typed and not sent, taken back, or asked again for each thing of a kind is left out.
    """
    if actor.pass_ is not None or organisation_id not in actor.ids_of("organisation", *ANSWERS_FOR):
        return []
    rows = Asked.objects.filter(organisation=organisation_id, sheet__state=SheetState.SENT)
    sent = rows.exclude(state=AskedState.WITHDRAWN).exclude(sheet__sent_at=None)
    found = list(
        sent.select_related("sheet", "survey__asks__instrument").order_by("-sheet__sent_at", "pk")
    )
    said: dict[int, dict[str, Value]] = {one.sheet.pk: {} for one in found}
    answers = Answer.objects.filter(sheet__in=list(said), is_sent=True)
    for sheet, key, value in answers.values_list("sheet_id", "key", "sent_value"):
        said[sheet][key] = value
    return [number for one in found for number in _numbers(one, said[one.sheet.pk])]


def _numbers(asked: Asked, said: Mapping[str, Value]) -> list[OwnNumber]:
    version, found = asked.survey.asks, []
    for question in definition_of(version).questions():
        value = _number(said.get(question.key)) if question.kind in NUMBERS else None
        if value is not None and asked.sheet.sent_at is not None:
            found.append(
                OwnNumber(
                    _first_key(version.instrument), asked.survey.title, question.key,
                    question.label, value, localdate(asked.sheet.sent_at),
                )
            )  # fmt: skip
    return found


def _number(value: Value) -> Decimal | None:
    """An answer's number; None for anything else."""
    if value is None or isinstance(value, list | bool):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _first_key(instrument: Instrument) -> str:
    """The key of what it was adapted from, however often."""
    for _ in range(LONGEST_LINE):
        if instrument.key or instrument.adapted_from is None:
            break
        instrument = instrument.adapted_from
    return instrument.key
