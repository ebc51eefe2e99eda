"""A way is taken out of the comparison."""

from __future__ import annotations

import pytest

from spinney.workplans.actions.studies import remove_study_option
from spinney.workplans.queries.studies import compared, get_study
from tests.personas import NOON, TODAY, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db


def test_it_is_compared_no_more(wood: Wood) -> None:
    study = a_study(wood.cluster)
    remove_study_option(option=study.options.get(position=0), by=wood.ash, now=NOON)
    seen = compared(get_study(wood.birch, wood.cluster.pk, study.pk), TODAY)
    assert [one.option.title for one in seen.options] == ["A company of our own"]
