"""What was told is changed by whoever told it, and by no other member."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed
from spinney.workplans.actions.successes import edit_success
from spinney.workplans.policies.successes import SuccessText
from tests.agreements.making import another_member
from tests.personas import NOON, TODAY, Wood
from tests.workplans.making import a_success

pytestmark = pytest.mark.django_db


def test_its_own_people_change_it(wood: Wood) -> None:
    another_member(wood, "maple")
    found = a_success(wood.cluster, organisation=wood.organisations["birch"], told_by="person:0")
    text = SuccessText("26 people came", TODAY)
    with pytest.raises(NotAllowed):
        edit_success(success=found, text=text, by=wood.actor("maple"), now=NOON)
    edit_success(success=found, text=text, read=1, by=wood.birch, now=NOON)
    found.refresh_from_db()
    assert (found.title, found.version) == ("26 people came", 2)
    with pytest.raises(ChangedMeanwhile):
        edit_success(success=found, text=SuccessText("x", TODAY), read=1, by=wood.ash, now=NOON)
