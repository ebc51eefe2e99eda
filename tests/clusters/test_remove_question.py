"""A question is taken out until somebody has answered."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.clusters.actions import calls as actions
from tests.clusters.calls import answered, make_call, open_call
from tests.personas import NOON


def test_it_is_gone(wood):
    call = make_call(wood)
    actions.remove_question(question=call.questions.first(), by=wood.ash, now=NOON)
    assert call.questions.count() == 2


def test_not_once_somebody_has_answered(wood):
    call = open_call(wood)
    answered(wood, call)
    with pytest.raises(WrongState):
        actions.remove_question(question=call.questions.first(), by=wood.ash, now=NOON)
    assert call.questions.count() == 3
