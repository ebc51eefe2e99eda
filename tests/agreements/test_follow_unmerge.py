"""They are two after all: each has its own again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.agreements.actions.merges import follow_unmerge
from spinney.agreements.models import AskedToSign, Contact, Party, Revocation, Signing
from spinney.agreements.states import AgreementState
from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.duplicates import unmerge_organisations
from spinney.register.models import Merge, Organisation
from tests.agreements.making import NOON, an_agreement, another_member
from tests.agreements.protocols import a_contact, a_protocol
from tests.agreements.test_follow_merge import merge

pytestmark = pytest.mark.django_db


def unmerge(wood, merged) -> None:
    unmerge_organisations(merge=merged, by=wood.hazel, now=timezone.now())


def test_each_has_its_own_again(wood):
    protocol = a_protocol(wood)
    birch = wood.organisations["birch"]
    a_contact(wood, "birch")
    Revocation.objects.create(agreement=protocol, organisation=birch, at=NOON, by="person:1")
    kept = Organisation.objects.create(name="Birch House Trust")
    merged = merge(wood, kept, birch)
    own = Contact.objects.create(organisation=kept, name="A contact of the kept one")
    unmerge(wood, merged)
    assert Contact.objects.get(name="Robin Birchwood").organisation == birch
    assert Revocation.objects.get().organisation == birch
    assert Party.objects.filter(organisation=birch).exists()
    own.refresh_from_db()
    assert own.organisation == kept


def test_who_was_taken_out_of_a_draft_is_back(wood):
    another_member(wood, "alder")
    draft = an_agreement(wood, ["birch", "alder"], state=AgreementState.DRAFT)
    draft.parties.filter(organisation__name="Alder House").update(role="host", position=7)
    merged = merge(wood, wood.organisations["birch"], wood.organisations["alder"])
    unmerge(wood, merged)
    back = draft.parties.get(organisation__name="Alder House")
    assert (back.role, back.position) == ("host", 7)


def test_who_need_not_sign_is_asked_again(wood):
    another_member(wood, "alder")
    out = an_agreement(wood, ["birch", "alder"], state=AgreementState.SIGNING)
    signing = Signing.objects.create(
        signs=out.versions.get(), opened_at=NOON, opened_by="person:1", deadline=NOON.date()
    )
    for party in out.parties.all():
        AskedToSign.objects.create(signing=signing, party=party)
    merged = merge(wood, wood.organisations["birch"], wood.organisations["alder"])
    unmerge(wood, merged)
    assert set(signing.asked.values_list("state", flat=True)) == {"waiting"}


def test_nobody_does_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        follow_unmerge(merge=Merge(), by=wood.ash, now=timezone.now())
