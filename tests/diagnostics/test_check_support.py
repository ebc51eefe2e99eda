"""An entry that nobody has checked for a year shows it, until somebody does."""

from datetime import date, timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.diagnostics.actions.support import check_support
from spinney.diagnostics.queries.support import is_old
from tests.diagnostics.supporting import entry
from tests.personas import NOON

NEXT_YEAR = NOON + timedelta(days=400)


def test_old_until_checked(wood):
    found = entry(wood)
    assert is_old(found, NEXT_YEAR.date())
    found = check_support(support=found, by=wood.ash, now=NEXT_YEAR)
    assert not is_old(found, date(2027, 5, 1))


def test_members_cannot(wood):
    with pytest.raises(NotAllowed):
        check_support(support=entry(wood), by=wood.birch, now=NOON)
