"""A picture is removed from what is written; a finished version keeps it, and no other is shown."""

from __future__ import annotations

import pytest

from spinney.evaluation.actions.report_sections import add_report_picture
from spinney.evaluation.actions.reports import finish_report, reopen_report
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import a_draft, a_picture, body, first_section, url_of, written

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_members_see_what_is_in_a_finished_version(wood, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = written(a_draft(wood))
    add = {"section": first_section(report), "by": wood.ash, "now": NOON}
    kept = add_report_picture(file=a_picture("JPEG"), says="Kept", **add)
    report = finish_report(report=report, by=wood.ash, now=NOON)
    report = reopen_report(report=report, by=wood.ash, now=NOON)
    later = add_report_picture(file=a_picture(), says="Later", **add)
    client_of(wood, "ash").post(url_of("remove-report-picture", report, kept.uid))
    birch = client_of(wood, "birch")
    assert body(birch.get(url_of("report-picture", report, kept.uid))).startswith(b"\xff\xd8")
    assert birch.get(url_of("report-picture", report, later.uid)).status_code == 404
    page = client_of(wood, "ash").get(url_of("report", report)).content.decode()
    assert "Later" in page
    assert 'alt="Kept"' not in page
