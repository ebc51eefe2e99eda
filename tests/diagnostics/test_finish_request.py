"""Help was given: what came of it, the days, and the take-up of what the directory offered."""

from decimal import Decimal

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.diagnostics.actions.requests import answer_request, finish_request
from spinney.diagnostics.models import TakeUp
from tests.diagnostics.supporting import asks, entry, route
from tests.personas import NOON


def taken_on(wood, support=None):
    asked = route(wood, asks(wood), support)
    return answer_request(asked=asked, takes_on=True, by=wood.ash, now=NOON)


def test_take_up_is_noted_by_itself(wood):
    support = entry(wood)
    finish_request(
        asked=taken_on(wood, support), outcome="Done", days=Decimal("1.5"), by=wood.ash, now=NOON
    )
    took = TakeUp.objects.get()
    assert (took.support, took.organisation) == (support, wood.organisations["birch"])


def test_not_before_it_was_taken_on_and_not_without_a_word(wood):
    with pytest.raises(WrongState):
        finish_request(asked=asks(wood), outcome="Done", by=wood.ash, now=NOON)
    asked = taken_on(wood)
    with pytest.raises(BadInput):
        finish_request(asked=asked, outcome=" ", by=wood.ash, now=NOON)
    with pytest.raises(BadInput):
        finish_request(asked=asked, outcome="x", days=Decimal(-1), by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        finish_request(asked=asked, outcome="Done", by=wood.birch, now=NOON)
