"""Help comes back into the directory."""

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.support import end_support, reopen_support
from tests.diagnostics.supporting import entry
from tests.personas import NOON


def test_it_is_there_again(wood):
    found = end_support(support=entry(wood), by=wood.ash, now=NOON)
    with pytest.raises(NotAllowed):
        reopen_support(support=found, by=wood.birch, now=NOON)
    found = reopen_support(support=found, by=wood.ash, now=NOON)
    assert found.ended_at is None
    with pytest.raises(WrongState):
        reopen_support(support=found, by=wood.ash, now=NOON)
