"""New days leave no line outside."""

from __future__ import annotations

from datetime import date

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, WrongState
from spinney.money.actions.claims import edit_claim
from spinney.money.policies.claims import ClaimText
from tests.money.claiming import FIRST, LAST, sent, with_line
from tests.money.granting import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def changed(wood, claim, first, last, **more):
    text = ClaimText(claim.organisation_id, first, last, note="For the training")
    return edit_claim(claim=claim, text=text, by=wood.birch, now=NOW, **more)


def test_days_and_note(wood):
    claim = with_line(wood)
    with pytest.raises(BadInput, match="would be outside these days"):
        changed(wood, claim, date(2026, 2, 10), LAST)
    done = changed(wood, claim, date(2026, 2, 1), LAST, read_version=claim.version)
    assert (done.first_day, done.note) == (date(2026, 2, 1), "For the training")
    with pytest.raises(ChangedMeanwhile):
        changed(wood, claim, FIRST, LAST, read_version=claim.version)


def test_not_once_it_is_sent(wood):
    with pytest.raises(WrongState):
        changed(wood, sent(wood), FIRST, LAST)
