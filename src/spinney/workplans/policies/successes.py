"""Who may do what with successes; and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from spinney.base.kernel.actors import Actor, Role
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.register.api import Organisation
from spinney.workplans.models import Activity, Success
from spinney.workplans.policies.plans import (
    INSIDE,
    LONGEST_TEXT,
    RUNS_IT,
    check_can_restore,
    length_problems,
    many_lines,
    one_line,
    refuse,
    title_problems,
)
from spinney.workplans.states import SuccessKind

MAY: dict[str, frozenset[Role]] = {
    "successes": INSIDE,
    "success": INSIDE,
    "tell_success": INSIDE,
    "edit_success": INSIDE,
    "remove_success": INSIDE,
    "restore_success": INSIDE,
    "cheer": frozenset({Role.MEMBER}),
    "take_back_cheer": frozenset({Role.MEMBER}),
}


@dataclass(frozen=True)
class SuccessText:
    """A success as it is told."""

    title: str
    happened_on: date
    kind: str = SuccessKind.SUCCESS
    story: str = ""
    organisation: Organisation | None = None
    activity: Activity | None = None

    def fields(self) -> dict[str, Any]:
        """The values of the fields of a `Success`."""
        told = {"title": one_line(self.title), "story": many_lines(self.story)}
        return {**vars(self), **told}


def check_success(text: SuccessText, cluster_id: int, today: date) -> None:
    """Raise BadInput for what cannot be told as a success."""
    problems = title_problems(text.title, "Say what went well.")
    problems |= length_problems(story=(text.story, LONGEST_TEXT))
    if text.happened_on > today:
        problems["happened_on"] = ["That day is still to come. Tell it when it has happened."]
    if text.activity is not None and text.activity.workplan.cluster_id != cluster_id:
        problems["activity"] = ["Choose an activity of this cluster's plan."]
    refuse(problems)


def may_change(by: Actor, success: Success) -> bool:
    """Whether somebody may change or take out what was told: whoever told it, the people of the
    organisation for which it was told, and those who run the cluster.
    """
    if by.roles_in(success.scope) & RUNS_IT or by.label == success.told_by:
        return True
    return success.organisation_id in by.ids_of("organisation", Role.REPRESENTATIVE)


def check_may_change(by: Actor, success: Success) -> None:
    """Raise NotAllowed to whoever may not change it."""
    if not may_change(by, success):
        raise NotAllowed("That is for whoever told it, or those who run the cluster.")


def check_is_told(success: Success) -> None:
    """Raise WrongState for one that was taken out."""
    if success.removed_at is not None:
        raise WrongState("This was taken out. Bring it back first.")


def check_can_come_back(success: Success, now: datetime) -> None:
    """Raise WrongState unless it was taken out, and not too long ago."""
    check_can_restore(success, now)
