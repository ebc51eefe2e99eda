"""A picture of one's own: drawn again, told in words, in the page and in the files."""

from __future__ import annotations

import io

import docx
import pytest
from django.core.files.base import ContentFile
from PIL import Image

from spinney.base.kernel.errors import BadInput
from spinney.evaluation.actions.report_sections import add_report_picture
from spinney.evaluation.models import ReportPicture
from tests.access import client_of
from tests.evaluation.making import NOON
from tests.evaluation.reporting import a_draft, a_picture, body, first_section, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_from_its_page_into_the_report_and_its_files(wood):
    report = a_draft(wood)
    section, client = first_section(report), client_of(wood, "ash")
    url = url_of("add-report-picture", report, section.pk)
    client.post(url, {"file": a_picture("PNG", (3000, 100)), "says": "Us at the market"})
    picture = ReportPicture.objects.get()
    with picture.file.open("rb") as file, Image.open(file) as drawn:
        assert (drawn.format, drawn.size) == ("JPEG", (1600, 53))
    page = client.get(url_of("report", report)).content.decode()
    shown = url_of("report-picture", report, picture.uid)
    assert f'src="{shown}" alt="Us at the market"' in page
    assert body(client.get(shown)).startswith(b"\xff\xd8\xff")
    word = body(client.get(url_of("report-word", report)))
    told = [one._inline.docPr.get("descr") for one in docx.Document(io.BytesIO(word)).inline_shapes]
    assert "Us at the market" in told
    assert body(client.get(url_of("report-pdf", report))).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("content", "says", "field"),
    [(b"no picture", "x", "file"), (b"\x89PNG\r\n\x1a\nbroken", "x", "file"), (None, " ", "says")],
)
def test_what_is_no_picture_or_says_nothing(wood, content, says, field):
    file = a_picture() if content is None else ContentFile(content, name="us.png")
    with pytest.raises(BadInput) as told:
        add_report_picture(
            section=first_section(a_draft(wood)), file=file, says=says, by=wood.ash, now=NOON
        )
    assert field in told.value.fields
