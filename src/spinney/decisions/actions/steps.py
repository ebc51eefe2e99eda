"""From decision to next step: each step is offered once, taken at most once, and logged."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.decisions import policies
from spinney.decisions.bridge.following import steps_after
from spinney.decisions.models import Decision, NextStep


@transaction.atomic
def offer_steps(*, decision: Decision, by: Actor, now: datetime) -> list[NextStep]:
    """Offer what a decision can put in motion. What is offered, taken or declined already stays."""
    require(policies.MAY, "offer_steps", by=by, scope=decision.scope)
    there = set(decision.steps.values_list("kind", flat=True))
    made = [
        NextStep.objects.create(decision=decision, kind=kind)
        for kind in steps_after(decision)
        if kind not in there
    ]
    if made:
        record(
            "decisions.offer_steps", by=by, on=decision, at=now, scope=decision.scope,
            number=decision.number, steps=[one.kind for one in made],
        )  # fmt: skip
    return made
