"""A section is written with the figures beside it, looked at before, and never over another's."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile
from spinney.evaluation.actions.report_sections import SectionText, write_report_section
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import a_draft, first_section, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_its_page_offers_every_figure_and_looks_before_it_saves(wood):
    report = a_draft(wood)
    section, client = first_section(report), client_of(wood, "ash")
    url = url_of("write-report-section", report, section.pk)
    page = client.get(url).content.decode()
    assert "<code>{{members}}</code>" in page
    assert "not recorded yet" in page
    sent = {"title": "In short", "words": "We are {{members}}.\r\n<b>Bold</b> {{nonsense}}",
            "pictures": ["table_members"], "version": section.version}  # fmt: skip
    looked = client.post(url, sent | {"preview": "1"}).content.decode()
    assert "We are 1<sup>" in looked
    assert "&lt;b&gt;Bold" in looked
    assert "there is no figure called {{nonsense}}" in looked
    section.refresh_from_db()
    assert "nonsense" not in section.words
    client.post(url, sent)
    section.refresh_from_db()
    assert section.words == "We are {{members}}.\n<b>Bold</b> {{nonsense}}"
    assert section.pictures == ["table_members"]


def test_not_over_what_another_wrote_meanwhile(wood):
    section = first_section(a_draft(wood))
    for by, expected in ((wood.ash, None), (wood.rowan, ChangedMeanwhile)):
        text = SectionText("In short", f"Words of {by.label}.")
        told = {"section": section, "text": text, "read": 1, "by": by, "now": NOON}
        if expected is None:
            write_report_section(**told)
        else:
            with pytest.raises(expected):
                write_report_section(**told)


@pytest.mark.parametrize(("title", "words"), [(" ", "x"), ("x" * 201, ""), ("x", "x" * 60_001)])
def test_what_cannot_stand_there(wood, title, words):
    section = first_section(a_draft(wood))
    with pytest.raises(BadInput):
        write_report_section(section=section, text=SectionText(title, words), by=wood.ash, now=NOON)
