"""Two organisations of the register turn out to be one: what it has here goes along."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.agreements import api
from spinney.agreements.actions.merges import follow_merge
from spinney.agreements.models import (
    Agreement,
    Answered,
    Approval,
    AskedToSign,
    Comment,
    Contact,
    Duty,
    Look,
    Party,
    Revocation,
    Signing,
)
from spinney.agreements.states import AgreementState
from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.duplicates import merge_organisations
from spinney.register.models import Mandate, Merge, Organisation
from tests.agreements.making import NOON, an_agreement, another_member
from tests.agreements.protocols import a_contact, a_protocol, line
from tests.agreements.rows import fill_agreements

pytestmark = pytest.mark.django_db


def merge(wood, kept, aside) -> Merge:
    """Nobody acts for the organisations, so that the host may merge them."""
    Mandate.objects.all().delete()
    return merge_organisations(kept=kept, aside=aside, by=wood.hazel, now=timezone.now())


def test_all_that_it_has_here_goes_along(wood):
    fill_agreements(wood)
    birch = wood.organisations["birch"]
    a_contact(wood, "birch")
    Agreement.objects.update(begun_by=birch)
    Duty.objects.update(organisation=birch)
    Comment.objects.update(organisation=birch)
    Look.objects.create(
        cluster=wood.cluster, field="a.b", purpose="p", of=birch, by_organisation=birch, at=NOON
    )
    Revocation.objects.update(recipient=birch)
    kept = Organisation.objects.create(name="Birch House Trust")
    merge(wood, kept, birch)
    for model, name in (
        (Agreement, "begun_by"), (Answered, "organisation"), (Comment, "organisation"),
        (Contact, "organisation"), (Duty, "organisation"), (Look, "of"),
        (Look, "by_organisation"), (Party, "organisation"), (Revocation, "organisation"),
        (Revocation, "recipient"),
    ):  # fmt: skip
        assert set(model.objects.values_list(name, flat=True)) == {kept.pk}, (model, name)


def test_what_was_taken_back_stays_taken_back(wood):
    protocol = a_protocol(wood, ["birch", "alder"])
    birch, alder = (wood.organisations[name] for name in ("birch", "alder"))
    Revocation.objects.create(agreement=protocol, organisation=birch, at=NOON, by="person:1")
    kept = Organisation.objects.create(name="Birch House Trust")
    merge(wood, kept, birch)
    answer = api.may_share("agreements.contact_email", kept.pk, alder.pk, "working_together")
    assert answer.why == "taken_back"


def test_who_was_named_as_a_recipient_still_is(wood):
    another_member(wood, "alder")
    alder = wood.organisations["alder"]
    a_protocol(wood, ["birch", "alder"], line(recipients="named", given_to=[str(alder.uid)]))
    kept = Organisation.objects.create(name="Alder House Trust")
    birch = wood.organisations["birch"].pk
    merge(wood, kept, alder)
    wood.memberships["alder"].refresh_from_db()
    assert api.may_share("agreements.contact_email", birch, kept.pk, "working_together").allowed


def test_where_both_signed_both_rows_stay(wood):
    agreement = an_agreement(wood, ["birch", another_member(wood, "alder") and "alder"])
    merge(wood, wood.organisations["birch"], wood.organisations["alder"])
    assert agreement.parties.count() == 2


def test_of_two_in_a_draft_one_is_taken_out(wood):
    another_member(wood, "alder")
    draft = an_agreement(wood, ["birch", "alder"], state=AgreementState.DRAFT)
    merge(wood, wood.organisations["birch"], wood.organisations["alder"])
    assert [one.organisation.name for one in draft.parties.all()] == ["Birch House"]


def test_of_two_that_are_asked_to_sign_one_is_enough(wood):
    another_member(wood, "alder")
    out = an_agreement(wood, ["birch", "alder"], state=AgreementState.SIGNING)
    signing = Signing.objects.create(
        signs=out.versions.get(), opened_at=NOON, opened_by="person:1", deadline=NOON.date()
    )
    for party in out.parties.all():
        AskedToSign.objects.create(signing=signing, party=party)
    merge(wood, wood.organisations["birch"], wood.organisations["alder"])
    states = dict(signing.asked.values_list("party__organisation__name", "state"))
    assert states == {"Birch House": "waiting", "Alder House": "not_needed"}


def test_where_both_said_what_they_think_the_kept_one_counts(wood):
    another_member(wood, "alder")
    agreement = an_agreement(wood, ["birch", "alder"])
    approval = Approval.objects.create(
        about=agreement.versions.get(), rule={}, opened_at=NOON, opened_by="person:1",
        closes_on=NOON.date(), digest="0" * 64,
    )  # fmt: skip
    for name, says in (("birch", "agrees"), ("alder", "objects")):
        Answered.objects.create(
            approval=approval, organisation=wood.organisations[name], says=says, at=NOON
        )
    merge(wood, wood.organisations["birch"], wood.organisations["alder"])
    assert approval.answers.get(organisation=wood.organisations["birch"]).says == "agrees"
    assert approval.answers.count() == 2


def test_nobody_does_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        follow_merge(merge=Merge(), by=wood.ash, now=timezone.now())
