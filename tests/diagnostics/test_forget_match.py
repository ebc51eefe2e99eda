"""What was noted of a need and an offer is taken back."""

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.diagnostics.actions.inventory import forget_match, note_match
from spinney.diagnostics.models import Match
from spinney.diagnostics.states import MatchState
from tests.diagnostics.items import ROOM, VAN, join, show
from tests.personas import NOON


def test_it_is_as_if_nothing_was_noted(wood):
    larch = join(wood, "Larch Youth")
    van, need = show(wood, VAN, wood.birch), show(wood, ROOM, larch)
    match = note_match(need=need, offer=van, state=MatchState.HELPED, by=larch, now=NOON)
    with pytest.raises(NotAllowed):
        forget_match(match=match, by=join(wood, "Oak Advice"), now=NOON)
    forget_match(match=match, by=wood.birch, now=NOON)
    assert not Match.objects.exists()
