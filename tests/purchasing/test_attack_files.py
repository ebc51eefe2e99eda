"""Attack: whatever is given in by the page is read, or refused with a reason; never half of it."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spinney.base.work.models import Job
from spinney.purchasing.models import SpendLine, SpendUpload
from tests.access import client_of
from tests.harness.work import do_waiting_work

pytestmark = pytest.mark.django_db

HEAD = "Date,Supplier,Description,Amount\n"
GOOD = "13/04/2025,Rook Energy Ltd,Gas,500.00\n16/04/2025,Tit Telecom,Phones,60.00\n"


def table(*rows: str) -> bytes:
    return (HEAD + GOOD + "\n".join(rows)).encode()


def packed(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as pack:
        for name in names:
            pack.writestr(name, "x" * 100)
    return kept.getvalue()


READ = {
    "huge.csv": (table("14/04/2025,Rook,Gas,99999999999999999999999.00"), 2, ["bad_amount"]),
    "long.csv": (table(f"14/04/2025,{'R' * 5000},{'g' * 5000},5.00"), 3, []),
    "odd_letters.csv": (table("14/04/2025,\u202edrawkcab \U0001f426 \ud7ff,Gas,5.00"), 3, []),
    "formula.csv": (table('14/04/2025,"=HYPERLINK(""http://example.org"")",Gas,5.00'), 3, []),
    "far_year.csv": (table("31/12/9999,Rook,Gas,5.00"), 2, ["bad_date"]),
    "bad_bytes.csv": (table("14/04/2025,Ro") + b"\xff\xfe\x81ok,Gas,5.00\n", 3, []),
    "open_quote.csv": (table('14/04/2025,"Rook,Gas,5.00', "15/04/2025,Jay,Gas,6.00"), 2,
        ["no_amount"]),
    f"{'n' * 180}.csv": (table(), 2, []),
}  # fmt: skip
"""Name -> bytes, payments that are read, why rows are refused."""


@pytest.mark.parametrize("name", READ)
def test_it_is_read_checked_and_added_whole(wood, name):
    content, payments, refused = READ[name]
    birch = wood.organisations["birch"]
    client = client_of(wood, "birch")
    give = reverse("purchasing:give-file", args=[birch.pk])
    client.post(give, {"file": SimpleUploadedFile(name, content)})
    do_waiting_work()
    upload = SpendUpload.objects.get()
    assert (upload.state, upload.summary["rows"]) == ("to_check", payments)
    assert list(upload.summary["refused"]) == refused
    assert client.get(reverse("purchasing:upload", args=[birch.pk, upload.pk])).status_code == 200
    client.post(reverse("purchasing:add-lines", args=[birch.pk, upload.pk]), {})
    do_waiting_work()
    upload.refresh_from_db()
    assert (upload.state, SpendLine.objects.count()) == ("added", payments)
    for view in ("spending", "own-spend", "name-categories"):
        assert client.get(reverse(f"purchasing:{view}", args=[birch.pk])).status_code == 200
    lines = client.get(reverse("purchasing:spend-lines", args=[birch.pk]), {"as": "csv"})
    assert b",=HYPERLINK" not in b"".join(lines), "a spreadsheet would run it"
    assert not Job.objects.filter(state=Job.State.FAILED).exists()


REFUSED = {
    "heading.csv": (HEAD.encode(), "No table of payments"),
    "marks.csv": (b"\xef\xbb\xbf\n\n\n", "is empty"),
    "book.xlsx": (packed("xl/workbook.xml", "[Content_Types].xml"), "damaged"),
    "no.ods": (packed("content.xml"), "damaged"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
    "report.csv": (b"%PDF-1.4 nothing", "PDF"),
    "nought.csv": (table("14/04/2025,Ro\x00ok,Gas,5.00"), "not what its name says"),
    "disguised.xlsx": (packed("readme.txt"), "not what its name says"),
    "disguised.csv": (packed("xl/workbook.xml"), "not what its name says"),
}


@pytest.mark.one_database
@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_words_and_nothing_of_it_is_kept(wood, name):
    content, why = REFUSED[name]
    client = client_of(wood, "birch")
    give = reverse("purchasing:give-file", args=[wood.organisations["birch"].pk])
    page = client.post(give, {"file": SimpleUploadedFile(name, content)}, follow=True)
    do_waiting_work()
    upload = SpendUpload.objects.first()
    if upload is None:
        assert why in page.content.decode()
    else:
        assert upload.state == "refused"
        assert why in client.get(page.redirect_chain[-1][0]).content.decode()
        assert not upload.file
    assert not SpendLine.objects.exists()
    assert not Job.objects.filter(state=Job.State.FAILED).exists()
