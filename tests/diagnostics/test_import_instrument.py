"""An XLSForm becomes a draft, once what was understood of it has been agreed to."""

import io
import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.diagnostics.actions.instruments import import_instrument
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine.xlsform import write_xlsform
from spinney.diagnostics.models import Version
from tests.access import client_of
from tests.diagnostics.instruments import SAID, make_draft, make_published
from tests.personas import NOON

FROM = {"file": "form.xlsx", "sha256": "0" * 64, "remarks": []}


def bring(wood, by="ash", **more):
    given = {"place": wood.cluster, "definition": SAID, "came_from": FROM} | more
    return import_instrument(**given, by=wood.actor(by), now=NOON)


def workbook(*rows):
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in [("type", "name", "label"), *rows]:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def send(wood, data, name="form.xlsx", by="ash"):
    url = reverse("diagnostics:import-instrument", args=[wood.cluster_scope])
    return client_of(wood, by).post(url, {"file": SimpleUploadedFile(name, data), "language": ""})


@pytest.fixture(autouse=True)
def _with_scope(wood):
    from spinney.base.kernel.actors import cluster_scope

    object.__setattr__(wood, "cluster_scope", cluster_scope(wood.cluster.pk))


def agree(wood, page, **more):
    url = reverse("diagnostics:import-instrument", args=[wood.cluster_scope])
    carried = re.search(r'name="understood" value="([^"]+)"', page.content.decode())[1]
    data = {"understood": carried, "title": "From elsewhere", "into": ""} | more
    return client_of(wood, "ash").post(url, data)


def test_it_becomes_the_draft_of_new_questions(wood):
    made = bring(wood)
    assert (made.number, made.state, made.came_from) == (1, "draft", FROM)
    assert definition_of(made) == replace(SAID, minutes=made.minutes)


def test_or_a_new_draft_of_those_that_are_there(wood):
    there = make_published(wood)
    made = bring(wood, into=there.instrument)
    assert (made.number, made.instrument) == (2, there.instrument)
    with pytest.raises(WrongState):
        bring(wood, into=there.instrument)


def test_not_into_another_place_s_own(wood):
    there = make_published(wood, next_door=True)
    with pytest.raises(NotAllowed):
        bring(wood, into=there.instrument)


def test_what_cannot_be_asked_is_not_kept(wood):
    with pytest.raises(BadInput):
        bring(wood, definition=replace(SAID, lists=()))
    with pytest.raises(NotAllowed):
        bring(wood, by="birch")


def test_from_the_page_nothing_is_kept_until_it_is_agreed(wood):
    before = Version.objects.count()
    page = send(wood, write_xlsform(SAID))
    assert page.status_code == 200
    assert "all of it is understood" in page.content.decode()
    assert Version.objects.count() == before
    assert agree(wood, page).status_code == 302
    made = Version.objects.get(instrument__title="From elsewhere")
    assert [q.key for q in definition_of(made).questions()] == [q.key for q in SAID.questions()]


def test_what_is_not_supported_is_listed_with_sheet_and_row(wood):
    page = send(wood, workbook(("text", "a", "Why?"), ("geopoint", "where", "Where are you?")))
    told = " ".join(page.content.decode().split())
    assert "Sheet survey, row 3" in told
    agree(wood, page)
    made = Version.objects.get(instrument__title="From elsewhere")
    assert made.came_from["file"] == "form.xlsx"
    assert made.came_from["remarks"][0]["row"] == 3


def test_what_must_be_mended_is_told_and_cannot_be_agreed(wood):
    page = send(wood, workbook(("text", "a", "Why?"), ("end_group", "", "")))
    told = page.content.decode()
    assert "must be mended" in told
    assert 'name="understood"' not in told


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"no workbook", "form.xlsx"), (b"", "form.xlsx"), (b"PK\x03\x04", "form.exe")],
)
def test_a_file_that_is_none(wood, data, name):
    page = send(wood, data, name)
    assert page.status_code == 200
    assert "govuk-error-summary" in page.content.decode()


def test_what_the_page_carries_cannot_be_forged(wood):
    page = send(wood, write_xlsform(SAID))
    before = Version.objects.count()
    answer = agree(wood, page, understood="eyJmaWxlIjoieCJ9:x:y")
    assert answer.status_code == 302
    assert Version.objects.count() == before


def test_a_draft_that_came_from_a_file_can_be_thrown_away(wood):
    made = bring(wood)
    url = reverse("diagnostics:discard-draft", args=[wood.cluster_scope, made.instrument_id])
    client_of(wood, "ash").post(url)
    assert not Version.objects.filter(pk=made.pk).exists()


def test_those_with_a_draft_are_not_offered(wood):
    make_draft(wood)
    page = send(wood, write_xlsform(SAID)).content.decode()
    assert page.count("<option") == 1


def test_what_was_downloaded_as_json_comes_in_again(wood):
    version = make_published(wood)
    url = reverse("diagnostics:export-instrument", args=[wood.cluster_scope, version.instrument_id])
    file = client_of(wood, "ash").get(f"{url}?as=json").content
    agree(wood, send(wood, file, "questions.json"))
    draft = Version.objects.get(state="draft")
    assert draft.definition["sections"] == version.definition["sections"]
    assert draft.definition["lists"] == version.definition["lists"]


def test_other_json_is_refused_by_the_place_of_the_fault(wood):
    page = send(wood, b'{"key": "k", "title": 7}', "questions.json").content.decode()
    assert "title: expected text, found 7" in page
    assert not Version.objects.filter(state="draft").exists()
