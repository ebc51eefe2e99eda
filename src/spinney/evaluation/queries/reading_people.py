"""Figures of a report on who took part: members, meetings, help, time, surveys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone

from spinney.base.access.minutes import given_for_each
from spinney.base.web.addresses import address_of
from spinney.base.web.components.words import counted, day, span
from spinney.clusters import api as clusters
from spinney.evaluation.bridge.figures import (
    Asked,
    BarRead,
    Bars,
    Drawn,
    Reading,
    Rows,
    add_figures,
)

Found = Iterator[Reading | Drawn]


def page(asked: Asked, of_cluster: str, of_programme: str = "clusters:programme") -> str:
    """The page of the records behind a figure: of the cluster, or of the programme."""
    return address_of(of_programme if asked.of_programme else of_cluster, asked.place.pk)


def within(asked: Asked) -> str:
    return span(asked.first, asked.last)


@add_figures("Who took part")
def members(asked: Asked) -> Found:
    """Members on the last day, and every member by name."""
    path = page(asked, "clusters:members", "clusters:programme-clusters")
    rolls = [(one, clusters.members(one, asked.until)) for one in asked.groups]
    number = sum(len(roll) for _, roll in rolls)
    source = f"Members on {day(asked.until)}, by the list of members."
    yield Reading("members", "Members", f"{number:,}", source, path)
    if asked.of_programme:
        of_list = "Clusters of the programme."
        yield Reading("clusters", "Clusters", f"{len(asked.groups):,}", of_list, path)
    rows = tuple(
        (who.organisation_name, group.name if asked.of_programme else who.tier, day(who.since))
        for group, roll in rolls
        for who in roll
    )
    header = ("Organisation", "Cluster" if asked.of_programme else "Tier", "Member since")
    yield Rows("table_members", "The members", header, rows, source, path)


@add_figures("Who took part")
def meetings(asked: Asked) -> Found:
    """Meetings that were held, and who came."""
    path = page(asked, "clusters:gatherings")
    rows = [
        (group, one)
        for group in asked.groups
        for one in clusters.who_came(group, asked.first, asked.last)
    ]
    held = len({one.gathering_id for _, one in rows})
    came = sum(one.came for _, one in rows)
    source = f"Meetings at which attendance was noted, {within(asked)}."
    yield Reading("meetings_held", "Meetings held", f"{held:,}", source, path)
    share = f"{100 * came / len(rows):.0f}%" if rows else ""
    of_all = "Of all that was noted of members at meetings: in person, from afar or by deputy."
    yield Reading("attendance", "How many of the members came, on average", share, of_all, path)
    yield _who_came(asked, rows, path)


def _who_came(
    asked: Asked, rows: list[tuple[clusters.Cluster, clusters.Presence]], path: str
) -> Bars:
    names = {
        one.organisation_id: one.organisation_name
        for group in asked.groups
        for one in clusters.belongs(group, asked.last)
    }
    marks: dict[str, list[bool]] = {}
    for group, one in rows:
        name = group.name if asked.of_programme else names.get(one.organisation_id, "")
        if name:
            marks.setdefault(name, []).append(one.came)
    bars = tuple(BarRead(name, 100 * sum(came) / len(came)) for name, came in sorted(marks.items()))
    whose = "cluster" if asked.of_programme else "organisation"
    return Bars(
        "chart_attendance", f"How often each {whose} came to meetings", "percent", bars,
        "Of the meetings at which something was noted of it.", path, value_name="Came",
    )  # fmt: skip


@add_figures("Help and time")
def days(asked: Asked) -> Found:
    """Facilitation and review days."""
    path = page(asked, "clusters:days", "clusters:costs")
    used = [clusters.days_used(one) for one in asked.groups]
    for kind, words in (("facilitation", "Facilitation days"), ("review", "Review days")):
        worked = sum(one[kind].used for one in used)
        allowed = sum(one[kind].allowed for one in used)
        said = f"{worked:f}".rstrip("0").rstrip(".") if worked else "0"
        most = f"{allowed:f}".rstrip("0").rstrip(".") if allowed else ""
        source = "Days of help that were logged."
        yield Reading(f"{kind}_days", f"{words} used", said, source, path)
        rules = "What the programme’s rules allow."
        yield Reading(f"{kind}_days_allowed", f"{words} allowed", most, rules, path)
    bars = tuple(
        BarRead(group.name, float(one["facilitation"].used), float(one["facilitation"].allowed))
        for group, one in zip(asked.groups, used, strict=True)
    )
    yield Bars(
        "chart_days", "Facilitation days used, beside what was allowed", "days", bars,
        "Days of help that were logged.", path, value_name="Used", plan_name="Allowed",
    )  # fmt: skip


@add_figures("Help and time")
def time_asked(asked: Asked) -> Found:
    """The minutes that this site asked of members."""
    since, until = _moment(asked.first), _moment(asked.last + timedelta(days=1))
    members = {
        one.organisation_id
        for group in asked.groups
        for one in clusters.members(group, asked.until)
    }
    given = given_for_each(members, since=since, until=until)
    total = sum(given.values())
    source = (
        "What members’ people did on this site, each deed at the minutes that it takes,"
        f" {within(asked)}. Meetings and work elsewhere are not in it."
    )
    path = page(asked, "clusters:cluster")
    yield Reading("time_asked", "Time that Spinney asked of members", _hours(total), source, path)
    each = _hours(round(total / len(given))) if given else ""
    yield Reading(
        "time_asked_each", "Time that Spinney asked of a member, on average", each, source, path
    )


def _hours(minutes: int) -> str:
    if minutes < 120:
        return counted(minutes, "minute")
    hours = f"{minutes / 60:,.1f}".removesuffix(".0")
    return f"{hours} hours"


def _moment(on: date) -> datetime:
    return datetime.combine(on, time(), get_current_timezone())
