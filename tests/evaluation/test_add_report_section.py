"""A section is added at the end."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.evaluation.actions.report_sections import SectionText, add_report_section
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import a_draft, finished, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_at_the_end_from_its_page(wood):
    report = a_draft(wood)
    client = client_of(wood, "ash")
    client.post(url_of("add-report-section", report), {"title": "Thanks", "words": "To all."})
    assert report.sections.order_by("-position").first().title == "Thanks"


def test_not_to_what_is_finished(wood):
    with pytest.raises(WrongState):
        add_report_section(report=finished(wood), text=SectionText("x", ""), by=wood.ash, now=NOON)
