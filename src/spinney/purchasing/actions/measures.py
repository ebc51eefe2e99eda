"""What makes a member's spending comparable with others': its employees, its square metres."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.kernel.errors import BadInput
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.web.components.words import listed
from spinney.purchasing import policies
from spinney.purchasing.engine.comparing.columns import MEASURE_KINDS
from spinney.purchasing.models import Measure
from spinney.register.api import Organisation

LARGEST = Decimal(10_000_000)


@dataclass(frozen=True)
class Measured:
    """A measure's value and where it comes from: "typed", "profile" or "survey"; of a survey, what
    it is called (`said_in`) and the day on which it was answered (`on_day`).
    """

    value: Decimal
    source: str = "typed"
    said_in: str = ""
    on_day: date | None = None


@transaction.atomic
def set_measures(
    *, organisation: Organisation, measures: Mapping[str, Measured], by: Actor, now: datetime
) -> list[Measure]:
    """Put these measures in the place of those that are there. Raises BadInput."""
    require(policies.MAY, "set_measures", by=by, scope=organisation_scope(organisation.pk))
    _check(measures)
    held = {one.measure: one for one in Measure.objects.filter(organisation=organisation)}
    Measure.objects.filter(organisation=organisation).exclude(measure__in=measures).delete()
    changed = sorted(set(held) - set(measures))
    for kind, given in measures.items():
        was = held.get(kind)
        if was is None or _told(was) != (given.value, given.source, given.said_in):
            changed.append(kind)
            Measure.objects.update_or_create(
                organisation=organisation,
                measure=kind,
                defaults={
                    "value": given.value, "source": given.source, "said_in": given.said_in,
                    "on_day": given.on_day or localdate(now), "given_by": by.label,
                },
            )  # fmt: skip
    if changed:
        record(
            "purchasing.set_measures", by=by, on=organisation, at=now,
            scope=organisation_scope(organisation.pk),
            measures=listed(kind.replace("_", " ") for kind in changed),
        )  # fmt: skip
    return list(Measure.objects.filter(organisation=organisation).order_by("measure"))


def _told(held: Measure) -> tuple[Decimal, str, str]:
    return held.value, held.source, held.said_in


def _check(measures: Mapping[str, Measured]) -> None:
    for kind, given in measures.items():
        told = ""
        if kind not in MEASURE_KINDS:
            told = "That is nothing that spending is compared by."
        elif not 0 < given.value <= LARGEST:
            told = "Give a number above nought, or leave it empty."
        if told:
            raise BadInput(told, {kind: [told]})
