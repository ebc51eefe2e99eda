"""A round changes while it is not closed; a new last day holds for links that were sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils.timezone import localtime

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.money.actions.rounds import close_round, edit_round, invite_applicant
from tests.money.micro_grants import NOW, SAID, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_links_live_as_long_as_the_round(wood):
    one = opened(wood)
    invite_applicant(round_=one, email="choir@example.org", by=wood.ash, now=NOW)
    assert localtime(TaskLink.objects.get().expires_at).date() == date(2026, 5, 29)
    edit_round(round_=one, said=SAID, read=1, by=wood.ash, now=NOW)
    assert localtime(TaskLink.objects.get().expires_at).date() == SAID.closes_on
    with pytest.raises(ChangedMeanwhile):
        edit_round(round_=one, said=replace(SAID, title="Else"), read=1, by=wood.ash, now=NOW)
    close_round(round_=one, by=wood.ash, now=NOW)
    with pytest.raises(WrongState):
        edit_round(round_=one, said=SAID, by=wood.ash, now=NOW)
