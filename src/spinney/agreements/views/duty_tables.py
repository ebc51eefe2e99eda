"""The list of what is due, declared once for page and spreadsheet."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from spinney.agreements.models import Duty
from spinney.agreements.queries.duties import FOR_ALL
from spinney.agreements.states import DutyState
from spinney.agreements.views.around import agreement_url
from spinney.base.web.components.parts import Status, Tone
from spinney.base.web.components.words import counted, day
from spinney.base.web.tables import ChoiceFilter, Column, Empty, Table

SOON_DAYS = 30


def status_of(duty: Duty, today: date) -> Status:
    """How something stands on a day."""
    if duty.state == DutyState.DONE:
        return Status(f"Done {day(duty.done_on)}" if duty.done_on else "Done", Tone.GO)
    if duty.state == DutyState.DROPPED:
        return Status("No longer needed", Tone.QUIET)
    left = (duty.due_on - today).days
    if left < 0:
        return Status(f"{counted(-left, 'day')} late", Tone.LATE)
    if left <= SOON_DAYS:
        return Status("Today" if left == 0 else f"In {counted(left, 'day')}", Tone.WAITS)
    return Status("To do", Tone.PLAIN)


def whose(duty: Duty) -> str:
    """Who has to do something."""
    return duty.organisation.name if duty.organisation else FOR_ALL


def duties_table(cluster_id: int, today: date) -> Table:
    """What is due in a cluster, soonest first."""

    def page(duty: Duty) -> str:
        return reverse("agreements:duty", args=[cluster_id, duty.pk])

    return Table(
        name="duties",
        caption="What is due",
        noun="thing",
        default_order="due_on",
        columns=[
            Column("title", "What", link=page, order_by="title", note=_again),
            Column("due_on", "By", kind="date", order_by="due_on"),
            Column("who", "Who", order_by="who"),
            Column("status", "State", kind="status", value=lambda one: status_of(one, today)),
            Column(
                "agreement", "Agreement", value=lambda one: one.agreement.title,
                link=lambda one: agreement_url(one.agreement), order_by="agreement__title",
            ),
            Column("kind", "Kind", value=lambda one: one.get_kind_display(), only="file"),
            Column("done_on", "Done on", kind="date", only="file"),
            Column("note", "Note", only="file"),
        ],
        filters=[
            ChoiceFilter("state", "State", field="state", labels=dict(DutyState.choices)),
            ChoiceFilter("who", "Who"),
            ChoiceFilter("of", "Agreement", field="agreement__title"),
        ],
        search=["title", "organisation__name", "agreement__title"],
        search_label="Search what is due",
        empty=Empty(
            "Nothing is due",
            "When an agreement comes into force, what it makes due is listed here: reviews,"
            " reports, dates by which something is deleted or ends.",
        ),
    )  # fmt: skip


def _again(duty: Duty) -> str:
    if not duty.every_months:
        return ""
    return f"Again every {counted(duty.every_months, 'month')}"
