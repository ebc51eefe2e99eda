"""The last day passes: it is over by its date, and a duty tells."""

from datetime import timedelta

import pytest

from spinney.agreements.actions.signing_times import lapse_signing, take_back_signing
from spinney.agreements.models import Signing
from spinney.agreements.policies.signing import has_lapsed
from spinney.agreements.states import SigningState, VersionState
from spinney.agreements.tasks.signing import lapse_signings
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from tests.agreements.signing_cases import NOW, a_draft, actor, put_it_out, signs

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(days=22)


def test_the_duty_tells_those_who_look_after_it_who_is_missing(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch")
    lapse_signings(LATE - timedelta(days=1))
    assert Signing.objects.get().state == SigningState.OPEN
    lapse_signings(LATE)
    lapse_signings(LATE)
    assert Signing.objects.get().state == SigningState.LAPSED
    told = Message.objects.get(kind="agreements.signing_news")
    assert told.email == "ash@example.org"
    assert "Not signed: Elder House." in " ".join(told.body.split())


def test_by_its_date_it_is_over_whether_the_duty_ran_or_not(wood):
    signing = put_it_out(wood, a_draft(wood))
    assert not has_lapsed(signing, LATE - timedelta(days=1))
    assert has_lapsed(signing, LATE)


def test_the_words_stay_fixed_until_somebody_decides(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    lapse_signings(LATE)
    assert agreement.versions.get().state == VersionState.SIGNING
    take_back_signing(signing=signing, reason="Too late.", by=actor(wood, "ash"), now=LATE)
    assert agreement.versions.get().state == VersionState.DRAFT


def test_nobody_does_it_by_hand_or_too_early(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(NotAllowed):
        lapse_signing(signing=signing, by=actor(wood, "ash"), now=LATE)
    with pytest.raises(WrongState, match="There is time"):
        lapse_signing(signing=signing, by=Actor.system("signing"), now=NOW)
