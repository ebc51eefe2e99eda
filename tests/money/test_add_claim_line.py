"""Lines of a claim: of the right time, of something, with a receipt that is one."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.money.actions.claims import add_claim_line, draft_claim, send_claim
from spinney.money.models import Receipt
from spinney.money.policies.claims import ClaimText, LineText
from tests.agreements.making import another_member
from tests.money.claiming import FIRST, LAST, LINE, a_picture, drafted, sent
from tests.money.granting import NOW
from tests.money.making import a_budget

pytestmark = pytest.mark.django_db


def add(wood, claim, text=LINE, file=None, by=None):
    return add_claim_line(
        claim=claim, text=text, file=file or a_picture(), by=by or wood.birch, now=NOW
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (LineText(date(2026, 4, 1), "Room", 100), "outside the time of this claim"),
        (LineText(date(2025, 12, 31), "Room", 100), "31 December 2025 is outside"),
        (LineText(LINE.day, "Room", 0), "claims nothing"),
        (LineText(LINE.day, "Room", -100), "cannot be below nought"),
        (LineText(LINE.day, "  ", 100), "Say what it was for"),
    ],
)
def test_what_cannot_be_claimed_is_refused_in_words(wood, text, words):
    claim = drafted(wood)
    with pytest.raises(BadInput, match=words):
        add(wood, claim, text)
    assert not claim.lines.exists()


def jpeg_with_place() -> SimpleUploadedFile:
    picture = Image.new("RGB", (3000, 20), "white")
    exif = Image.Exif()
    exif[0x010F] = "Camera"
    exif.get_ifd(0x8825)[1] = "N"
    kept = io.BytesIO()
    picture.save(kept, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_1.jpg", kept.getvalue())


def test_a_picture_is_drawn_again_small_and_without_its_place(wood):
    line = add(wood, drafted(wood), file=jpeg_with_place())
    kept = Receipt.objects.get(line=line)
    with kept.file.open() as stream:
        found = Image.open(stream)
        assert (found.format, found.size[0], dict(found.getexif())) == ("JPEG", 1600, {})


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
    b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\nxref\n0 4\n"
    b"0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n161\n%%EOF\n"
)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("receipt.png", b"not a picture at all", "not what its name says"),
        ("receipt.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50, "cannot be opened"),
        ("receipt.pdf", b"%PDF-1.7 and then nothing", "PDF cannot be opened"),
        ("receipt.docx", b"PK\x03\x04", "cannot be taken"),
        ("receipt.jpg", b"", "empty"),
        ("receipt.exe", b"MZ", "cannot be taken"),
    ],
)
def test_a_receipt_that_is_none_is_refused(wood, name, content, words):
    claim = drafted(wood)
    with pytest.raises(BadInput, match=words):
        add(wood, claim, file=SimpleUploadedFile(name, content))
    assert not claim.lines.exists()


def test_a_pdf_is_kept_as_it_is(wood):
    line = add(wood, drafted(wood), file=SimpleUploadedFile("r.pdf", PDF))
    assert line.receipts.get().content_type == "application/pdf"


def test_one_receipt_is_claimed_once(wood):
    picture = a_picture()
    add(wood, drafted(wood), file=picture)
    with pytest.raises(BadInput, match="is on claim 1 already"):
        add(wood, drafted(wood), file=picture)


def test_a_line_of_the_budget_for_other_days_is_refused(wood):
    line = a_budget(wood.cluster, state="in_force").lines.get()
    line.first_day = date(2026, 3, 1)
    line.save()
    with pytest.raises(BadInput, match="“Training” is for"):
        add(wood, drafted(wood), LineText(LINE.day, "Room", 100, line.pk))
    assert add(wood, drafted(wood), LineText(date(2026, 3, 2), "Room", 100, line.pk)).pk


def test_nobody_elses_and_not_once_it_is_sent(wood):
    other = another_member(wood, "alder")
    claim = drafted(wood)
    with pytest.raises(NotAllowed):
        add(wood, claim, by=wood.actor("alder"))
    with pytest.raises(NotAllowed):
        draft_claim(
            cluster=wood.cluster, text=ClaimText(other.pk, FIRST, LAST), by=wood.birch, now=NOW
        )
    with pytest.raises(WrongState):
        add(wood, sent(wood))
    with pytest.raises(WrongState, match="Add what you paid for first"):
        send_claim(claim=claim, by=wood.birch, now=NOW)
