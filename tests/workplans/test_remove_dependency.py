"""It waits for that no more."""

from __future__ import annotations

import pytest

from spinney.workplans.actions.dependencies import remove_dependency
from tests.workplans.planning import NOW, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_gone(wood):
    train = one_of(agreed(wood), "Train")
    assert remove_dependency(wait=train.waits_on.get(), by=wood.ash, now=NOW) == train
    assert not train.waits_on.exists()
