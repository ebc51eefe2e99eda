"""Figures of a report on what was done: decisions, agreements, the plan, successes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.timezone import localdate

from spinney.agreements import api as agreements
from spinney.base.web.components.words import day, span
from spinney.decisions import api as decisions
from spinney.evaluation.bridge.figures import (
    Asked,
    Drawn,
    Reading,
    Rows,
    SpanRead,
    Spans,
    add_figures,
)
from spinney.evaluation.queries.reading_people import page
from spinney.workplans import api as workplans

Found = Iterator[Reading | Drawn]
SIGNED = ("agreed", "ended")


def share(done: int, of: int) -> str:
    """ "7 of 9 (78%)"; nothing while there is nothing to do."""
    return f"{done:,} of {of:,} ({100 * done / of:.0f}%)" if of else ""


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None


@add_figures("What was decided and agreed")
def decided(asked: Asked) -> Found:
    """Decisions that stand, from the register."""
    path = page(asked, "decisions:decisions")
    rows = [
        (group, one)
        for group in asked.groups
        for one in decisions.decisions(group)
        if one.stands and asked.first <= one.decided_on <= asked.last
    ]
    source = f"Decisions in the register that stand, made {span(asked.first, asked.last)}."
    yield Reading("decisions_made", "Decisions made", f"{len(rows):,}", source, path)
    told = tuple(
        (f"{one.title}", group.name if asked.of_programme else f"{one.number}", day(one.decided_on))
        for group, one in rows
    )
    header = ("Decision", "Cluster" if asked.of_programme else "Number", "Decided on")
    yield Rows("table_decisions", "Decisions made", header, told, source, path)


@add_figures("What was decided and agreed")
def agreed(asked: Asked) -> Found:
    """Agreements that were signed and came into force."""
    path = page(asked, "agreements:agreements")
    versions = agreements.Version.objects.filter(
        agreement__cluster__in=[one.pk for one in asked.groups],
        agreement__state__in=SIGNED,
        state="agreed",
        number=1,
        in_force_from__range=(asked.first, asked.until),
    ).select_related("agreement__cluster")
    found = list(versions.order_by("in_force_from", "pk"))
    source = f"Agreements that came into force {span(asked.first, asked.last)}."
    yield Reading("agreements_signed", "Agreements signed", f"{len(found):,}", source, path)
    rows = tuple(
        (one.agreement.title, one.agreement.cluster.name, day(one.in_force_from)) for one in found
    )
    header = ("Agreement", "Cluster", "In force from")
    yield Rows("table_agreements", "Agreements signed", header, rows, source, path)


@add_figures("What was done")
def plan(asked: Asked) -> Found:
    """The workplan as it was achieved."""
    path = page(asked, "workplans:workplan")
    plans = [one for one in map(workplans.plan_told, asked.groups) if one is not None]
    activities = [one for told in plans for one in told.activities if not one.is_dropped]
    done = [one for one in activities if one.is_done and _by(one.done_on, asked.last)]
    milestones = [one for told in plans for one in told.milestones]
    reached = [one for one in milestones if _by(one.reached_on, asked.last)]
    wins = [one for one in activities if one.quick_win]
    yield Reading(
        "activities_done", "Activities done", share(len(done), len(activities)),
        f"Activities of the workplan that are done by {day(asked.until)}; dropped ones do not"
        " count.", path,
    )  # fmt: skip
    yield Reading(
        "milestones_reached", "Milestones reached", share(len(reached), len(milestones)),
        f"Milestones of the workplan that were reached by {day(asked.until)}.", path,
    )  # fmt: skip
    yield Reading(
        "quick_wins_done", "Quick wins done", share(sum(one in done for one in wins), len(wins)),
        "Activities that were marked as quick wins.", path,
    )  # fmt: skip
    yield _spans(asked, activities, path)
    rows = tuple(
        (
            one.title, day(one.due_on), one.target or "–",
            " ".join(filter(None, (one.reached, f"on {day(one.reached_on)}")))
            if one.reached_on else one.reached or "not yet",
        )
        for one in milestones
    )  # fmt: skip
    header = ("Milestone", "By", "To reach", "Reached")
    yield Rows("table_milestones", "Milestones", header, rows, "The workplan.", path)


def _by(when: date | None, last: date) -> bool:
    """Whether it was so on the last day; without a day it is so now."""
    return when is not None and when <= last


def _spans(asked: Asked, activities: list[workplans.ActivityTold], path: str) -> Spans:
    spans = tuple(_span(one) for one in activities if one.began_on or all(one.first_planned))
    today = min(localdate(), asked.last + timedelta(days=1))
    return Spans(
        "chart_plan", "The workplan: planned, and as it was", today.isoformat(), spans,
        "The workplan as it was first agreed, beside what became of it.", path,
    )  # fmt: skip


def _span(one: workplans.ActivityTold) -> SpanRead:
    """What was agreed first is what was planned: a new plan makes nothing punctual."""
    now = (one.starts_on, one.ends_on)
    now_from, now_to = now if now != one.first_planned else (None, None)
    return SpanRead(
        one.title, _iso(one.first_planned[0]), _iso(one.first_planned[1]), _iso(one.began_on),
        _iso(one.done_on), _iso(now_from), _iso(now_to),
    )  # fmt: skip


@add_figures("What was done")
def successes(asked: Asked) -> Found:
    """Successes and unexpected gains."""
    path = page(asked, "workplans:successes")
    rows = [
        one
        for group in asked.groups
        for one in workplans.successes_told(group, asked.first, asked.last)
    ]
    source = f"Successes that were told, {span(asked.first, asked.last)}."
    yield Reading("successes", "Successes told", f"{len(rows):,}", source, path)
    told = tuple((one.title, one.kind, one.organisation, day(one.happened_on)) for one in rows)
    header = ("What", "Kind", "Who", "When")
    yield Rows("table_successes", "Successes", header, told, source, path)
