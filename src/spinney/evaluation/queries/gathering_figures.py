"""Everything that a report may name, from every source there is."""

from __future__ import annotations

from spinney.clusters import api as clusters
from spinney.evaluation.bridge.figures import Asked, Gathered, gather
from spinney.evaluation.models import Report
from spinney.evaluation.queries import (  # noqa: F401  (each registers its sources)
    reading_learning,
    reading_money,
    reading_people,
    reading_position,
    reading_surveys,
    reading_work,
)


def asked_of(report: Report) -> Asked:
    """What a report asks of the records."""
    if report.cluster is not None:
        return Asked(report.cluster, (report.cluster,), report.first_day, report.last_day)
    programme = report.programme
    assert programme is not None  # noqa: S101  (a constraint says so)
    groups = tuple(clusters.clusters_of(programme))
    return Asked(programme, groups, report.first_day, report.last_day)


def gathered_for(report: Report) -> Gathered:
    """All figures and pictures that a report may name, as the records say them now, as every member
    sees them. Up to twenty queries a cluster.
    """
    return gather(asked_of(report))
