"""A "well done" can be taken back."""

from __future__ import annotations

import pytest

from spinney.workplans.actions.successes import cheer, take_back_cheer
from spinney.workplans.models import Cheer
from tests.personas import NOON, Wood
from tests.workplans.making import a_success

pytestmark = pytest.mark.django_db


def test_it_is_taken_back(wood: Wood) -> None:
    found, birch = a_success(wood.cluster), wood.organisations["birch"]
    cheer(success=found, organisation=birch, by=wood.birch, now=NOON)
    take_back_cheer(success=found, organisation=birch, by=wood.birch, now=NOON)
    assert not Cheer.objects.exists()
