"""One row in every table of the room that travels with a cluster, for tests of the whole file."""

from __future__ import annotations

from django.core.files.base import ContentFile

from spinney.evaluation.models import ReportPicture
from tests.evaluation.making import BY, NOON, a_lesson, a_position, a_report, a_spin_off
from tests.personas import Wood


def fill_evaluation(wood: Wood) -> None:
    """A position, a report with a picture, a lesson and a spin-off."""
    birch, cluster = wood.organisations["birch"], wood.cluster
    a_position(cluster)
    section = a_report(cluster).sections.get()
    picture = ReportPicture(
        section=section, name="p.png", says="Us at work", added_at=NOON, added_by=BY
    )
    picture.file.save("p.png", ContentFile(b"png"), save=True)
    a_lesson(cluster, organisation=birch)
    a_spin_off(cluster, organisation=birch)
