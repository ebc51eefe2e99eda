"""An agreement that was signed elsewhere is brought in with its original."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spinney.agreements.engine.content import Content
from spinney.agreements.models import Agreement, SignedElsewhere
from spinney.agreements.policies.signing import check_can_put_out
from spinney.base.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.elsewhere_cases import SIGNED, a_scan, bring_in, version_of
from tests.agreements.engine.test_papers import BAD, a_pdf

pytestmark = pytest.mark.django_db


def test_the_original_is_kept_and_its_terms_are_asked(wood):
    agreement = bring_in(wood)
    assert (agreement.signed_elsewhere, agreement.state) == (True, "draft")
    version = version_of(agreement)
    original = SignedElsewhere.objects.get(of=version)
    assert (original.name, original.signed_on) == ("Signed rules.pdf", SIGNED)
    assert len(original.sha256) == 64
    assert version.wanted_from == SIGNED
    content = Content.from_json(version.content)
    assert original.sha256 in content.clause("original").text
    assert content.clause_of("decision_rule").key == "about_decision_rule"
    assert content.terms == {}


def test_nothing_is_said_that_the_template_says(wood):
    content = Content.from_json(version_of(bring_in(wood)).content)
    assert all(one.key == "original" or one.key.startswith("about_") for one in content.clauses)


def test_it_is_recorded(wood):
    agreement = bring_in(wood)
    detail = Entry.objects.get(verb="agreements.bring_in_agreement").detail
    assert (detail["title"], detail["signed"]) == ("Old rules", "3 June 2024")
    assert detail["sha256"] == SignedElsewhere.objects.get(of__agreement=agreement).sha256


def test_braces_in_the_name_of_a_file_are_braces(wood):
    agreement = bring_in(wood, file=a_scan("Rules {quorum}.pdf"))
    content = Content.from_json(version_of(agreement).content)
    assert "Rules {{quorum}}.pdf" in content.clause("original").text


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"signed_on": date(2026, 3, 21)}, "signed_on"),
        ({"signed_on": date(202, 6, 3)}, "signed_on"),
        ({"holds_from": date(1066, 10, 14)}, "holds_from"),
    ],
)
def test_days_that_cannot_be(wood, days, field):
    with pytest.raises(BadInput) as told:
        bring_in(wood, **days)
    assert field in told.value.fields
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("kind", ["a script by name", "a program", "a password"])
def test_a_file_that_does_something_is_refused(wood, kind):
    bad = SimpleUploadedFile("rules.pdf", a_pdf(BAD[kind][0]), "application/pdf")
    with pytest.raises(BadInput) as told:
        bring_in(wood, file=bad)
    assert "file" in told.value.fields
    assert not Agreement.objects.exists()


def test_members_bring_in_what_they_are_a_party_of(wood):
    bring_in(wood, by=wood.birch, speaks_for="parties")
    with pytest.raises(NotAllowed):
        bring_in(wood, by=wood.birch)
    with pytest.raises(NotFound):
        bring_in(wood, by=wood.willow)


def test_it_is_not_put_out_for_signature_too(wood):
    agreement = bring_in(wood)
    with pytest.raises(WrongState, match="nobody signs it again"):
        check_can_put_out(agreement)
    url = reverse("agreements:agreement", args=[wood.cluster.pk, agreement.pk])
    page = client_of(wood, "ash").get(url).content.decode()
    assert "Put it out for signature" not in page
    assert "See what it says, and compare it" in page
    url = reverse("agreements:draft", args=[wood.cluster.pk, agreement.pk])
    page = client_of(wood, "ash").get(url).content.decode()
    assert "still open" not in page
    assert "See what it says, and compare it" in page


def test_on_the_page(wood):
    url = reverse("agreements:bring-in-agreement", args=[wood.cluster.pk])
    client = client_of(wood, "ash")
    given = {
        "file": a_scan(), "kind": "ground_rules", "title": "Old rules", "speaks_for": "cluster",
        "signed_on_day": "3", "signed_on_month": "6", "signed_on_year": "2024",
        "holds_from_day": "", "holds_from_month": "", "holds_from_year": "",
        "parties": [str(wood.organisations["birch"].pk)],
    }  # fmt: skip
    answer = client.post(url, given)
    agreement = Agreement.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse(
        "agreements:brought-in", args=[wood.cluster.pk, agreement.pk]
    )
    assert version_of(agreement).wanted_from == SIGNED
    page = client.get(answer["Location"]).content.decode()
    assert "Open the original" in page
    assert "Key in the terms, one at a time" in page


def test_what_is_wrong_stands_beside_the_file(wood):
    url = reverse("agreements:bring-in-agreement", args=[wood.cluster.pk])
    bad = SimpleUploadedFile("rules.pdf", a_pdf(BAD["a program"][0]), "application/pdf")
    given = {
        "file": bad, "kind": "ground_rules", "title": "Old rules", "speaks_for": "cluster",
        "signed_on_day": "3", "signed_on_month": "6", "signed_on_year": "2024",
    }  # fmt: skip
    said = client_of(wood, "ash").post(url, given).content.decode()
    assert "This PDF would start another program." in said
