"""What makes a member's spending comparable, and what it has said of that elsewhere: in its profile
and in its own answers to surveys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from spinney.base.kernel.actors import Actor
from spinney.diagnostics import api as diagnostics
from spinney.purchasing.models import Measure
from spinney.register.api import Organisation

SAID: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "employees": (
        ("pre_cluster_survey", ("full_time", "part_time")),
        ("self_assessment", ("full_time", "part_time")),
    ),
    "square_metres": (("pre_cluster_survey", ("floor_area",)),),
    "lines": (("ict_review", ("phone_lines",)),),
    "computers": (("ict_review", ("devices",)),),
    "licences": (("ict_review", ("ict_users",)),),
}
"""The questions, by the instrument that asks them, whose numbers together are a measure."""


@dataclass(frozen=True)
class Proposal:
    """A measure as the member itself said it: to these questions (`asked`), in a survey."""

    measure: str
    value: Decimal
    said_in: str
    on_day: date
    asked: tuple[str, ...]


def measures_of(organisation_id: int) -> dict[str, Measure]:
    """A member's measures by their kinds."""
    rows = Measure.objects.filter(organisation=organisation_id)
    return {row.measure: row for row in rows}


def said_in_profile(organisation: Organisation) -> Decimal | None:
    """How many employees the profile tells of; None for none."""
    return Decimal(organisation.staff) if organisation.staff else None


def said_in_surveys(by: Actor, organisation_id: int) -> dict[str, Proposal]:
    """What the member's own latest answers say of each measure, to its own people alone."""
    by_survey: dict[tuple[str, str, date], dict[str, diagnostics.OwnNumber]] = {}
    for one in diagnostics.own_numbers(by, organisation_id):
        known = by_survey.setdefault((one.instrument, one.survey, one.answered_on), {})
        known.setdefault(one.question, one)
    found: dict[str, Proposal] = {}
    for (instrument, survey, on_day), numbers in by_survey.items():
        for measure, sources in SAID.items():
            keys = dict(sources).get(instrument, ())
            told = [numbers[key] for key in keys if key in numbers]
            value = sum((one.value for one in told), Decimal(0))
            if value > 0:
                asked = tuple(one.label for one in told)
                found.setdefault(measure, Proposal(measure, value, survey, on_day, asked))
    return found
