"""The register of decisions as a list, with what narrows it; and as a whole, to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, ExtractYear

from spinney.base.kernel.actors import Actor
from spinney.decisions.bridge.facts import Facts, facts_of
from spinney.decisions.models import Decision, NextStep
from spinney.decisions.queries.book import decisions_of
from spinney.decisions.states import StepState


def listed(by: Actor, cluster_id: int) -> QuerySet[Decision]:
    """The register of a cluster with `how` each was decided and in which `year`."""
    rows = decisions_of(by, cluster_id).annotate(
        how=Cast(KT("facts__way"), TextField()), year=ExtractYear("decided_on")
    )
    return rows.prefetch_related("steps", "actions")


@dataclass(frozen=True)
class Entered:
    """An entry as it is printed: its row, what it says, and what it put in motion."""

    decision: Decision
    facts: Facts
    in_motion: Sequence[NextStep]

    @property
    def heading(self) -> str:
        return f"{self.decision.number}. {self.decision.title}"

    @property
    def slug(self) -> str:
        return f"decision-{self.decision.number}"


def printed(
    by: Actor, cluster_id: int, first: int | None = None, last: int | None = None
) -> list[Entered]:
    """The register in its own order, from a number to a number. Three queries."""
    rows = decisions_of(by, cluster_id).order_by("number").prefetch_related("steps", "actions")
    if first is not None:
        rows = rows.filter(number__gte=first)
    if last is not None:
        rows = rows.filter(number__lte=last)
    return [Entered(one, facts_of(one), in_motion_of(one)) for one in rows]


def in_motion_of(decision: Decision) -> list[NextStep]:
    """The steps that were taken after a decision."""
    return [one for one in decision.steps.all() if one.state == StepState.DONE]


def is_due(decision: Decision, today: date) -> bool:
    """Whether a decision is to be looked at again by now."""
    return decision.review_on is not None and decision.review_on <= today
