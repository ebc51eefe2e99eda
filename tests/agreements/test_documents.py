"""An agreement to take away: as PDF, in Word, sealed, in a pack; and its part of the page."""

import io
import json
import zipfile

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from spinney.agreements.bridge import site_seal
from spinney.agreements.models import Comment, ProposedWords, Sealed, Version
from spinney.agreements.queries.documents import part_for
from spinney.agreements.states import AgreementState
from tests.access import client_of
from tests.agreements.engine.sealing import a_key, a_sealed
from tests.agreements.making import NOON, an_agreement
from tests.agreements.sealed_cases import a_sealed_agreement, an_original
from tests.agreements.signing_cases import NOW, a_draft, put_it_out, signs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_key(monkeypatch):
    monkeypatch.setattr(site_seal, "make_key", lambda name, now: a_key(name))


def fetch(wood, door, agreement, number=1, name="birch"):
    url = reverse(f"agreements:{door}", args=[wood.cluster.pk, agreement.pk, number])
    return client_of(wood, name).get(url)


def words(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_draft_as_pdf_says_that_it_is_one(wood):
    agreement = an_agreement(wood, state=AgreementState.DRAFT)
    answer = fetch(wood, "download-pdf", agreement)
    assert answer["Content-Disposition"] == 'attachment; filename="Ground rules, draft.pdf"'
    assert "sandbox" in answer["Content-Security-Policy"]
    said = words(answer.getvalue())
    assert "Draft, not signed" in said
    assert "We share what we can." in said


def test_what_is_out_has_places_to_sign_and_its_hash(wood):
    agreement = an_agreement(wood, state=AgreementState.SIGNING)
    answer = fetch(wood, "download-pdf", agreement)
    said = words(answer.getvalue())
    assert "Put out for signature on 20 March 2026" in said
    assert "For Birch House Signature Name Position Date" in said
    assert agreement.versions.get().digest in said


def test_the_words_of_what_is_signed_are_the_same_file_every_time(wood):
    agreement = an_agreement(wood)
    first = fetch(wood, "download-pdf", agreement).getvalue()
    assert first == fetch(wood, "download-pdf", agreement).getvalue()
    assert "In force from 1 February 2026" in words(first)


def test_words_that_were_meddled_with_are_not_handed_out(wood):
    agreement = an_agreement(wood)
    text = agreement.versions.get().text | {"title": "Other rules"}
    with connection.cursor() as cursor:
        cursor.execute("UPDATE agreements_version SET text = %s", [json.dumps(text)])
    client = client_of(wood, "birch")
    client.raise_request_exception = False
    url = reverse("agreements:download-pdf", args=[wood.cluster.pk, agreement.pk, 1])
    assert client.get(url).status_code == 500


def test_as_a_word_document(wood):
    answer = fetch(wood, "download-word", an_agreement(wood))
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as parts:
        assert "We share what we can." in parts.read("word/document.xml").decode()


def test_a_title_that_is_no_name_of_a_file(wood):
    agreement = an_agreement(wood)
    agreement.title = "../a/b\r\nX: y. v2"
    agreement.save()
    sent = fetch(wood, "download-pdf", agreement)["Content-Disposition"]
    assert "/" not in sent.replace("utf-8''", "")
    assert "\r" not in sent


def test_no_sealed_file_before_there_is_one(wood):
    assert fetch(wood, "download-sealed", an_agreement(wood)).status_code == 404
    assert fetch(wood, "download-pdf", an_agreement(wood), number=7).status_code == 404


def test_the_pack_for_a_solicitor_says_what_was_asked_not_who_asked(wood):
    agreement = an_agreement(
        wood, state=AgreementState.DRAFT, terms={"meeting_notice": {"days": 14}}
    )
    version = agreement.versions.get()
    birch, person = wood.organisations["birch"], wood.people["birch"]
    Comment.objects.create(
        about=version, clause="purpose", organisation=birch, person=person,
        text="Does this bind us?", at=NOON,
    )  # fmt: skip
    Comment.objects.create(
        about=version, organisation=birch, text="Settled long ago", at=NOON, state="settled"
    )
    ProposedWords.objects.create(
        about=version, organisation=birch, person=person, clause="purpose", heading="Aims",
        text="We share all.", why="It is shorter", at=NOON,
    )  # fmt: skip
    answer = fetch(wood, "download-pack", agreement)
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as pack:
        assert sorted(pack.namelist()) == [
            "Ground rules, draft.docx", "Ground rules, draft.pdf", "Read me first.txt",
        ]  # fmt: skip
        said = pack.read("Read me first.txt").decode()
    assert "Clause 1, What we are for: Does this bind us?" in said
    assert "Aims: We share all. (why: It is shorter)" in said
    assert "14 days" in said
    assert "solicitor" in said
    assert "Settled long ago" not in said
    assert person.name not in said.replace("Birch House", "")
    assert person.email not in said


def test_the_page_offers_what_there_is(wood):
    agreement = a_sealed_agreement(wood)
    an_original(agreement)
    page = client_of(wood, "birch").get(
        reverse("agreements:agreement", args=[wood.cluster.pk, agreement.pk])
    )
    said = page.content.decode()
    for door in ("download-sealed", "download-pdf", "download-word", "download-pack"):
        assert reverse(f"agreements:{door}", args=[wood.cluster.pk, agreement.pk, 1]) in said
    assert "The original as it was signed" in said
    assert "Words as PDF" in said


def test_what_is_signed_stands_beside_the_variation_that_is_written(wood):
    agreement = a_sealed_agreement(wood)
    first = agreement.versions.get()
    for number, state in ((2, "discarded"), (2, "draft")):
        Version.objects.filter(number=2).update(number=7)
        Version.objects.create(
            agreement=agreement, number=number, content=first.content, state=state,
            made_at=NOON, made_by="person:1",
        )  # fmt: skip
    part = part_for(wood.birch, agreement)
    assert [(one.version.number, one.is_draft) for one in part.shown] == [(2, True), (1, False)]
    assert part.shown[1].sealed is not None
    assert part.older == ()
    url = reverse("agreements:agreement", args=[wood.cluster.pk, agreement.pk])
    said = client_of(wood, "birch").get(url).content.decode()
    assert "Version 2: being written" in said
    assert "Version 1: signed" in said


def test_the_part_asks_few_queries(wood, django_assert_max_num_queries):
    agreement = a_sealed_agreement(wood)
    an_original(agreement)
    by = wood.birch
    with django_assert_max_num_queries(4):
        part = part_for(by, agreement)
    assert part.newest.sealed is not None
    assert part.packs


def test_what_was_signed_and_is_not_sealed_says_so(wood, do_waiting_work, settings):
    settings.SEAL_TIMESTAMPS = "http://127.0.0.1:9/"
    with time_machine.travel(NOW, tick=False):
        agreement = a_draft(wood, ("birch", "elder"))
        signing = put_it_out(wood, agreement)
        signs(wood, signing, "birch")
        signs(wood, signing, "elder")
        assert part_for(wood.birch, agreement).newest.waits.startswith("It is being made")
        do_waiting_work()
        assert part_for(wood.birch, agreement).newest.waits == (
            "The time-stamping authority does not answer. We try again every ten minutes."
        )


# Checked ------------------------------------------------------------------------------------


def hand_in(content: bytes, name="sealed.pdf"):
    file = SimpleUploadedFile(name, content, "application/pdf")
    return Client().post(reverse("agreements:verify-document"), {"file": file})


def sealed_bytes(wood):
    agreement = a_sealed_agreement(wood)
    with agreement.versions.get().sealed.file.open("rb") as file:
        return file.read()


def test_a_sealed_pdf_that_is_whole(wood):
    said = hand_in(sealed_bytes(wood)).content.decode()
    assert "This file is whole. Nothing was changed since it was sealed." in said
    assert "It was sealed by this site." in said
    assert "Ground rules, version 1" in said


def test_a_sealed_pdf_that_was_changed(wood):
    changed = bytearray(sealed_bytes(wood))
    changed[len(changed) // 3] ^= 1
    said = hand_in(bytes(changed)).content.decode()
    assert "This file was changed after it was sealed." in said
    assert "It was sealed by this site." not in said


def test_a_pdf_sealed_by_somebody_else(wood):
    said = hand_in(a_sealed("Somebody else")).content.decode()
    assert "we do not know who sealed it" in said
    assert "It was sealed by this site." not in said


def test_a_row_that_came_with_a_cluster_makes_no_certificate_known(wood):
    agreement = a_sealed_agreement(wood)
    other = a_key("Somebody else").fingerprint
    Sealed.objects.filter(seals__agreement=agreement).update(certificate_sha256=other)
    assert other not in site_seal.known_certificates()


def test_what_is_no_pdf(wood):
    assert "This is not a PDF" in hand_in(b"good morning").content.decode()
    assert hand_in(b"good morning", "letter.docx").status_code == 422
    assert hand_in(b"").status_code == 422


def test_who_asks_too_often_waits(wood, settings):
    settings.MOST_GUESSES = 2
    assert [hand_in(b"good morning").status_code for _ in range(3)] == [200, 200, 429]
