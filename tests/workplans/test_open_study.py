"""Two ways at least are compared."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import WrongState
from spinney.workplans.actions.studies import open_study
from tests.personas import NOON, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db


def test_one_way_is_no_comparison(wood: Wood) -> None:
    found = a_study(wood.cluster)
    found.options.filter(position=1).update(removed_at=NOON)
    with pytest.raises(WrongState):
        open_study(study=found, by=wood.ash, now=NOON)
    found.options.update(removed_at=None)
    assert open_study(study=found, by=wood.ash, now=NOON).state == "open"
