"""The list of who does what, declared once for page and spreadsheet."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.parts import Link
from spinney.base.web.tables import Band, BandFilter, ChoiceFilter, Column, Empty, Table
from spinney.decisions.models import ActionItem
from spinney.decisions.queries.action_list import late_on, mine
from spinney.decisions.states import ActionState
from spinney.decisions.views.decision_frames import action_status


def actions_table(cluster_id: int, by: Actor, today: date, *, may_add: bool) -> Table:
    """Who does what in a cluster, soonest first."""

    def page(item: ActionItem) -> str:
        return reverse("decisions:action-item", args=[cluster_id, item.pk])

    add = Link("Add one", reverse("decisions:add-action", args=[cluster_id]))
    return Table(
        name="actions",
        caption="Who does what",
        noun="thing",
        default_order="due_on",
        columns=[
            Column("what", "What", link=page, order_by="what"),
            Column("who", "Who", order_by="who", note=_in_person),
            Column("due_on", "By", kind="date", order_by="due_on"),
            Column("status", "State", kind="status", value=lambda one: action_status(one, today)),
            Column("whence", "From", value=_whence),
            Column("person", "In person", value=_in_person, only="file"),
            Column("done_at", "Done on", kind="moment", only="file"),
            Column("note", "How it went", kind="prose", only="file"),
        ],
        filters=[
            ChoiceFilter("state", "State", labels=dict(ActionState.choices)),
            BandFilter(
                "only", "Show only",
                [
                    Band("mine", "What is ours to do", condition=mine(by)),
                    Band("late", "What is late", condition=late_on(today)),
                ],
            ),
            ChoiceFilter("who", "Who"),
        ],
        search=["what", "organisation__name", "person__name", "note"],
        search_label="Search the list",
        empty=Empty(
            "Nothing is to be done",
            "What somebody undertakes at a meeting, or after a decision, stands here, with who and"
            " by when.",
            add if may_add else None,
        ),
    )  # fmt: skip


def _in_person(item: ActionItem) -> str:
    return item.person.name if item.person and item.organisation else ""


def _whence(item: ActionItem) -> str:
    if item.decision:
        return f"Decision {item.decision.number}"
    return item.meeting.title if item.meeting else ""
