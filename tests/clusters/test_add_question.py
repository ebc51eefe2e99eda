"""Questions are added until somebody has answered."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.clusters.actions import calls as actions
from tests.clusters.calls import answered, make_call, open_call
from tests.personas import NOON

MORE = {"text": "Anything else?", "kind": "text", "is_required": False}


def test_it_comes_last(wood):
    call = make_call(wood)
    question = actions.add_question(call=call, fields=MORE, by=wood.ash, now=NOON)
    assert list(call.questions.all())[-1] == question


def test_not_once_somebody_has_answered(wood):
    call = open_call(wood)
    answered(wood, call)
    with pytest.raises(WrongState, match="asked the same"):
        actions.add_question(call=call, fields=MORE, by=wood.ash, now=NOON)
