"""The cluster answers once."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.money.actions.grant_decisions import answer_about_grant, ask_about_grant
from tests.money.granting import NOW, applied

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_once(wood):
    asked = ask_about_grant(grant=applied(wood), question="Who?", by=wood.rowan, now=NOW)
    assert answer_about_grant(question=asked, answer="We do.", by=wood.ash, now=NOW).answer
    with pytest.raises(WrongState, match="answered already"):
        answer_about_grant(question=asked, answer="Or not.", by=wood.ash, now=NOW)
