"""A rule about two organisations is taken off."""

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.diagnostics.actions.groups import add_pair, remove_pair
from spinney.diagnostics.bridge.grouping import Settings
from tests.diagnostics.groupings import asked, locality
from tests.personas import NOON


def test_it_is_gone_and_the_others_stay(wood):
    here = locality(wood)
    grouping = asked(wood)
    a, b, c = (str(here[name].uid) for name in ("Alder", "Beck", "Cote"))
    add_pair(grouping=grouping, rule="together", pair=(a, b), by=wood.ash, now=NOON)
    add_pair(grouping=grouping, rule="apart", pair=(a, c), by=wood.ash, now=NOON)
    left = remove_pair(grouping=grouping, rule="together", pair=(a, b), by=wood.ash, now=NOON)
    settings = Settings.from_json(left.settings)
    assert (settings.together, settings.apart) == ((), ((a, c),))
    again = remove_pair(grouping=grouping, rule="together", pair=(a, b), by=wood.ash, now=NOON)
    assert again.version == left.version
    with pytest.raises(NotAllowed):
        remove_pair(grouping=grouping, rule="apart", pair=(a, c), by=wood.birch, now=NOON)
