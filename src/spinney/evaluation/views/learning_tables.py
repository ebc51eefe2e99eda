"""Lessons, events of learning and what came of it as tables, for pages and spreadsheets."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.parts import Link, Status, Tone
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table
from spinney.evaluation.models import LearningEvent, Lesson, SpinOff
from spinney.evaluation.policies import learning as rules
from spinney.evaluation.states import Confirmed, EventState, LessonKind, SpinOffKind

TONES = {Confirmed.OPEN: Tone.WAITS, Confirmed.YES: Tone.GO, Confirmed.NO: Tone.QUIET}
EVENT_TONES = {
    EventState.PLANNED: Tone.WAITS, EventState.HELD: Tone.GO, EventState.CALLED_OFF: Tone.QUIET,
}  # fmt: skip


def lessons_table(by: Actor, tell_url: str, *, of_programme: bool = False) -> Table:
    """Lessons of a cluster, or of a programme's clusters."""

    def change_url(one: Lesson) -> str:
        may = not of_programme and rules.may_change(by, one)
        return reverse("evaluation:edit-lesson", args=[one.cluster_id, one.pk]) if may else ""

    whose: list[Column] = []
    if of_programme:
        whose = [Column("cluster", "Cluster", value=lambda one: one.cluster.name,
                        order_by="cluster__name")]  # fmt: skip
    return Table(
        name="lessons", caption="Lessons", noun="lesson", default_order="-told_at",
        row_id=lambda one: one.pk,
        columns=[
            Column("words", "Lesson", kind="prose", link=change_url, order_by="words"),
            Column("kind", "What", value=lambda one: one.get_kind_display(), order_by="kind"),
            Column("about", "About", order_by="about"),
            *whose,
            Column("who", "Who", value=_who, order_by="organisation__name"),
            Column("told_at", "Written down", kind="date", order_by="told_at"),
        ],
        filters=[
            ChoiceFilter("kind", "What", field="kind", labels=dict(LessonKind.choices)),
            ChoiceFilter("about", "About", field="about"),
        ],
        search=["words", "about"], search_label="Search lessons",
        empty=Empty(
            "No lessons yet",
            "Write down what worked, what did not, and what you would do next time."
            if tell_url else "Lessons that clusters share with one another stand here.",
            Link("Tell a lesson", tell_url) if tell_url else None,
        ),
    )  # fmt: skip


def _who(one: Lesson | SpinOff) -> str:
    return one.organisation.name if one.organisation else ""


def spin_off_url(one: SpinOff) -> str:
    return reverse("evaluation:spin-off", args=[one.cluster_id, one.pk])


def confirmed_status(one: SpinOff) -> Status:
    """Whether a partner confirmed it."""
    return Status(one.get_confirmed_display(), TONES[Confirmed(one.confirmed)])


def spin_offs_table(tell_url: str, *, of_programme: bool = False) -> Table:
    """What came of a cluster, or of a programme's clusters, beside what was planned."""
    whose: Any = []
    if of_programme:
        whose = [Column("cluster", "Cluster", value=lambda one: one.cluster.name,
                        order_by="cluster__name")]  # fmt: skip
    return Table(
        name="spin-offs", caption="What came of it", noun="thing", default_order="-since",
        row_id=lambda one: one.pk,
        columns=[
            Column("title", "What", link=spin_off_url, order_by="title"),
            Column("kind", "Kind", value=lambda one: one.get_kind_display(), order_by="kind"),
            *whose,
            Column("since", "Since", kind="date", order_by="since"),
            Column("worth", "Worth a year", kind="money", order_by="worth_pence",
                   value=lambda one: one.worth_pence),
            Column("confirmed", "Confirmed", kind="status", value=confirmed_status,
                   order_by="confirmed"),
            Column("because", "How far it came of working together", only="file"),
            Column("partner", "Partner", only="file"),
        ],
        filters=[
            ChoiceFilter("kind", "Kind", field="kind", labels=dict(SpinOffKind.choices)),
            ChoiceFilter("confirmed", "Confirmed", field="confirmed",
                         labels=dict(Confirmed.choices)),
        ],
        search=["title", "story"], search_label="Search what came of it",
        empty=Empty(
            "Nothing logged yet",
            "A new service, contract or group, or a policy that changed: log what came of working"
            " together that nobody had planned.",
            Link("Log something new", tell_url) if tell_url else None,
        ),
    )  # fmt: skip


def event_url(one: LearningEvent) -> str:
    return reverse("evaluation:learning-event", args=[one.programme_id, one.pk])


def event_status(one: LearningEvent) -> Status:
    return Status(one.get_state_display(), EVENT_TONES[EventState(one.state)])


def events_table(plan_url: str) -> Table:
    """The events of a programme."""
    return Table(
        name="events", caption="Events", noun="event", default_order="-held_on",
        row_id=lambda one: one.pk,
        columns=[
            Column("title", "Event", link=event_url, order_by="title"),
            Column("held_on", "On", kind="date", order_by="held_on"),
            Column("where", "Where"),
            Column("people", "People who came", kind="number", order_by="people",
                   value=lambda one: one.people),
            Column("state", "State", kind="status", value=event_status, order_by="state"),
        ],
        empty=Empty(
            "No events yet",
            "Bring the clusters together to tell what they learned.",
            Link("Plan an event", plan_url) if plan_url else None,
        ),
    )  # fmt: skip
