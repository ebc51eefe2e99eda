"""Taking the whole signing back: the draft is open, and signatures count no longer."""

import pytest

from spinney.agreements.actions.signing_times import take_back_signing
from spinney.agreements.models import Agreement, Signature, Signing
from spinney.agreements.states import AgreementState, SigningState, VersionState
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from tests.agreements.signing_cases import NOW, a_draft, actor, put_it_out, signs

pytestmark = pytest.mark.django_db


def take_back(wood, signing, name="ash", reason="Clause 2 is wrong."):
    return take_back_signing(signing=signing, reason=reason, by=actor(wood, name), now=NOW)


def test_the_draft_is_open_again_and_everybody_is_told(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch")
    take_back(wood, signing)
    version = agreement.versions.get()
    assert (version.state, version.text, version.digest) == (VersionState.DRAFT, None, "")
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.DRAFT
    assert Signing.objects.get().close_reason == "Clause 2 is wrong."
    news = {m.email: m for m in Message.objects.filter(kind="agreements.signing_news")}
    assert "your signature no longer counts" in news["birch@example.org"].subject
    assert "you need not sign it now" in news["elder@example.org"].subject
    assert all("Clause 2 is wrong." in one.body for one in news.values())


def test_signatures_given_before_count_for_nothing_when_it_is_put_out_again(wood):
    agreement = a_draft(wood)
    first = put_it_out(wood, agreement)
    signs(wood, first, "birch")
    take_back(wood, first)
    with pytest.raises(WrongState, match="taken back"):
        signs(wood, first, "elder")
    with pytest.raises(WrongState, match="taken back"):
        signs(wood, first, "birch")
    second = put_it_out(wood, agreement)
    signs(wood, second, "elder")
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.SIGNING
    signs(wood, second, "birch")
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.AGREED
    assert Signature.objects.count() == 3  # the first is kept, and counts for nothing


def test_what_everybody_signed_cannot_be_taken_back(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch")
    signs(wood, signing, "elder")
    with pytest.raises(WrongState, match="settled"):
        take_back(wood, signing)


def test_a_reason_is_needed(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(BadInput):
        take_back(wood, signing, reason="")
    assert Signing.objects.get().state == SigningState.OPEN


def test_it_is_for_those_who_look_after_it(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(NotAllowed):
        take_back(wood, signing, "birch")
