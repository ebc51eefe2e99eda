"""A change is taken back before it is answered."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.grant_changes import ask_grant_change, withdraw_grant_change
from spinney.money.policies.grants import ChangeText
from tests.money.granting import NOW, approved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_once(wood):
    text = ChangeText("timetable", "Late", ends_on=date(2026, 9, 30))
    change = ask_grant_change(grant=approved(wood), text=text, by=wood.ash, now=NOW)
    assert withdraw_grant_change(change=change, by=wood.ash, now=NOW).state == "withdrawn"
    with pytest.raises(WrongState):
        withdraw_grant_change(change=change, by=wood.ash, now=NOW)
