"""Reports: begun, changed, removed, finished, taken up again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, cluster_scope, programme_scope
from spinney.base.kernel.errors import WrongState
from spinney.base.kernel.policy import require
from spinney.base.record.record import record
from spinney.base.record.versions import check_unchanged, take_over
from spinney.clusters import api as clusters
from spinney.evaluation import policies
from spinney.evaluation.bridge.kept_reports import kept_json
from spinney.evaluation.bridge.report_templates import OF_CLUSTER, OF_PROGRAMME
from spinney.evaluation.events.reports import report_finished
from spinney.evaluation.models import Report, ReportSection
from spinney.evaluation.policies import reports as rules
from spinney.evaluation.queries.reports import draft_of, faults_in, held_to_write
from spinney.evaluation.states import ReportState


@dataclass(frozen=True)
class ReportText:
    """What a report is called, and of which days it tells, both included."""

    title: str
    first_day: date
    last_day: date


@transaction.atomic
def start_report(
    *, place: clusters.Cluster | clusters.Programme, text: ReportText, by: Actor, now: datetime
) -> Report:
    """Begin a report of a cluster, or of a programme over its clusters, with the sections that
    evaluators use. Raises BadInput for a title or days that cannot be.
    """
    in_cluster = isinstance(place, clusters.Cluster)
    report = Report(
        cluster=place if isinstance(place, clusters.Cluster) else None,
        programme=place if isinstance(place, clusters.Programme) else None,
    )
    scope = cluster_scope(place.pk) if in_cluster else programme_scope(place.pk)
    require(policies.MAY, "start_report", by=by, scope=scope)
    rules.check_writes(by, report)
    report.title = rules.check_about(text.title, text.first_day, text.last_day)
    report.first_day, report.last_day = text.first_day, text.last_day
    report.made_at, report.made_by = now, by.label
    report.save()
    ReportSection.objects.bulk_create(
        ReportSection(
            report=report, position=at, title=one.title, words=one.words,
            pictures=list(one.pictures),
        )
        for at, one in enumerate(OF_CLUSTER if in_cluster else OF_PROGRAMME)
    )  # fmt: skip
    record("evaluation.start_report", by=by, on=report, at=now, scope=scope, title=report.title)
    return report


@transaction.atomic
def edit_report(
    *, report: Report, text: ReportText, read: int | None = None, by: Actor, now: datetime
) -> Report:
    """Change what a report is called and of which days it tells. `read` is its version as read."""
    report = held_to_write(report, "edit_report", by)
    rules.check_draft(report)
    check_unchanged(report, read, "this report")
    title = rules.check_about(text.title, text.first_day, text.last_day)
    changes = take_over(
        report, {"title": title, "first_day": text.first_day, "last_day": text.last_day}
    )
    if changes:
        report.save()
        record(
            "evaluation.edit_report", by=by, on=report, at=now, scope=report.scope,
            before=changes.before, after=changes.after, version=report.version,
        )  # fmt: skip
    return report


@transaction.atomic
def remove_report(*, report: Report, by: Actor, now: datetime) -> Report:
    """Remove a report that is being written, or is finished and not public."""
    report = held_to_write(report, "remove_report", by)
    rules.check_there(report)
    if report.state == ReportState.PUBLIC:
        raise WrongState("This report is public. Take it down first.")
    return _set_removed("evaluation.remove_report", report, now, by=by, now=now)


@transaction.atomic
def restore_report(*, report: Report, by: Actor, now: datetime) -> Report:
    """Bring back a report that was removed."""
    report = held_to_write(report, "restore_report", by)
    if report.removed_at is None:
        raise WrongState("This report is there.")
    return _set_removed("evaluation.restore_report", report, None, by=by, now=now)


def _set_removed(
    verb: str, report: Report, when: datetime | None, *, by: Actor, now: datetime
) -> Report:
    report.removed_at = when
    report.version += 1
    report.save()
    record(verb, by=by, on=report, at=now, scope=report.scope, title=report.title)
    return report


@transaction.atomic
def finish_report(*, report: Report, by: Actor, now: datetime) -> Report:
    """Finish a report: its words, figures and pictures are kept as they are today, as a new version
    that every member can read. Raises WrongState while it names figures that there are not.
    """
    report = held_to_write(report, "finish_report", by)
    rules.check_becomes(report, ReportState.PUBLISHED)
    versions = list(report.frozen.get("versions", []))
    if len(versions) >= rules.MOST_VERSIONS:
        raise WrongState("This report was finished very often. Begin a new one.")
    whole = draft_of(report, localdate(now))
    faults: dict[str, list[str]] = {}
    for one in faults_in(whole):
        faults.setdefault(one.section, []).append(one.words)
    rules.check_no_faults(faults)
    report.number += 1
    report.frozen = {"versions": [*versions, {**kept_json(whole, report), "number": report.number}]}
    report.frozen_on = localdate(now)
    report.state, report.agreed_by = ReportState.PUBLISHED, {}
    report.version += 1
    report.save()
    record(
        "evaluation.finish_report", by=by, on=report, at=now, scope=report.scope,
        title=report.title, number=report.number,
    )  # fmt: skip
    report_finished.send(Report, report=report, by=by, now=now)
    return report


@transaction.atomic
def reopen_report(*, report: Report, by: Actor, now: datetime) -> Report:
    """Take a finished report up again: members read the finished version until the next one. A
    public one is taken down first.
    """
    report = held_to_write(report, "reopen_report", by)
    rules.check_becomes(report, ReportState.DRAFT)
    report.state = ReportState.DRAFT
    report.version += 1
    report.save()
    record(
        "evaluation.reopen_report", by=by, on=report, at=now, scope=report.scope,
        title=report.title, number=report.number,
    )  # fmt: skip
    return report
