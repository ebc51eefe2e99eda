"""Circles in what waits on what, in words."""

from __future__ import annotations

from spinney.workplans.bridge.plans import live_activities, plan_value, waits_of
from spinney.workplans.engine.cycles import cycles, words_of_cycle
from spinney.workplans.models import Workplan


def circle_words(plan: Workplan) -> str:
    """The first circle in a plan as it stands, in words; "" where there is none. Two queries."""
    value = plan_value(live_activities(plan), waits_of(plan))
    found = cycles(value)
    return words_of_cycle([value.by_key[key].title for key in found[0]]) if found else ""
