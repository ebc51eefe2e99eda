"""The question is taken back."""

import pytest

from spinney.agreements.actions import approvals as actions
from spinney.agreements.policies.approvals import check_agreed
from spinney.agreements.states import ApprovalState
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.agreeing import four_members, say
from tests.agreements.making import NOON
from tests.agreements.talking import ask


def test_nobody_needs_to_answer_and_links_end(wood):
    version = four_members(wood)
    approval = ask(wood, version)
    approval = actions.withdraw_approval(approval=approval, by=wood.ash, now=NOON)
    assert approval.state == ApprovalState.WITHDRAWN
    assert not TaskLink.objects.filter(verb="agreements.agree_to_version", revoked_at=None).exists()
    with pytest.raises(WrongState, match="taken back"):
        say(wood, approval, "birch")
    with pytest.raises(WrongState, match="not been asked"):
        check_agreed(version)
    with pytest.raises(WrongState):
        actions.withdraw_approval(approval=approval, by=wood.ash, now=NOON)


def test_members_do_not(wood):
    with pytest.raises(NotAllowed):
        actions.withdraw_approval(approval=ask(wood, four_members(wood)), by=wood.birch, now=NOON)
