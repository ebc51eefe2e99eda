"""Inviting many at once: the list is read, looked at, and then sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spinney.base.post.models import Message
from spinney.clusters.models import Invitation
from spinney.register.models import Organisation
from tests.access import client_of
from tests.clusters.cases import today

LIST = """Organisation;E-mail;Person
Alder Advice;office@alder.example.org;A. Alder
Birch House;birch@example.org
No Address;;Somebody
Oak Trust;oak@
"""


@pytest.fixture
def post(wood):
    day = today() + timedelta(days=10)
    client = client_of(wood, "ash")

    def send(**sent):
        given = {
            "tier": wood.tiers["core"].pk, "message": "", "answer_by_day": day.day,
            "answer_by_month": day.month, "answer_by_year": day.year, **sent,
        }  # fmt: skip
        return client.post(reverse("clusters:invite-several", args=[wood.cluster.pk]), given)

    return send


def test_nothing_is_sent_before_she_has_looked(post):
    page = post(pasted=LIST).content.decode()
    assert "1 organisation can be invited as Core" in page
    assert "Birch House belongs to The Spinney already." in page
    assert "There is no e-mail address in this line." in page
    assert "The e-mail address is not complete." in page
    assert not Invitation.objects.exists()


def test_what_can_be_invited_is(post):
    assert post(pasted=LIST, send="1").status_code == 302
    (sent,) = Invitation.objects.all()
    assert (sent.organisation_name, sent.email, sent.person_name) == (
        "Alder Advice", "office@alder.example.org", "A. Alder",
    )  # fmt: skip
    assert Message.objects.count() == 1


def test_one_that_the_register_knows_is_linked(post):
    known = Organisation.objects.create(name="ALDER ADVICE", town="Whitmoor")
    listed = "Alder Advice, office@alder.example.org"
    assert "on the register, Whitmoor" in post(pasted=listed).content.decode()
    post(pasted=listed, send="1")
    assert Invitation.objects.get().organisation == known


def test_a_name_that_two_have_is_linked_to_neither(post):
    for town in ("Whitmoor", "Eastmoor"):
        Organisation.objects.create(name="Alder Advice", town=town)
    post(pasted="Alder Advice, office@alder.example.org", send="1")
    assert Invitation.objects.get().organisation is None


@pytest.mark.parametrize(
    "content",
    [
        LIST.encode("utf-8-sig"),
        LIST.encode("utf-16"),
        LIST.replace("Alder Advice", "Caf\u00e9 Alder").encode("cp1252"),
    ],
    ids=["utf-8 with mark", "utf-16", "cp1252"],
)
def test_a_file_in_any_common_encoding(post, content):
    page = post(file=SimpleUploadedFile("list.csv", content)).content.decode()
    assert "1 organisation can be invited" in page
    assert "Alder" in page
    # What was in the file stands in the box, so that looking again needs no file.
    assert "office@alder.example.org" in page.split("<textarea")[1]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"pasted": "  "}, "Paste at least one line"),
        ({"file": SimpleUploadedFile("list.xlsx", b"PK\x03\x04")}, "is not a CSV or TXT file"),
        ({"file": SimpleUploadedFile("list.csv", b"a\x00b\x00c")}, "not a text file"),
        ({"pasted": "A, a@example.org\n" * 600}, "at most 500 lines"),
    ],
)
def test_what_cannot_be_read_says_why(post, sent, told):
    page = post(**sent)
    assert page.status_code == 200
    assert told in page.content.decode()


def test_a_formula_is_only_text(post):
    post(pasted='"=HYPERLINK(1)", a@example.org', send="1")
    assert Invitation.objects.get().organisation_name == "=HYPERLINK(1)"
