"""A section is removed, with a way back."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.report_sections import (
    SectionText,
    remove_report_section,
    write_report_section,
)
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import a_draft, first_section, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_is_gone_and_the_page_says_how_it_comes_back(wood):
    report = a_draft(wood)
    section = first_section(report)
    told = client_of(wood, "ash").post(
        url_of("remove-report-section", report, section.pk), follow=True
    )
    assert url_of("restore-report-section", report, section.pk) in told.content.decode()
    with pytest.raises(WrongState):
        remove_report_section(section=section, by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        write_report_section(section=section, text=SectionText("x", ""), by=wood.ash, now=NOON)
