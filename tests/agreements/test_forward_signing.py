"""Passing a signature on to the right colleague."""

import pytest

from spinney.agreements.actions.signing import sign
from spinney.agreements.actions.signing_answers import MOST_PASSED_ON, Colleague, forward_signing
from spinney.agreements.bridge.signatures import Signer
from spinney.agreements.models import Signature
from spinney.base.access.links import actor_of
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed, TooMany, WrongState
from spinney.base.post.models import Message
from spinney.register.actions.offers import accept_mandate
from spinney.register.models import MandateOffer
from tests.agreements.signing_cases import (
    NOW,
    a_draft,
    actor,
    asked_of,
    colleague,
    link_of,
    put_it_out,
    signs,
)

pytestmark = pytest.mark.django_db


def pass_on(wood, signing, email, *, by=None, **more):
    return forward_signing(
        asked=asked_of(signing, "birch"), to=Colleague(email, **more), by_whom="Birch Green",
        by=by or actor(wood, "birch"), now=NOW,
    )  # fmt: skip


def test_a_colleague_who_may_sign_gets_a_link_and_later_letters_go_to_her(wood):
    bay, _ = colleague(wood, "bay", wood.organisations["birch"])
    signing = put_it_out(wood, a_draft(wood))
    before = Message.objects.filter(email=bay.email).count()
    assert pass_on(wood, signing, bay.email) is True
    assert Message.objects.filter(email=bay.email).count() == before + 1
    asked = asked_of(signing, "birch")
    assert asked.person == bay
    link = link_of(asked, bay)
    sign(asked=asked, signer=Signer("Bay"), by=actor_of(link), now=NOW)
    assert Signature.objects.get().person == bay


def test_the_holder_of_a_link_passes_it_on_too(wood):
    bay, _ = colleague(wood, "bay", wood.organisations["birch"])
    signing = put_it_out(wood, a_draft(wood))
    link = link_of(asked_of(signing, "birch"), wood.people["birch"])
    assert pass_on(wood, signing, bay.email, by=actor_of(link)) is True


def test_a_colleague_without_a_mandate_can_read_and_not_sign(wood):
    signing = put_it_out(wood, a_draft(wood))
    assert pass_on(wood, signing, "Brook@example.org") is False
    told = Message.objects.get(email="brook@example.org")
    assert told.subject.startswith("Read by")
    assert "you need a mandate to sign for Birch House" in " ".join(told.body.split())
    asked = asked_of(signing, "birch")
    assert asked.person is None
    link = TaskLink.objects.get(email="brook@example.org")
    with pytest.raises(NotAllowed, match="You hold no mandate"):
        sign(asked=asked, signer=Signer("Brook"), by=actor_of(link), now=NOW)


def test_given_the_power_by_an_offer_the_same_link_lets_her_sign(wood):
    signing = put_it_out(wood, a_draft(wood))
    pass_on(wood, signing, "brook@example.org", name="Brook", gives_power=True)
    offer = MandateOffer.objects.get()
    assert (offer.may_sign, offer.may_represent) == (True, False)
    link = TaskLink.objects.get(email="brook@example.org", verb="agreements.sign")
    accepting = TaskLink.objects.get(email="brook@example.org", verb="register.accept_mandate")
    accept_mandate(offer=offer, name="Brook", by=actor_of(accepting), now=NOW)
    sign(asked=asked_of(signing, "birch"), signer=Signer("Brook"), by=actor_of(link), now=NOW)
    assert Signature.objects.get().person.email == "brook@example.org"


def test_nobody_gives_a_power_by_a_link_or_that_she_does_not_hold(wood):
    signing = put_it_out(wood, a_draft(wood))
    link = link_of(asked_of(signing, "birch"), wood.people["birch"])
    with pytest.raises(NotAllowed):
        pass_on(wood, signing, "brook@example.org", gives_power=True, by=actor_of(link))
    colleague(wood, "box", wood.organisations["birch"], may_sign=False, may_represent=True)
    with pytest.raises(NotAllowed, match="power to sign"):
        pass_on(wood, signing, "brook@example.org", gives_power=True, by=actor(wood, "box"))
    assert not Message.objects.filter(email="brook@example.org").exists()


def test_others_do_not_pass_it_on(wood):
    signing = put_it_out(wood, a_draft(wood))
    for name in ("ash", "elder", "cedar", "willow"):
        with pytest.raises(NotAllowed):
            pass_on(wood, signing, "brook@example.org", by=actor(wood, name))


def test_what_is_signed_is_not_passed_on(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch")
    with pytest.raises(WrongState, match="has signed"):
        pass_on(wood, signing, "brook@example.org")


def test_nobody_is_used_to_write_to_many(wood):
    signing = put_it_out(wood, a_draft(wood))
    for number in range(MOST_PASSED_ON - 1):  # one letter went out with the signing
        pass_on(wood, signing, f"brook{number}@example.org")
    with pytest.raises(TooMany):
        pass_on(wood, signing, "one.more@example.org")
