"""A filled spreadsheet is read and looked over; nothing of it is taken until somebody says so."""

import io
import zipfile

import pytest
from django.test import Client

from spinney.diagnostics.bridge.sheets import values_of
from spinney.diagnostics.models import Sheet, Upload
from tests.diagnostics.answering import answer, birch_asked, guest, link_to
from tests.diagnostics.spreadsheets import filled, upload
from tests.visitor import Visitor

pytestmark = pytest.mark.django_db
ANSWERS = {"staff": 6, "rent": "£1,200", "hr_need": "Much help", "computers[2].age": 4}


def send(wood, data, name="answers.xlsx"):
    asked = birch_asked(wood)
    _, secret = link_to(asked)
    client = Client()
    path = f"/do/{secret}/spreadsheet/"
    answered = client.post(path, {"file": upload(data, name)})
    visitor = Visitor(client)
    if answered.status_code == 302:
        visitor.open(path)
    return asked, answered, visitor


def test_what_was_understood_is_shown_and_nothing_is_taken(wood):
    asked, answered, visitor = send(wood, filled(ANSWERS))
    assert answered.status_code == 302
    assert visitor.says("4 answers understood, 4 of them new or changed. Nothing is taken yet.")
    assert visitor.says("£1,200")
    assert visitor.says("Much help")
    assert visitor.says("Computer 2: How old is it, in years?")
    assert values_of(Sheet.objects.get(asked=asked)) == {}


def test_rows_that_were_moved_are_known_by_their_codes(wood):
    _, _, visitor = send(wood, filled(ANSWERS, shift=5))
    assert visitor.says("4 answers understood")


def test_problems_are_named_by_sheet_row_and_column(wood):
    _, _, visitor = send(wood, filled({"staff": "about six", "rent": 5}))
    assert visitor.says("Nothing was taken from it.")
    assert visitor.says("“about six” is not a whole number.")
    words = visitor.page.get_text(" ")
    assert "row" in words
    assert "column" in words
    assert not visitor.says("Take these answers")


def test_a_formula_counts_for_nothing_more_than_its_value(wood):
    _, _, visitor = send(wood, filled({"rent": 5}, staff='=HYPERLINK("http://x.example","4")'))
    assert not visitor.says("http://x.example")


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.xlsx", "empty"),
        (b"Code,Answer\nstaff,4\n", "a.xlsx", "not what its name says"),
        (b"%PDF-1.4", "a.pdf", "not a XLSX file"),
    ],
    ids=["empty", "csv called xlsx", "pdf"],
)
def test_files_that_are_no_spreadsheet(wood, data, name, says):
    _, answered, _ = send(wood, data, name)
    assert answered.status_code == 200
    assert says in answered.text
    assert not Upload.objects.exists()


def test_a_zip_bomb_is_refused_before_it_is_opened(wood):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    _, answered, _ = send(wood, out.getvalue())
    assert "far too large when it is unpacked" in answered.text


def test_another_form_s_sheet_is_refused(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"staff": 1})
    data = filled(ANSWERS)
    version = asked.survey.asks
    version.number = 2
    version.save()
    _, secret = link_to(asked)
    client = Client()
    client.post(f"/do/{secret}/spreadsheet/", {"file": upload(data)})
    visitor = Visitor(client)
    visitor.open(f"/do/{secret}/spreadsheet/")
    assert visitor.says("older or newer version")


def test_the_template_can_be_downloaded_with_what_is_answered(wood):
    asked = birch_asked(wood)
    answer(asked, guest(asked), {"lead": "Ada Green", "staff": 2})
    _, secret = link_to(asked)
    got = Client().get(f"/do/{secret}/template/")
    assert got.status_code == 200
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        words = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Ada Green" in words
