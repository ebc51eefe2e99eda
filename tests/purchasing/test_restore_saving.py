"""What was taken back or refused is brought back: it waits for the member's word again."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.base.post.models import Message
from spinney.purchasing.actions.savings import (
    confirm_saving,
    refuse_saving,
    restore_saving,
    withdraw_saving,
)
from tests.purchasing.making import NOON
from tests.purchasing.saving_claims import claimed

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_by_those_who_run_it_its_member_is_asked_anew(wood):
    saving = refuse_saving(saving=claimed(wood), why="No.", by=wood.birch, now=NOON)
    Message.objects.all().delete()
    back = restore_saving(saving=saving, by=wood.ash, now=NOON)
    assert (back.state, back.ended_why, Message.objects.count()) == ("claimed", "", 1)
    with pytest.raises(NotAllowed):
        confirm_saving(saving=back, by=wood.ash, now=NOON)


def test_by_its_member_it_is_its_word(wood):
    saving = withdraw_saving(saving=claimed(wood), why="No.", by=wood.ash, now=NOON)
    assert restore_saving(saving=saving, by=wood.birch, now=NOON).state == "confirmed"


def test_not_where_its_money_counts_elsewhere_by_now(wood):
    saving = withdraw_saving(saving=claimed(wood), why="No.", by=wood.ash, now=NOON)
    claimed(wood, title="Again")
    with pytest.raises(BadInput, match="“Again”"):
        restore_saving(saving=saving, by=wood.birch, now=NOON)
