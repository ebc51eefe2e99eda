"""Sections change places with their neighbours."""

from __future__ import annotations

import pytest

from spinney.evaluation.actions.report_sections import move_report_section
from spinney.evaluation.queries.reports import sections_of
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import a_draft, first_section, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_down_and_up_and_no_further_than_the_ends(wood):
    report = a_draft(wood)
    first = first_section(report)
    before = [one.pk for one in sections_of(report)]
    move_report_section(section=first, up=True, by=wood.ash, now=NOON)
    assert [one.pk for one in sections_of(report)] == before
    client = client_of(wood, "ash")
    client.post(url_of("move-report-section", report, first.pk), {"to": "down"})
    assert [one.pk for one in sections_of(report)][:2] == [before[1], before[0]]
    client.post(url_of("move-report-section", report, first.pk), {"to": "up"})
    assert [one.pk for one in sections_of(report)] == before
