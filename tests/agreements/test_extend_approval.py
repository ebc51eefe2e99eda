"""The members get more time."""

from datetime import date, timedelta

import pytest

from spinney.agreements.actions import approvals as actions
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, WrongState
from tests.agreements.agreeing import four_members, on, say
from tests.agreements.making import NOON
from tests.agreements.talking import UNTIL, ask

LATER = date(2026, 4, 24)


def test_answers_are_taken_until_then_and_the_links_work(wood):
    approval = ask(wood, four_members(wood))
    actions.extend_approval(approval=approval, closes_on=LATER, by=wood.ash, now=NOON)
    say(wood, approval, "birch", now=on(LATER))
    links = TaskLink.objects.filter(verb="agreements.agree_to_version")
    assert all(one.expires_at.date() > LATER for one in links)


def test_not_once_it_is_over_nor_to_a_day_that_has_passed(wood):
    approval = ask(wood, four_members(wood))
    with pytest.raises(BadInput):
        actions.extend_approval(approval=approval, closes_on=NOON.date(), by=wood.ash, now=NOON)
    after = on(UNTIL + timedelta(days=1))
    with pytest.raises(WrongState):
        actions.extend_approval(approval=approval, closes_on=LATER, by=wood.ash, now=after)
