"""Evidence is held with its files; a file is what its content says."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.register.actions import evidence as actions
from spinney.register.models import Evidence, EvidenceFile
from tests.register.acting import (
    PDF,
    PNG,
    as_actor,
    book_of,
    browser_of,
    content_of,
    days,
    last_entry,
    mandate,
    now,
    office,
    pdf,
    someone,
)
from tests.register.evidence_cases import News, add, facts


def on_disk() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_it_is_held_with_its_file(wood):
    evidence = add(wood, pdf("Certificate 2026.pdf"), issuer="Oak Mutual", cover_pence=500_000_000)
    kept = evidence.files.get()
    assert (kept.name, kept.size, kept.content_type) == (
        "Certificate 2026.pdf",
        len(PDF),
        "application/pdf",
    )
    assert kept.sha256 == hashlib.sha256(PDF).hexdigest()
    assert content_of(kept) == PDF
    assert "Certificate" not in kept.file.name
    entry = last_entry(book_of(evidence.organisation))
    assert (entry.verb, entry.detail["title"]) == (
        "register.add_evidence",
        "Public liability insurance",
    )


def test_news_is_sent_in_the_same_transaction(wood):
    with News() as heard:
        evidence = add(wood)
        assert transaction.get_connection().in_atomic_block
    assert [(n["change"], n["kind"], n["evidence"]) for n in heard] == [
        ("added", "public_liability", evidence)
    ]


def test_pictures_and_office_files_are_taken(wood):
    files = [
        SimpleUploadedFile("page.png", PNG),
        SimpleUploadedFile("page.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 40),
        office("accounts.xlsx", "xl/workbook.xml"),
        office("policy.docx", "word/document.xml"),
    ]
    assert add(wood, *files).files.count() == 4


REFUSED = [
    ("run.exe", b"MZ\x90\0" + b"\0" * 60, "cannot be taken"),
    ("page.html", b"<!doctype html><script>alert(1)</script>", "cannot be taken"),
    ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "cannot be taken"),
    ("notes.txt", b"<html><script>x()</script>", "cannot be taken"),
    ("certificate.pdf", b"<!doctype html><script>alert(1)</script>", "not what its name says"),
    ("certificate.pdf", b"MZ\x90\0" + b"\0" * 60, "not what its name says"),
    ("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not what its name says"),
    ("empty.pdf", b"", "is empty"),
]


@pytest.mark.parametrize(("name", "content", "told"), REFUSED)
def test_what_could_do_harm_or_is_not_what_it_says_is_refused(wood, name, content, told):
    with pytest.raises(BadInput, match=told) as refused:
        add(wood, pdf("good.pdf"), SimpleUploadedFile(name, content))
    assert name in refused.value.fields["files"][0]
    assert not Evidence.objects.exists()
    assert on_disk() == []


def test_an_office_file_with_macros_is_refused(wood):
    with pytest.raises(BadInput, match="macros"):
        add(wood, office("accounts.xlsx", "xl/workbook.xml", "xl/vbaProject.bin"))


def test_a_zip_bomb_is_refused(wood):
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 40_000_000)
    bomb = SimpleUploadedFile("policy.docx", packed.getvalue())
    with pytest.raises(BadInput, match="far too large when it is unpacked"):
        add(wood, bomb)
    assert on_disk() == []


def test_too_large_too_many_and_the_same_twice(wood, monkeypatch):
    monkeypatch.setattr("spinney.register.policies.evidence.MOST_BYTES", 40)
    with pytest.raises(BadInput, match="The most we can take is 40 bytes"):
        add(wood, pdf())
    monkeypatch.undo()
    with pytest.raises(BadInput, match="10 files at the most"):
        add(wood, *(pdf(f"{n}.pdf", PDF + bytes([n])) for n in range(11)))
    assert add(wood, pdf("a.pdf"), pdf("b.pdf")).files.count() == 1


def test_when_the_action_fails_no_file_stays_behind(wood, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the disk of the record is full")

    monkeypatch.setattr(actions, "record", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        add(wood, pdf())
    assert not EvidenceFile.objects.exists()
    assert on_disk() == []


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {"kind": "accounts", "issued_on": days(1), "expires_on": None},
            "year end must have passed",
        ),
        ({"issued_on": days(400), "expires_on": None}, "more than a year ahead"),
        ({"issued_on": days(-1), "expires_on": days(-2)}, "end must not be before"),
        ({"kind": "passport"}, "Choose what it is"),
        ({"cover_pence": -1}, "below nought"),
    ],
)
def test_facts_that_cannot_be_right(wood, more, told):
    with pytest.raises(BadInput, match=told):
        add(wood, **more)


def test_next_years_insurance_may_begin_later(wood):
    assert add(wood, issued_on=days(20), expires_on=days(385)).pk


def test_by_page_one_question_after_the_other(wood):
    birch = wood.organisations["birch"]
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{birch.pk}/evidence/add/"
    assert "What do you want to add?" in client.get(page).content.decode()
    page = f"{page}?kind=accounts"
    text = client.get(page).content.decode()
    assert "Year end" in text
    assert "Amount covered" not in text
    sent = {"issued_on_0": "31", "issued_on_1": "12", "issued_on_2": "2025", "files": [pdf()]}
    names = {
        f"issued_on_{part}": sent[f"issued_on_{n}"]
        for n, part in enumerate(("day", "month", "year"))
    }
    response = client.post(page, {**names, "files": [pdf("a.pdf"), pdf("b.pdf", PDF + b" ")]})
    evidence = Evidence.objects.get()
    assert response["Location"] == f"/organisations/{birch.pk}/evidence/{evidence.pk}/"
    assert evidence.files.count() == 2
    assert "Only those who act for" in client.get(response["Location"]).content.decode()


def test_by_page_what_is_wrong_is_told_at_its_field_and_nothing_typed_is_lost(wood):
    birch = wood.organisations["birch"]
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{birch.pk}/evidence/add/?kind=public_liability"
    sent = {
        "issuer": "Oak Mutual",
        "issued_on_day": "31",
        "issued_on_month": "2",
        "issued_on_year": "2026",
        "files": pdf(),
    }
    text = client.post(page, sent).content.decode()
    assert "February 2026 has no day “31”" in text
    assert 'value="Oak Mutual"' in text
    assert "Choose the file again" in text


def test_by_page_what_is_missing_and_what_is_taken_is_said_in_words(wood):
    birch = wood.organisations["birch"]
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{birch.pk}/evidence/add/?kind=safeguarding"
    file = SimpleUploadedFile("votes.blt", b"3 1")
    text = client.post(page, {"files": file}).content.decode()
    assert "Fill in “Approved on”." in text
    refusal = re.search(r"“votes.blt” is not a ([^.]*) file", text)[1]
    assert refusal.startswith("PDF, DOCX")
    assert not {"JSON", "PB", "BLT", "SOI"} & set(re.split(r"[ ,]+", refusal))


def test_who_keeps_the_data_may_and_who_only_signs_may_not(wood):
    birch = wood.organisations["birch"]
    clerk, signer = someone("Rose"), someone("Ivy")
    mandate(clerk, birch, may_represent=False, may_hold_data=True)
    mandate(signer, birch, may_represent=False, may_sign=True)
    given = {"organisation": birch, "facts": facts(), "now": now()}
    assert actions.add_evidence(by=as_actor(clerk, birch), **given).pk
    with pytest.raises(NotAllowed):
        actions.add_evidence(by=as_actor(signer, birch), **given)


@pytest.mark.parametrize("name", ["elm", "ash", "sorrel", "hazel", "rowan", "cedar"])
def test_others_may_not_the_host_included(wood, name):
    with pytest.raises(NotAllowed):
        add(wood, by=name, to="birch")
