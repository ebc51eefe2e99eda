"""After a round is closed nobody applies, and links that were sent end."""

from __future__ import annotations

import pytest

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.money.actions.microgrants import apply_micro_grant
from spinney.money.actions.rounds import close_round, invite_applicant
from tests.money.micro_grants import CHOIR, NOW, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_nothing_comes_in_any_more(wood):
    one = opened(wood)
    invite_applicant(round_=one, email="choir@example.org", by=wood.ash, now=NOW)
    close_round(round_=one, by=wood.ash, now=NOW)
    assert TaskLink.objects.get().revoked_at == NOW
    with pytest.raises(WrongState, match="closed on 29 May 2026"):
        apply_micro_grant(round_=one, said=CHOIR, by=wood.ash, now=NOW)
    with pytest.raises(WrongState):
        close_round(round_=one, by=wood.ash, now=NOW)
