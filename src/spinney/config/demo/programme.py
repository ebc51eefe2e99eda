"""Collaborate 2 itself: parameters, timetable and its two changes, comparator."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils.timezone import localdate
from openpyxl import Workbook

from spinney.base.kernel.periods import add_months
from spinney.clusters.actions import comparators, documents, programmes, timetable
from spinney.clusters.engine.timetable import PlannedStage
from spinney.clusters.models import Programme
from spinney.config.demo.people import Company, days_before
from spinney.config.demo.told import facts, illustration

#: How the first plan's five months, and the final four and four, are split is illustrative.
FIRST_SPLIT = (1.0, 2.0, 3.0, 4.5, 5.0)


DAY_RATE_FROM = (
    "The report names no price of a day: £{rate:,} is what is left of its £{cost:,} for each"
    " cluster after the grant, for each of its ten days."
)


def day_rate() -> int:
    """Pounds for a day of help: what a cluster cost beyond its grant, by its days."""
    told = facts()["programme"]
    beyond: int = told["cost"]["pounds_per_cluster"] - told["grant_pounds"]
    days: int = told["facilitation_days"] + told["review_days"]
    return beyond // days


def beginning(now: datetime) -> datetime:
    """The invented day on which the programme began."""
    months = illustration()["timeline"]["began_months_ago"]
    return days_before(now, (localdate(now) - add_months(localdate(now), -months)).days)


def _after(start: date, months: float) -> date:
    whole = int(months)
    return add_months(start, whole) + timedelta(days=round((months - whole) * 30))


def _planned(programme: Programme, start: date, months: tuple[float, ...]) -> list[PlannedStage]:
    stages = list(programme.stages.order_by("position"))
    return [
        PlannedStage(str(s.uid), s.name, _after(start, m), s.description)
        for s, m in zip(stages, months, strict=True)
    ]


def make_programme(people: Company, now: datetime) -> Programme:
    """The programme with the report's parameters, its first timetable, started."""
    told, begun, rate = facts()["programme"], beginning(now), day_rate()
    words = {"rate": rate, "cost": told["cost"]["pounds_per_cluster"]}
    by = people.actor("programme_manager", begun)
    programme = programmes.make_programme(
        parameters=programmes.Parameters(
            name=told["name"],
            funder=f"{told['funder']}; run by {told['custodian']}",
            summary=f"{told['aim']} ({illustration()['note']} {DAY_RATE_FROM.format(**words)})",
            starts_on=localdate(begun),
            grant_pence=told["grant_pounds"] * 100,
            facilitation_days=Decimal(told["facilitation_days"]),
            review_days=Decimal(told["review_days"]),
            day_rate_pence=rate * 100,
            brand_pattern=told["brand_pattern"],
        ),
        by=by,
        now=begun,
    )
    by = people.actor("programme_manager", begun)
    timetable.change_timetable(
        programme=programme,
        plan=_planned(programme, localdate(begun), FIRST_SPLIT),
        reason="",
        version=None,
        by=by,
        now=begun,
    )
    comparators.add_comparator(
        programme=programme,
        cost=comparators.CostElsewhere(
            told["cost"]["comparator_name"],
            told["cost"]["comparator_pounds_per_organisation"] * 100,
            f"{facts()['source']['publisher']}, {facts()['source']['published']}",
        ),
        by=by,
        now=begun,
    )
    programme = programmes.start_programme(
        programme=Programme.objects.get(pk=programme.pk), by=by, now=begun
    )
    _give_worksheet(programme, people, begun)
    return programme


def _give_worksheet(programme: Programme, people: Company, begun: datetime) -> None:
    documents.add_programme_document(
        programme=programme,
        paper=documents.Paper(
            ContentFile(_worksheet(), name="purchases-worksheet.xlsx"),
            "Worksheet: what we buy",
            "Illustrative. One line for each thing that a member buys.",
        ),
        by=people.actor("programme_manager", begun),
        now=begun,
    )


def _worksheet() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "What we buy"
    sheet.append(
        ["What", "Supplier", "Cost a year (£)", "Contract ends", "Happy with it? (1 to 5)"]
    )
    sheet.append(["Telephone and broadband"])
    sheet.append(["Insurance"])
    sheet.append(["IT support"])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def change_plans(programme: Programme, people: Company, now: datetime) -> None:
    """The two changes: more time for the workplan, then more to spend the grant."""
    told = facts()["programme"]["timetable"]
    start = localdate(beginning(now))
    workplan, spending = told["workplan_months"], told["spending_months"]
    first = (1.5, 2.5, float(workplan), workplan + 1.5, workplan + 2.0)
    whole = workplan + spending
    second = (1.5, 2.5, float(workplan), float(whole), whole + 1.0)
    reasons = (
        told["why"],
        f"Clusters have {workplan} months to develop their workplans and a further {spending}"
        " months to spend the bulk of the grant and commit the remainder.",
    )
    for days, months, reason in zip((140, 75), (first, second), reasons, strict=True):
        moment = days_before(now, days)
        timetable.change_timetable(
            programme=programme,
            plan=_planned(programme, start, months),
            reason=reason,
            version=None,
            by=people.actor("programme_manager", moment),
            now=moment,
        )
