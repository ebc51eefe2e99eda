"""A round is opened, and opened again, while its last day is to come."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.rounds import close_round, open_round
from tests.money.micro_grants import NOW, opened

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_only_before_its_last_day(wood):
    one = opened(wood, state="draft")
    assert open_round(round_=one, by=wood.ash, now=NOW).state == "open"
    with pytest.raises(WrongState):
        open_round(round_=one, by=wood.ash, now=NOW)
    close_round(round_=one, by=wood.ash, now=NOW)
    open_round(round_=one, by=wood.ash, now=NOW)
    one.state, one.closes_on = "draft", date(2026, 5, 1)
    one.save()
    with pytest.raises(WrongState, match="last day is past"):
        open_round(round_=one, by=wood.ash, now=NOW)
