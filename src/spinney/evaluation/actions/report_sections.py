"""Sections of a report: added, written, moved, removed; and pictures that somebody adds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import TooMany, WrongState
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.evaluation.bridge.report_pictures import drawn_again
from spinney.evaluation.models import Report, ReportPicture, ReportSection
from spinney.evaluation.policies import reports as rules
from spinney.evaluation.queries.reports import held_to_write


@dataclass(frozen=True)
class SectionText:
    """A section's heading and words, and the names of the pictures that stand after them."""

    title: str
    words: str
    pictures: tuple[str, ...] = ()


def _draft(report: Report, verb: str, by: Actor) -> Report:
    report = held_to_write(report, verb, by)
    rules.check_draft(report)
    return report


def _told(verb: str, section: ReportSection, *, by: Actor, now: datetime, **more: Any) -> None:
    record(
        verb, by=by, on=section, at=now, scope=section.report.scope,
        title=section.title, **more,
    )  # fmt: skip


@transaction.atomic
def add_report_section(
    *, report: Report, text: SectionText, by: Actor, now: datetime
) -> ReportSection:
    """Add a section at the end. Raises BadInput for what cannot stand there."""
    report = _draft(report, "add_report_section", by)
    title, words = rules.check_section(text.title, text.words)
    there = ReportSection.objects.filter(report=report, removed_at=None)
    if there.count() >= rules.MOST_SECTIONS:
        raise TooMany(f"A report has {rules.MOST_SECTIONS} sections at the most.")
    last = ReportSection.objects.filter(report=report).order_by("-position").first()
    section = ReportSection.objects.create(
        report=report, position=last.position + 1 if last else 0, title=title, words=words,
        pictures=list(text.pictures),
    )  # fmt: skip
    _told("evaluation.add_report_section", section, by=by, now=now)
    return section


@transaction.atomic
def write_report_section(
    *, section: ReportSection, text: SectionText, read: int | None = None, by: Actor, now: datetime
) -> ReportSection:
    """Change a section. `read` is its version as it was read. Names of figures that there are not
    are kept as they were typed: the page says so, and the report cannot be finished with them.
    """
    section = _held(section, "write_report_section", by)
    check_unchanged(section, read, "this section")
    title, words = rules.check_section(text.title, text.words)
    wanted = {"title": title, "words": words, "pictures": list(text.pictures)}
    changes = take_over(section, wanted)
    if changes:
        section.save()
        _told(
            "evaluation.write_report_section", section, by=by, now=now, before=changes.before,
            after=changes.after, version=section.version,
        )  # fmt: skip
    return section


def _held(section: ReportSection, verb: str, by: Actor, *, there: bool = True) -> ReportSection:
    """A section as it is now, in a report that is being written."""
    report = _draft(section.report, verb, by)
    section = ReportSection.objects.select_for_update().get(pk=section.pk)
    section.report = report
    if there and section.removed_at is not None:
        raise WrongState("This section was removed. Bring it back first.")
    return section


@transaction.atomic
def move_report_section(
    *, section: ReportSection, up: bool, by: Actor, now: datetime
) -> ReportSection:
    """Move a section before the one above it, or after the one below; at an end it stays."""
    section = _held(section, "move_report_section", by)
    rows = ReportSection.objects.filter(report=section.report, removed_at=None)
    order = list(rows.order_by("position", "pk"))
    at = next(i for i, one in enumerate(order) if one.pk == section.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(order):
        return section
    order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order):
        one.position = position
    ReportSection.objects.bulk_update(order, ["position"])
    _told("evaluation.move_report_section", section, by=by, now=now, up=up)
    return section


@transaction.atomic
def remove_report_section(*, section: ReportSection, by: Actor, now: datetime) -> ReportSection:
    """Remove a section with its pictures; it can be brought back."""
    section = _held(section, "remove_report_section", by)
    section.removed_at = now
    section.save(update_fields=["removed_at"])
    _told("evaluation.remove_report_section", section, by=by, now=now)
    return section


@transaction.atomic
def restore_report_section(*, section: ReportSection, by: Actor, now: datetime) -> ReportSection:
    """Bring back a section that was removed."""
    section = _held(section, "restore_report_section", by, there=False)
    if section.removed_at is None:
        raise WrongState("This section is there.")
    section.removed_at = None
    section.save(update_fields=["removed_at"])
    _told("evaluation.restore_report_section", section, by=by, now=now)
    return section


@transaction.atomic
def add_report_picture(
    *, section: ReportSection, file: File[Any], says: str, by: Actor, now: datetime
) -> ReportPicture:
    """Add a picture at the end of a section, with what it shows in words. Raises BadInput or
    TooLarge for what cannot be taken.
    """
    section = _held(section, "add_report_picture", by)
    says = rules.check_says(says)
    there = ReportPicture.objects.filter(section__report=section.report, removed_at=None)
    if there.count() >= rules.MOST_PICTURES:
        raise TooMany(f"A report has {rules.MOST_PICTURES} pictures at the most.")
    drawn, name = drawn_again(file)
    picture = ReportPicture(
        section=section, name=name[:200], says=says, added_at=now, added_by=by.label
    )
    picture.file.save("picture.jpg", drawn, save=True)
    _told("evaluation.add_report_picture", section, by=by, now=now, says=says)
    return picture


@transaction.atomic
def remove_report_picture(*, picture: ReportPicture, by: Actor, now: datetime) -> ReportPicture:
    """Remove a picture; finished versions that have it keep it."""
    return _set_picture("evaluation.remove_report_picture", picture, now, by=by, now=now)


@transaction.atomic
def restore_report_picture(*, picture: ReportPicture, by: Actor, now: datetime) -> ReportPicture:
    """Bring back a picture that was removed."""
    return _set_picture("evaluation.restore_report_picture", picture, None, by=by, now=now)


def _set_picture(
    verb: str, picture: ReportPicture, when: datetime | None, *, by: Actor, now: datetime
) -> ReportPicture:
    section = _held(picture.section, verb.partition(".")[2], by)
    if (picture.removed_at is None) == (when is None):
        raise WrongState("That was done already.")
    picture.removed_at = when
    picture.save(update_fields=["removed_at"])
    _told(verb, section, by=by, now=now, says=picture.says)
    return picture
