"""Activities and milestones as lists, declared once for page and spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.components.words import day
from spinney.base.web.tables import Band, BandFilter, ChoiceFilter, Column, Empty, Table
from spinney.workplans.bridge.measures import count_words, measure_words
from spinney.workplans.models import Milestone
from spinney.workplans.queries.activities import FOR_ALL
from spinney.workplans.queries.plan_page import Shown
from spinney.workplans.states import ActivityState


def _of(field: str) -> Callable[[Shown], Any]:
    """A field of the activity that a row shows."""
    return lambda row: getattr(row.activity, field)


def _note(row: Shown) -> str:
    facts = [row.objective, "quick win" if row.activity.quick_win else ""]
    return " · ".join(fact for fact in facts if fact)


def _why(row: Shown) -> str:
    return row.waits or row.late


#: What goes along in files only.
IN_FILES = (
    Column("objective", "For", only="file"),
    Column("person", "In person", value=_of("person_name"), only="file"),
    Column("quick_win", "Quick win", kind="yes_no", value=_of("quick_win"), only="file"),
    Column("cost_pence", "Cost, roughly", kind="money", value=_of("cost_pence"), only="file"),
    Column("waits", "Waits for", kind="prose", only="file"),
    Column("late", "Behind", only="file"),
    Column("expected", "As things stand", only="file"),
    Column("began_on", "Began on", kind="date", value=_of("began_on"), only="file"),
    Column("done_on", "Done on", kind="date", value=_of("done_on"), only="file"),
    Column(
        "description", "What belongs to it", kind="prose", value=_of("description"), only="file"
    ),
)


def activities_table(cluster_id: int, own: frozenset[int], *, may_add: bool) -> Table:
    """What is done, by day. `own` are the ids of the organisations that the reader speaks for."""

    def page(row: Shown) -> str:
        return reverse("workplans:activity", args=[cluster_id, row.pk])

    add = Link("Add an activity", reverse("workplans:add-activity", args=[cluster_id]))
    return Table(
        name="activities",
        caption="Activities",
        noun="activity",
        nouns="activities",
        columns=[
            Column("title", "What", link=page, order_by="title", note=_note),
            Column("who", "Who", order_by="who", note=_of("person_name")),
            Column("from", "From", kind="date", value=_of("starts_on"), order_by="starts_on"),
            Column("to", "To", kind="date", value=_of("ends_on"), order_by="ends_on"),
            Column(
                "status", "How it stands", kind="status", note=lambda row: row.waits or row.late
            ),
            *IN_FILES,
        ],
        filters=_filters(own),
        search=["title", "who", "objective", "activity__person_name", "activity__description"],
        search_label="Search the activities",
        empty=Empty(
            "No activities yet",
            "An activity is a piece of work that somebody does, from one day to another.",
            add if may_add else None,
        ),
    )


def _filters(own: frozenset[int]) -> list[ChoiceFilter | BandFilter]:
    is_own = _of("organisation_id")
    return [
        ChoiceFilter("state", "State", value=_of("state"), labels=dict(ActivityState.choices)),
        BandFilter(
            "only", "Show only",
            [
                Band("mine", "What is ours to do", test=lambda row: is_own(row) in own),
                Band("waits", "What waits for something", test=lambda row: row.is_held_up),
                Band("behind", "What is behind its days", test=lambda row: row.is_behind),
                Band("wins", "Quick wins", test=_of("quick_win")),
                Band("undated", "What has no days", test=lambda row: not row.when),
            ],
        ),
        ChoiceFilter("who", "Who"),
        ChoiceFilter("objective", "For"),
    ]  # fmt: skip


def milestones_table(cluster_id: int, today: date, *, may_add: bool) -> Table:
    """What will be seen to be reached, soonest first."""
    add = Link("Add a milestone", reverse("workplans:add-milestone", args=[cluster_id]))

    def page(one: Milestone) -> str:
        return reverse("workplans:note-milestone", args=[cluster_id, one.pk])

    return Table(
        name="milestones",
        caption="Milestones",
        noun="milestone",
        default_order="due_on",
        columns=[
            Column("title", "What will be seen", link=page, order_by="title", note=_known_by),
            Column("who", "Who", value=whose, order_by="organisation__name"),
            Column("due_on", "By", kind="date", order_by="due_on"),
            Column("measure", "Counted", value=measure_words),
            Column(
                "status", "How it stands", kind="status",
                value=lambda one: milestone_status(one, today),
            ),
            Column("activity", "Activity", value=_activity_title, only="file"),
            Column("known_by", "How it is known", value=_known_by, only="file"),
            Column("target", "Target", value=lambda one: _count(one.target), only="file"),
            Column("reached", "So far", value=lambda one: _count(one.reached), only="file"),
            Column("unit", "Of what", only="file"),
            Column("reached_on", "Reached on", kind="date", only="file"),
        ],
        search=["title", "unit", "measure", "organisation__name", "activity__title"],
        search_label="Search the milestones",
        empty=Empty(
            "No milestones yet",
            "A milestone is something that everybody will see: by which day, and how many.",
            add if may_add else None,
        ),
    )  # fmt: skip


def whose(one: Milestone) -> str:
    """Whose milestone it is: its own organisation's, else that of its activity."""
    activity = one.activity.organisation if one.activity else None
    found = one.organisation or activity
    return found.name if found is not None else FOR_ALL


def _activity_title(one: Milestone) -> str:
    return one.activity.title if one.activity else ""


def _known_by(one: Milestone) -> str:
    return one.measure


def _count(value: Any) -> str:
    return count_words(value).replace(",", "") if value is not None else ""


def milestone_status(one: Milestone, today: date) -> Status:
    """How a milestone stands on a day."""
    if one.reached_on is not None:
        return Status(f"Reached {day(one.reached_on)}", Tone.GO)
    past = one.due_on < today
    return Status("Past its day", Tone.WAITS) if past else Status("To come", Tone.PLAIN)
