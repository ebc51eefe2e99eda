"""Reports as tests of them begin: written, finished, asked about."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from spinney.clusters.models import Cluster, Programme
from spinney.evaluation.actions import publishing_reports as publishing
from spinney.evaluation.actions import reports as actions
from spinney.evaluation.models import Report, ReportSection
from tests.agreements.making import an_agreement, another_member
from tests.evaluation.making import NOON
from tests.personas import Wood

TEXT = actions.ReportText("What came of it", date(2026, 1, 1), date(2026, 3, 20))


def a_draft(wood: Wood, place: Cluster | Programme | None = None) -> Report:
    """A report that was begun as people begin it."""
    by = wood.rowan if isinstance(place, Programme) else wood.ash
    by = wood.willow if place == wood.next_door else by
    return actions.start_report(place=place or wood.cluster, text=TEXT, by=by, now=NOON)


def written(report: Report) -> Report:
    """The report with an answer in place of each question that it begins with."""
    for section in report.sections.all():
        section.words = re.sub(r"^\[.*\]$", "We met, and it helped.", section.words, flags=re.M)
        section.save()
    return report


def finished(wood: Wood, place: Cluster | Programme | None = None) -> Report:
    """A report that every member can read."""
    report = written(a_draft(wood, place))
    by = wood.rowan if isinstance(place, Programme) else wood.ash
    return actions.finish_report(report=report, by=by, now=NOON)


def asked(wood: Wood, **terms: Any) -> Report:
    """A finished report about which the two members, Birch and Maple, were asked; `terms` is what
    they agreed of publishing.
    """
    if "maple" not in wood.organisations:
        another_member(wood, "maple")
    if terms:
        an_agreement(wood, terms={"publication": terms})
    return publishing.ask_to_publish(report=finished(wood), by=wood.ash, now=NOON)


def published(wood: Wood) -> Report:
    """A report that is public, by what the terms say: nobody need agree."""
    an_agreement(wood, terms={"publication": {"decides": "nobody"}})
    return publishing.publish_report(report=finished(wood), by=wood.ash, now=NOON)


def first_section(report: Report) -> ReportSection:
    found = report.sections.order_by("position").first()
    assert found is not None
    return found


def url_of(name: str, report: Report, *more: int | UUID) -> str:
    return reverse(f"evaluation:{name}", args=[report.scope, report.pk, *more])


def a_picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> ContentFile[bytes]:
    """A picture as somebody sends it."""
    kept = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, "green").save(kept, kind)
    return ContentFile(kept.getvalue(), name=f"us.{kind.lower()}")


def body(response: Any) -> bytes:
    """What a file that is sent has in it, read to its end."""
    return b"".join(response.streaming_content)
