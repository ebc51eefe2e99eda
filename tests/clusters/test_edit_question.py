"""A question is changed or moved until somebody has answered."""

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.clusters.actions import calls as actions
from tests.clusters.calls import answered, make_call, open_call
from tests.personas import NOON


def texts(call):
    return [q.text for q in call.questions.all()]


def test_it_changes_words(wood):
    call = make_call(wood)
    question = call.questions.first()
    actions.edit_question(question=question, fields={"text": "Why?"}, by=wood.ash, now=NOON)
    assert texts(call)[0] == "Why?"


def test_it_moves(wood):
    call = make_call(wood)
    first, second, third = texts(call)
    question = call.questions.all()[2]
    actions.edit_question(question=question, fields={"position": 0}, by=wood.ash, now=NOON)
    assert texts(call) == [third, first, second]


def test_not_once_somebody_has_answered(wood):
    call = open_call(wood)
    answered(wood, call)
    with pytest.raises(WrongState):
        actions.edit_question(
            question=call.questions.first(), fields={"text": "Why?"}, by=wood.ash, now=NOON
        )
