"""A member leaves, or two turn out to be one, while a version is out: the count is done again."""

import pytest

from spinney.agreements.actions.signing_times import release_party
from spinney.agreements.models import Agreement
from spinney.agreements.states import AgreementState, AskedState, SpeaksFor
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.api import membership_changed
from spinney.clusters.models import Membership
from spinney.register.api import organisations_merged
from spinney.register.models import Merge
from tests.agreements.signing_cases import NOW, a_draft, actor, asked_of, put_it_out, signs

pytestmark = pytest.mark.django_db


def leave(wood, name):
    """The member leaves the cluster: as the room below says so."""
    membership = wood.memberships[name]
    membership.state = "left"
    membership.save()
    membership_changed.send(
        sender=Membership, membership=membership, change=None, now=NOW, by=actor(wood, "ash")
    )


def state_of(agreement):
    return Agreement.objects.get(pk=agreement.pk).state


def test_whoever_left_need_not_sign_and_it_comes_into_force_if_nobody_else_is_missing(wood):
    agreement = a_draft(wood, ["birch", "elder", "yew"])
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch")
    leave(wood, "yew")
    assert asked_of(signing, "yew").state == AskedState.NOT_NEEDED
    assert state_of(agreement) == AgreementState.SIGNING
    leave(wood, "elder")
    assert state_of(agreement) == AgreementState.AGREED
    assert agreement.parties.exclude(joined_on=None).get().organisation.name == "Birch House"


def test_the_next_in_order_has_its_turn(wood):
    steps = [("birch", {"step": 1}), ("elder", {"step": 2})]
    signing = put_it_out(wood, a_draft(wood), asked=steps, in_order=True)
    leave(wood, "birch")
    assert asked_of(signing, "elder").asked_at is not None
    signs(wood, signing, "elder")


def test_what_was_signed_stays_signed(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch")
    leave(wood, "birch")
    assert asked_of(signing, "birch").state == AskedState.SIGNED
    signs(wood, signing, "elder")
    assert state_of(agreement) == AgreementState.AGREED


def test_nobody_is_left_so_nothing_comes_into_force(wood):
    agreement = a_draft(wood)
    put_it_out(wood, agreement)
    leave(wood, "birch")
    leave(wood, "elder")
    assert state_of(agreement) == AgreementState.SIGNING


def test_an_agreement_of_its_parties_alone_is_signed_all_the_same(wood):
    agreement = a_draft(wood, speaks_for=SpeaksFor.PARTIES)
    signing = put_it_out(wood, agreement)
    leave(wood, "elder")
    assert asked_of(signing, "elder").state == AskedState.WAITING


def test_two_that_turn_out_to_be_one_sign_once(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch")
    kept, aside = wood.organisations["birch"], wood.organisations["elder"]
    merge = Merge.objects.create(kept=kept, aside=aside, merged_at=NOW, merged_by="person:1")
    organisations_merged.send(sender=Merge, merge=merge, now=NOW)
    assert asked_of(signing, "elder").state == AskedState.NOT_NEEDED
    assert state_of(agreement) == AgreementState.AGREED


def test_nobody_releases_by_hand(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(NotAllowed):
        release_party(asked=asked_of(signing, "birch"), by=actor(wood, "ash"), now=NOW)


def test_whoever_signed_is_not_released(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch")
    with pytest.raises(WrongState):
        release_party(asked=asked_of(signing, "birch"), by=Actor.system("test"), now=NOW)
