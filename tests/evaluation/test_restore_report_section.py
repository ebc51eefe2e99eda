"""A removed section comes back where it was."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.report_sections import (
    remove_report_section,
    restore_report_section,
)
from spinney.evaluation.queries.reports import sections_of
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import a_draft, first_section, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_where_it_was(wood):
    report = a_draft(wood)
    section = first_section(report)
    with pytest.raises(WrongState):
        restore_report_section(section=section, by=wood.ash, now=NOON)
    remove_report_section(section=section, by=wood.ash, now=NOON)
    client_of(wood, "ash").post(url_of("restore-report-section", report, section.pk))
    assert sections_of(report)[0].pk == section.pk
