"""What was agreed elsewhere is noted, for the words as they are."""

import pytest

from spinney.agreements import api
from spinney.agreements.actions import approvals as actions
from spinney.agreements.policies.approvals import check_agreed
from spinney.agreements.queries.approvals import shown
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from tests.agreements.agreeing import four_members
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, ask, change

WHERE = "members’ meeting, 12 March 2026, item 4"


def test_it_is_agreed_until_the_words_change(wood):
    version = four_members(wood)
    with pytest.raises(WrongState, match="not been asked"):
        check_agreed(version)
    approval = api.record_decision(version=version, decided_elsewhere=WHERE, by=wood.ash, now=NOON)
    check_agreed(version)
    assert WHERE in shown(approval).sentence
    with pytest.raises(WrongState, match="changed since"):
        check_agreed(change(version))


def test_a_first_version_needs_none(wood):
    check_agreed(a_draft(wood))


def test_it_says_where_and_who(wood):
    version = four_members(wood)
    for where in (" ", "x" * 301):
        with pytest.raises(BadInput):
            actions.record_decision(version=version, decided_elsewhere=where, by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        actions.record_decision(version=version, decided_elsewhere=WHERE, by=wood.birch, now=NOON)


def test_not_while_the_members_are_asked(wood):
    version = four_members(wood)
    ask(wood, version)
    with pytest.raises(WrongState, match="already"):
        actions.record_decision(version=version, decided_elsewhere=WHERE, by=wood.ash, now=NOON)
