"""A member gives in a file of payments: taken, known again, or not taken at all."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, TooLarge, TooMany
from spinney.base.work.models import Job
from spinney.purchasing.actions import uploads
from spinney.purchasing.actions.uploads import give_file
from spinney.purchasing.models import SpendUpload
from tests.access import client_of
from tests.agreements.making import another_member
from tests.harness.work import do_waiting_work
from tests.purchasing.giving import XERO, a_file, asked, bookkeeper, given
from tests.purchasing.making import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def birch(wood):
    return wood.organisations["birch"]


def give(organisation, by, file=None):
    return give_file(organisation=organisation, file=file or a_file(), by=by, now=NOON)


def test_what_was_understood_waits_to_be_checked(wood, birch):
    upload = given(birch, wood.birch)
    assert upload.state == "to_check"
    assert str(upload.first_day), str(upload.last_day) == ("2025-05-12", "2025-08-12")
    found = {key: upload.summary[key] for key in ("rows", "pence", "names", "known", "skipped")}
    assert found == {
        "rows": 6, "pence": 201_845, "names": 3, "known": 0, "skipped": {"total": 1},
    }  # fmt: skip
    assert (upload.summary["aside_names"], upload.summary["aside_lines"]) == (1, 1)
    assert [one.code for one in upload.left_out.all()] == ["total"]
    job = Job.objects.get(uid=upload.job)
    assert "payments.csv" not in job.title  # whoever runs the site sees titles of jobs


def test_the_same_file_is_known_again_until_it_is_thrown_away(wood, birch):
    first = given(birch, wood.birch)
    again = give(birch, wood.birch, a_file(name="renamed.csv"))
    assert (again.again, again.upload.pk) == (True, first.pk)
    uploads.discard_upload(upload=first, by=wood.birch, now=NOON)
    assert not give(birch, wood.birch).again


def test_the_layout_of_the_last_file_is_remembered(wood, birch):
    from tests.purchasing.giving import LATER, added

    added(birch, wood.birch)
    assert given(birch, wood.birch, LATER).look["remembered"] is True


def zip_of(name, content):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("payments.csv", b"", BadInput, "is empty"),
        ("payments.csv", zip_of("a.csv", "x"), BadInput, "not what its name says"),
        ("payments.xlsx", b"Date,Supplier,Amount\n", BadInput, "not what its name says"),
        ("payments.pdf", b"%PDF-1.7", BadInput, "cannot be taken"),
        ("payments.xlsx", zip_of("xl/workbook.xml", b"0" * 60_000_000), TooLarge, "far too large"),
        ("payments.xlsx", zip_of("xl/vbaProject.bin", b"x"), BadInput, "macros"),
    ],
)
def test_what_is_not_taken_is_not_kept(wood, birch, name, content, error, words):
    with pytest.raises(error, match=words):
        give(birch, wood.birch, ContentFile(content, name=name))
    assert not SpendUpload.objects.exists()


def test_not_more_than_can_be_checked(wood, birch, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_WAITING", 1)
    give(birch, wood.birch)
    with pytest.raises(TooMany, match="Add or throw away"):
        give(birch, wood.birch, a_file(XERO + "\n"))


def test_nobody_gives_in_files_of_another_organisation(wood, birch):
    maple = another_member(wood, "Maple Centre")
    for by in (wood.ash, wood.rowan, wood.hazel, wood.sorrel, wood.elm):
        with pytest.raises(NotAllowed):
            give(birch, by)
    with pytest.raises(NotAllowed):
        give(maple, wood.birch)
    with pytest.raises(NotFound):
        give(maple, bookkeeper(asked(wood), wood))


def test_the_page_takes_a_file_and_goes_on_by_itself_without_a_script(wood, birch):
    client = client_of(wood, "birch")
    url = reverse("purchasing:give-file", args=[birch.pk])
    assert "Choose the file" in client.get(url).content.decode()
    page = client.post(url, {"file": a_file()}, follow=True)
    assert '<meta http-equiv="refresh"' in page.content.decode()
    do_waiting_work()
    shown = client.get(page.redirect_chain[-1][0]).content.decode()
    assert "Check how it was read" in shown
    assert "£2,018.45" in shown
    assert '<meta http-equiv="refresh"' not in shown
    again = client.post(url, {"file": a_file()}, follow=True).content.decode()
    assert "This very file is here already" in again


def test_a_file_without_payments_is_told_in_the_form(wood, birch):
    client = client_of(wood, "birch")
    url = reverse("purchasing:give-file", args=[birch.pk])
    page = client.post(url, {"file": ContentFile(b"", name="a.csv")}).content.decode()
    assert "There is a problem" in page or "Error" in page
    assert not SpendUpload.objects.exists()
