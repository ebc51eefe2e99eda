"""Files are added to a piece of evidence, and fetched only by those who may."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.register.actions.evidence import withdraw_evidence
from spinney.register.actions.evidence_files import attach_file
from tests.register.acting import PDF, book_of, browser_of, last_entry, now, pdf
from tests.register.evidence_cases import add


def attach(wood, evidence, *files, by="birch"):
    return attach_file(evidence=evidence, files=files, by=wood.actor(by), now=now())


def test_several_at_once(wood):
    evidence = add(wood)
    attach(wood, evidence, pdf("a.pdf"), pdf("b.pdf", PDF + b"2"))
    assert evidence.files.count() == 2
    entry = last_entry(book_of(evidence.organisation))
    assert (entry.verb, entry.detail["file"]) == ("register.attach_file", "a.pdf and b.pdf")


def test_no_file_the_same_file_and_too_many(wood):
    evidence = add(wood, pdf())
    with pytest.raises(BadInput, match="Choose a file"):
        attach(wood, evidence)
    with pytest.raises(BadInput, match="here already"):
        attach(wood, evidence, pdf("again.pdf"))
    with pytest.raises(BadInput, match="10 files"):
        attach(wood, evidence, *(pdf(f"{n}.pdf", PDF + bytes([n])) for n in range(10)))


def test_not_to_what_is_withdrawn(wood):
    evidence = add(wood)
    withdraw_evidence(evidence=evidence, by=wood.birch, now=now())
    with pytest.raises(WrongState):
        attach(wood, evidence, pdf())


def test_it_is_fetched_as_an_attachment_that_no_browser_runs(wood):
    kept = add(wood, pdf("Certificate “2026”.pdf")).files.get()
    client = browser_of(wood.people["birch"])
    url = f"/organisations/{kept.evidence.organisation_id}/evidence/files/{kept.uid}/"
    response = client.get(url)
    assert response.getvalue() == PDF
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "application/pdf"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_it_lies_where_no_address_leads(wood):
    kept = add(wood, pdf()).files.get()
    client = browser_of(wood.people["birch"])
    for path in (f"/{kept.file.name}", f"/files/{kept.file.name}", f"/static/{kept.file.name}"):
        assert client.get(path).status_code == 404


def test_by_page(wood):
    evidence = add(wood)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{evidence.organisation_id}/evidence/{evidence.pk}/files/"
    assert client.get(page).status_code == 200
    assert "Choose a file." in client.post(page, {}).content.decode()
    bad = SimpleUploadedFile("a.pdf", b"<script>")
    assert "not what its name says" in client.post(page, {"files": bad}).content.decode()
    assert client.post(page, {"files": [pdf("a.pdf"), pdf("b.pdf", PDF + b"2")]}).status_code == 302
    assert evidence.files.count() == 2


@pytest.mark.parametrize("name", ["elm", "ash", "hazel", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        attach(wood, add(wood), pdf(), by=name)
