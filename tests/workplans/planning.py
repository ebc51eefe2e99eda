"""Plans for tests of what is done with them: drafts, agreed ones, with what waits for what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from spinney.base.kernel.actors import Actor
from spinney.decisions.models import OutlineLine
from spinney.workplans.actions.plans import agree_workplan
from spinney.workplans.models import Activity, Workplan
from spinney.workplans.policies.activities import ActivityText, MilestoneText
from spinney.workplans.policies.plans import PlanText
from tests.decisions.making import a_decision
from tests.personas import Wood
from tests.workplans.making import a_plan, an_activity

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
LATER = datetime(2026, 4, 2, 9, tzinfo=UTC)
SYSTEM = Actor.system("a test")
TEXT = PlanText("Workplan 2026", date(2026, 4, 1), date(2026, 12, 18), "Share HR and ICT.")


def outlined(wood: Wood, number: int = 1, *titles: str, **changes: Any) -> list[OutlineLine]:
    """Priorities that were decided, as lines of the outline."""
    decision = a_decision(wood, number)
    return [
        OutlineLine.objects.create(
            decision=decision, position=place, title=title,
            **{"quick_win": place == 1, "cost_pence": 250_000} | changes,
        )
        for place, title in enumerate(titles or ("Share an HR worker", "Buy energy together"))
    ]  # fmt: skip


def agreed(wood: Wood) -> Workplan:
    """An agreed plan of two activities, of which the second waits for the first, Birch's."""
    plan = a_plan(wood.cluster)
    first = an_activity(plan, title="Recruit", organisation=wood.organisations["birch"])
    second = an_activity(plan, title="Train", starts_on=date(2026, 7, 1), ends_on=date(2026, 7, 31))
    second.waits_on.create(on_activity=first)
    return agree_workplan(plan=plan, by=wood.ash, now=NOW)


def one_of(plan: Workplan, title: str) -> Activity:
    """An activity of a plan, by its name."""
    return plan.activities.select_related("organisation", "workplan__cluster").get(title=title)


def said(**changes: Any) -> ActivityText:
    """An activity as it is typed."""
    fields = {"title": "Recruit", "starts_on": date(2026, 4, 1), "ends_on": date(2026, 6, 30)}
    return ActivityText(**fields | changes)


def mark(**changes: Any) -> MilestoneText:
    """A milestone as it is typed."""
    return MilestoneText(**{"title": "She has started", "due_on": date(2026, 6, 30)} | changes)
