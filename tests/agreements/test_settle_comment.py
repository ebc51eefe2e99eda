"""What is dealt with is settled, by whoever writes the agreement or said it."""

import pytest

from spinney.agreements.actions import comments as actions
from spinney.agreements.queries.review import counts_by_clause
from spinney.agreements.states import CommentState
from spinney.base.kernel.errors import NotAllowed, WrongState
from tests.agreements.making import NOON, another_member
from tests.agreements.talking import a_draft, comment, person


@pytest.mark.parametrize("name", ["ash", "birch"])
def test_it_counts_no_longer(wood, name):
    version = a_draft(wood)
    said = comment(wood, version)
    assert counts_by_clause(version) == {"purpose": 1}
    actions.settle_comment(comment=said, by=wood.actor(name), now=NOON)
    assert counts_by_clause(version) == {}
    with pytest.raises(WrongState):
        actions.settle_comment(comment=said, by=wood.ash, now=NOON)


def test_other_members_do_not(wood):
    another_member(wood, "fern")
    said = comment(wood, a_draft(wood))
    with pytest.raises(NotAllowed):
        actions.settle_comment(comment=said, by=person(wood, "fern"), now=NOON)


def test_an_answer_goes_with_what_it_answers(wood):
    version = a_draft(wood)
    answer = comment(wood, version, answers=comment(wood, version))
    with pytest.raises(WrongState, match="answers"):
        actions.settle_comment(comment=answer, by=wood.ash, now=NOON)
    assert answer.state == CommentState.OPEN
