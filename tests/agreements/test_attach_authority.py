"""Showing that somebody may sign: a file, or what the organisation keeps in the register."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from spinney.agreements.actions.signing_answers import attach_authority
from spinney.agreements.models import Authority
from spinney.base.access.links import actor_of
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.register.models import Evidence, EvidenceFile
from tests.agreements.engine.test_papers import a_pdf, named, on_open
from tests.agreements.signing_cases import (
    NOW,
    a_draft,
    actor,
    asked_of,
    link_of,
    put_it_out,
)

pytestmark = pytest.mark.django_db
SCRIPT = on_open(named(S="/JavaScript", JS="app.alert(1)"))


def pdf(content=b"", name="minute.pdf"):
    return SimpleUploadedFile(name, content or a_pdf())


def attach(wood, signing, by=None, **given):
    return attach_authority(
        asked=asked_of(signing, "birch"), by=by or actor(wood, "birch"), now=NOW,
        **({"file": pdf()} | given),
    )  # fmt: skip


def held(organisation, content):
    """A piece of evidence with a file, straight in the tables."""
    evidence = Evidence.objects.create(
        organisation=organisation, kind="governing_document", issued_on=date(2025, 1, 1),
        added_at=NOW, added_by="person:1",
    )  # fmt: skip
    row = EvidenceFile(
        evidence=evidence, name="scheme.pdf", size=len(content), added_at=NOW,
        content_type="application/pdf", sha256="0" * 64, added_by="person:1",
    )  # fmt: skip
    row.file.save("x.kept", ContentFile(content), save=True)
    return evidence


def test_a_minute_is_kept_with_its_hash(wood):
    signing = put_it_out(wood, a_draft(wood))
    link = link_of(asked_of(signing, "birch"), wood.people["birch"])
    made = attach(wood, signing, by=actor_of(link), note="Minute 7")
    assert (made.name, made.note, made.content_type) == (
        "minute.pdf",
        "Minute 7",
        "application/pdf",
    )
    assert len(made.sha256) == 64
    assert Authority.objects.get().asked.party.organisation.name == "Birch House"


def test_what_the_organisation_keeps_is_copied_as_it_is_today(wood):
    signing = put_it_out(wood, a_draft(wood))
    evidence = held(wood.organisations["birch"], a_pdf())
    made = attach(wood, signing, file=None, evidence=evidence)
    assert made.name == "scheme.pdf"
    with made.file.open("rb") as kept:
        assert kept.read() == a_pdf()
    assert made.evidence == evidence


def test_what_another_keeps_is_not_to_be_had(wood):
    signing = put_it_out(wood, a_draft(wood))
    evidence = held(wood.organisations["elder"], a_pdf())
    with pytest.raises(BadInput, match="There is no file with this"):
        attach(wood, signing, file=None, evidence=evidence)


@pytest.mark.parametrize("way", ["file", "evidence"])
def test_a_pdf_that_runs_something_is_refused(wood, way):
    signing = put_it_out(wood, a_draft(wood))
    bad = a_pdf(SCRIPT)
    given = (
        {"file": pdf(bad)}
        if way == "file"
        else {"file": None, "evidence": held(wood.organisations["birch"], bad)}
    )
    with pytest.raises(BadInput, match="PDF (does something by itself|has a small program)"):
        attach(wood, signing, **given)
    assert Authority.objects.count() == 0


def test_a_file_is_needed(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(BadInput, match="Choose a file"):
        attach(wood, signing, file=None)


def test_not_more_than_five(wood):
    signing = put_it_out(wood, a_draft(wood))
    for _ in range(5):
        attach(wood, signing)
    with pytest.raises(WrongState, match="5 papers"):
        attach(wood, signing)


def test_it_is_for_the_party_alone(wood):
    signing = put_it_out(wood, a_draft(wood))
    for name in ("ash", "elder", "cedar"):
        with pytest.raises(NotAllowed):
            attach(wood, signing, by=actor(wood, name))
