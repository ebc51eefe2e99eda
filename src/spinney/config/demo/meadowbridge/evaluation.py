"""What came of it in Meadowbridge: where it stood from fortnight to fortnight, a report that is
finished and one that is being written, lessons, something new that nobody had planned, and a day on
which it will be told to others.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before
from spinney.config.demo.told import meadowbridge
from spinney.evaluation.actions import (
    learning_events,
    lessons,
    positions,
    report_sections,
    reports,
    spin_offs,
)

QUESTION = re.compile(r"\[[^\]]*\]")
"""What stands in a new report for whoever writes it to answer."""
MORE_ANSWERS = {
    "How far we came": "Everybody gave a little to the calendar, so it was quick. To find an hour"
    " that suits all six of us held us up.",
}
"""What Meadowbridge says in sections for which the case tells no answer. Invented."""


def look_back(meadow: Meadow, now: datetime) -> None:
    """From the positions that were kept to the event that is planned."""
    told = meadowbridge()["evaluation"]
    for ago in told["positions_days_ago"]:
        moment = days_before(now, ago)
        positions.take_position(cluster=meadow.cluster, by=meadow.helper(moment), now=moment)
    for one in told["lessons"]:
        _lesson(meadow, one, now)
    _spin_off(meadow, told["spin_off"], now)
    _plan_event(meadow, told["event"], now)
    _write_report(meadow, told["finished"], now)
    moment = days_before(now, 1)
    first, last = localdate(days_before(now, 70)), localdate(now) + timedelta(days=295)
    text = reports.ReportText(told["being_written"]["title"], first, last)
    by = meadow.helper(moment)
    reports.start_report(place=meadow.cluster, text=text, by=by, now=moment)


def _write_report(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    """A report with an answer in the place of each question, finished."""
    moment = days_before(now, 2)
    by = meadow.helper(moment)
    first, last = localdate(days_before(now, 70)), localdate(days_before(now, 3))
    text = reports.ReportText(told["title"], first, last)
    report = reports.start_report(place=meadow.cluster, text=text, by=by, now=moment)
    answers = MORE_ANSWERS | told["answers"]
    for section in report.sections.order_by("position"):
        words = _answered(section.words, answers.get(section.title, ""))
        written = report_sections.SectionText(section.title, words, tuple(section.pictures))
        report_sections.write_report_section(section=section, text=written, by=by, now=moment)
    reports.finish_report(report=report, by=by, now=moment)


def _answered(words: str, answer: str) -> str:
    """The answer in the place of the first question; further questions are left out."""
    return QUESTION.sub("", QUESTION.sub(lambda _: answer, words, count=1)).strip()


def _lesson(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, 4)
    text = lessons.LessonText(told["kind"], told["words"], told["about"], told["shared"])
    by = meadow.speaker(told["who"], moment)
    lessons.tell_lesson(cluster=meadow.cluster, text=text, by=by, now=moment)


def _spin_off(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, told["days_ago"])
    text = spin_offs.SpinOffText(
        told["kind"], told["title"], localdate(moment), told["because"], told["story"],
        told["partner"],
    )  # fmt: skip
    by = meadow.speaker(told["who"], moment)
    spin_offs.tell_spin_off(cluster=meadow.cluster, text=text, by=by, now=moment)


def _plan_event(meadow: Meadow, told: dict[str, Any], now: datetime) -> None:
    moment = days_before(now, 3)
    held_on = localdate(now) + timedelta(days=told["in_days"])
    text = learning_events.EventText(told["title"], held_on, told["where"], told["about"])
    learning_events.plan_event(
        programme=meadow.programme, text=text, by=meadow.funder(moment), now=moment
    )
