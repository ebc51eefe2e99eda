"""Those who have not answered are reminded, by hand and by themselves."""

from datetime import timedelta

import pytest

from spinney.agreements.actions import approvals as actions
from spinney.agreements.tasks.approvals import remind_and_turn
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from tests.agreements.agreeing import CONSENSUS, FOUR, four_members, on, say
from tests.agreements.making import NOON
from tests.agreements.talking import UNTIL, ask, change


def letters():
    return Message.objects.filter(kind="agreements.asked_to_agree").count()


def test_only_those_who_have_not_answered(wood):
    approval = ask(wood, four_members(wood))
    say(wood, approval, "birch")
    before = letters()
    assert actions.remind_to_agree(approval=approval, by=wood.ash, now=NOON) == 3
    assert letters() == before + 3


def test_nobody_is_left_to_remind(wood):
    approval = ask(wood, four_members(wood))
    for name in FOUR:
        say(wood, approval, name)
    with pytest.raises(WrongState):
        actions.remind_to_agree(approval=approval, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        actions.remind_to_agree(approval=approval, by=wood.birch, now=NOON)


def test_some_days_before_the_last_by_itself(wood):
    say(wood, ask(wood, four_members(wood)), "birch")
    before = letters()
    sent = []
    for left in (6, 4, 3, 1, 0):
        remind_and_turn(on(UNTIL - timedelta(days=left)))
        sent.append(letters() - before)
    assert sent == [0, 3, 3, 6, 6]


def test_everybody_is_told_on_the_day_that_the_rule_turns_into_a_vote(wood):
    say(wood, ask(wood, four_members(wood, CONSENSUS)), "birch")
    before = letters()
    remind_and_turn(on(NOON.date() + timedelta(days=10)))
    assert letters() == before + 4
    newest = Message.objects.filter(kind="agreements.asked_to_agree").latest("pk")
    assert "a vote decides from today" in " ".join(newest.body.split())


def test_nobody_is_reminded_of_words_that_were_changed(wood):
    version = four_members(wood)
    ask(wood, version)
    change(version)
    before = letters()
    remind_and_turn(on(UNTIL - timedelta(days=4)))
    assert letters() == before
