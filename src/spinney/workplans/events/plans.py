"""News of workplans, and how it is told."""

from __future__ import annotations

from django.dispatch import Signal

from spinney.base.kernel.actors import Role
from spinney.base.record.timeline import Sentence

INSIDE = frozenset({Role.FACILITATOR, Role.PROGRAMME_MANAGER, Role.MEMBER})

#: plan: Workplan, by: Actor, now: datetime. The members' plan is agreed; its first days are kept.
workplan_agreed = Signal()

TOLD: dict[str, Sentence] = {
    "workplans.start_workplan": Sentence("A workplan was begun: “{title}”.", INSIDE),
    "workplans.agree_workplan": Sentence(
        "The workplan “{title}” was agreed, by decision {decision}.",
        INSIDE,
        ("decision", "The workplan “{title}” was agreed."),
    ),
    "workplans.replan_workplan": Sentence(
        "The workplan was planned anew: {why}. {moved}.",
        INSIDE,
        ("why", "Days were set in the workplan. {moved}."),
    ),
    "workplans.end_workplan": Sentence("The workplan “{title}” ended.", INSIDE),
    "workplans.reopen_workplan": Sentence("The workplan “{title}” goes on.", INSIDE),
    "workplans.take_over_priorities": Sentence(
        "What you decided came into the workplan: {taken}.", INSIDE
    ),
}
