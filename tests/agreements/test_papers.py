"""Files sent with agreements: what is taken, how it is kept, and how a refusal is told."""

import hashlib
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from spinney.agreements.bridge import papers
from spinney.agreements.bridge.papers import WHY, keep_paper, take_paper
from spinney.agreements.engine.papers import Finding, Holds
from spinney.agreements.models import SignedElsewhere
from spinney.base.kernel.errors import BadInput, TooLarge
from tests.agreements.elsewhere_cases import NOW, a_scan
from tests.agreements.engine.test_papers import BAD, a_pdf
from tests.agreements.making import an_agreement


def a_file(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def a_photo(kind: str = "JPEG", size=(60, 80), **more) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "white").save(made, kind, **more)
    return made.getvalue()


def test_a_pdf_is_kept_byte_for_byte():
    content = a_pdf()
    taken = take_paper(a_file(content))
    assert taken.content == content
    assert (taken.name, taken.content_type) == ("scan.pdf", "application/pdf")
    assert taken.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("kind", BAD)
def test_what_does_something_is_refused_in_words(kind):
    with pytest.raises(BadInput) as told:
        take_paper(a_file(a_pdf(BAD[kind][0])), field="scan")
    [message] = told.value.fields["scan"]
    assert message.startswith("This PDF ")
    assert "send that" in message


def test_every_reason_has_words_that_say_what_to_do():
    assert set(WHY) == set(Holds)
    for code in Holds:
        said = papers.why(Finding(code, "a.exe"))
        assert "{" not in said
        assert any(way in said for way in ("send that", "send the new copy", "Choose another"))


def test_a_picture_is_drawn_again_without_what_the_camera_wrote():
    exif = Image.Exif()
    exif[0x010E] = "the garden of Ada Elm"
    taken = take_paper(a_file(a_photo(exif=exif), "page.jpg"))
    assert b"Ada Elm" not in taken.content
    with Image.open(io.BytesIO(taken.content)) as drawn:
        assert drawn.size == (60, 80)
        assert not drawn.getexif()
    assert taken.sha256 == hashlib.sha256(taken.content).hexdigest()


def test_a_huge_picture_is_made_smaller_and_a_monstrous_one_refused(monkeypatch):
    taken = take_paper(a_file(a_photo("PNG", (5000, 100)), "page.png"))
    with Image.open(io.BytesIO(taken.content)) as drawn:
        assert drawn.size == (4000, 80)
    monkeypatch.setattr(papers, "MOST_PIXELS", 1000)
    with pytest.raises(BadInput, match="too large to open"):
        take_paper(a_file(a_photo(), "page.jpg"))


def test_what_is_no_picture_or_of_another_kind():
    with pytest.raises(BadInput, match="not what its name says"):
        take_paper(a_file(b"good morning", "page.jpg"))
    with pytest.raises(BadInput, match="cannot be opened"):
        take_paper(a_file(a_photo()[:40], "page.jpg"))
    with pytest.raises(BadInput, match="cannot be taken"):
        take_paper(a_file(b"good morning", "page.exe"))
    with pytest.raises(BadInput, match="is empty"):
        take_paper(a_file(b"", "page.pdf"))


def test_a_file_that_is_too_large():
    with pytest.raises(TooLarge):
        take_paper(a_file(a_pdf()), most_bytes=100)


@pytest.mark.django_db
def test_it_is_kept_with_its_hash_under_a_name_of_its_own(wood):
    taken = take_paper(a_scan("Our rules.pdf"))
    version = an_agreement(wood).versions.get()
    row = SignedElsewhere(of=version, signed_on=NOW.date())
    keep_paper(row, taken, by=wood.ash, now=NOW)
    row.refresh_from_db()
    assert (row.name, row.size, row.sha256) == ("Our rules.pdf", taken.size, taken.sha256)
    assert row.added_by == wood.ash.label
    assert row.file.name.endswith(f"{row.uid}.pdf")
    with row.file.open("rb") as kept:
        assert kept.read() == taken.content
