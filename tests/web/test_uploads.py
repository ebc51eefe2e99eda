"""Files are what their content says; what could do harm is refused with a sentence."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile

from spinney.base.kernel.errors import BadInput, TooLarge
from spinney.base.web import uploads


def packed(*names: str, content: bytes = b"x") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return held.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("Plan.PDF", b"%PDF-1.7 rest", "application/pdf"),
        ("plan.docx", packed("[Content_Types].xml", "word/document.xml"), None),
        ("sums.xlsx", packed("xl/workbook.xml"), None),
        ("sums.ods", packed("mimetype", "content.xml"), None),
        ("old.doc", OLE + b"\0" * 600, "application/msword"),
        ("list.csv", "name,£\nBirch,3\n".encode(), "text/csv"),
        ("list.txt", "\ufeffname".encode("utf-16"), "text/plain"),
        ("photo.jpg", b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        ("photo.webp", b"RIFF1234WEBPrest", "image/webp"),
    ],
)
def test_ordinary_files_are_taken(name, content, content_type):
    checked = uploads.check(ContentFile(content, name=name))
    assert checked.size == len(content)
    assert checked.content_type == (content_type or checked.content_type)
    assert len(checked.sha256) == 64


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.pdf", b"", "is empty"),
        ("page.html", b"<script>", "cannot be taken"),
        ("picture.svg", b"<svg/>", "cannot be taken"),
        ("all.zip", packed("a"), "cannot be taken"),
        ("no-ending", b"text", "cannot be taken"),
        ("trick.pdf", b"MZ\x90\0 a program", "not what its name says"),
        ("trick.docx", packed("xl/workbook.xml"), "not what its name says"),
        ("broken.docx", b"PK\x03\x04 broken", "not what its name says"),
        ("trick.txt", b"MZ\x90\0\0\0", "not what its name says"),
        ("macros.docx", packed("word/document.xml", "word/vbaProject.bin"), "macros"),
        ("macros.xls", OLE + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason(name, content, says):
    with pytest.raises(BadInput) as caught:
        uploads.check(ContentFile(content, name=name))
    assert says in caught.value.fields["file"][0]


def test_macros_are_found_across_the_seam_of_two_reads():
    marker = "_VBA_PROJECT".encode("utf-16-le")
    content = OLE + b"\0" * (uploads._CHUNK - 10) + marker + b"\0" * 100
    with pytest.raises(BadInput, match="macros"):
        uploads.check(ContentFile(content, name="macros.doc"))


def test_a_file_beyond_the_limit_is_refused_with_the_limit():
    with pytest.raises(TooLarge, match=r"The most we can take is 1 kB"):
        uploads.check(ContentFile(b"%PDF-" + b"x" * 2000, name="big.pdf"), most_bytes=1_000)


def test_a_zip_bomb_is_refused_without_being_unpacked():
    bomb = packed("word/document.xml", content=b"\0" * 40_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(TooLarge, match="unpacked"):
        uploads.check(ContentFile(bomb, name="bomb.docx"))


def test_a_download_can_do_nothing_in_a_browser(tmp_path, db):
    kept = tmp_path / "plan.txt"
    kept.write_text("hello")
    with kept.open("rb") as stream:
        from django.core.files import File

        response = uploads.download(File(stream), name="Plan “A”.txt", content_type="text/plain")
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert b"".join(response.streaming_content) == b"hello"
        response.close()
