"""Asking again whoever declined."""

import pytest

from spinney.agreements.actions.signing_answers import ask_anew, decline_to_sign
from spinney.agreements.models import Agreement
from spinney.agreements.states import AgreementState, AskedState
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from tests.agreements.signing_cases import NOW, a_draft, actor, asked_of, put_it_out, signs

pytestmark = pytest.mark.django_db


def declined(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    decline_to_sign(
        asked=asked_of(signing, "birch"), reason="No.", by=actor(wood, "birch"), now=NOW
    )
    return agreement, signing


def test_she_gets_a_new_letter_and_can_sign(wood):
    agreement, signing = declined(wood)
    ask_anew(
        asked=asked_of(signing, "birch"), message="The annex says it better.",
        by=actor(wood, "ash"), now=NOW,
    )  # fmt: skip
    assert asked_of(signing, "birch").state == AskedState.WAITING
    letter = Message.objects.filter(email="birch@example.org").latest("pk")
    assert "The annex says it better." in letter.body
    signs(wood, signing, "birch")
    signs(wood, signing, "elder")
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.AGREED


def test_who_did_not_decline_is_reminded_instead(wood):
    _, signing = declined(wood)
    with pytest.raises(WrongState, match="Remind it instead"):
        ask_anew(asked=asked_of(signing, "elder"), by=actor(wood, "ash"), now=NOW)


def test_only_whoever_looks_after_it_asks_again(wood):
    _, signing = declined(wood)
    for name in ("birch", "elder"):
        with pytest.raises(NotAllowed):
            ask_anew(asked=asked_of(signing, "birch"), by=actor(wood, name), now=NOW)
