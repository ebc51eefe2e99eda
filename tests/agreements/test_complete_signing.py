"""A signing is complete when nobody who is needed is missing; then the version is in force."""

import pytest

from spinney.agreements.actions.signing import complete_signing
from spinney.agreements.events.signing import signing_complete
from spinney.agreements.models import AskedToSign, Signing
from spinney.agreements.states import SigningState
from spinney.base.kernel.actors import Actor
from spinney.base.record.models import Entry
from tests.agreements.signing_cases import NOW, a_draft, asked_of, put_it_out, signs

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("test")


def test_while_somebody_is_missing_nothing_happens(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch")
    assert complete_signing(signing=signing, by=SYSTEM, now=NOW) is False
    assert Signing.objects.get().state == SigningState.OPEN


def test_it_is_completed_once_and_told_once(wood):
    told = []

    def hear(**news):
        told.append(news["signing"])

    signing_complete.connect(hear)
    try:
        signing = put_it_out(wood, a_draft(wood))
        signs(wood, signing, "birch")
        signs(wood, signing, "elder")
        assert complete_signing(signing=signing, by=SYSTEM, now=NOW) is True
    finally:
        signing_complete.disconnect(hear)
    assert told == [signing]
    entry = Entry.objects.get(verb="agreements.complete_signing")
    assert entry.detail["signatures"] == 2
    assert Entry.objects.filter(verb="agreements.put_in_force").count() == 1


def test_whose_turn_has_come_is_asked(wood):
    steps = [("birch", {"step": 1}), ("elder", {"step": 2})]
    signing = put_it_out(wood, a_draft(wood), asked=steps, in_order=True)
    birch = asked_of(signing, "birch")
    AskedToSign.objects.filter(pk=birch.pk).update(state="not_needed")
    complete_signing(signing=signing, by=SYSTEM, now=NOW)
    assert asked_of(signing, "elder").asked_at == NOW
