"""A risk is taken out, and is in no list."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.workplans.actions.risks import remove_risk
from spinney.workplans.queries.risks import risks_in
from tests.personas import NOON, Wood
from tests.workplans.making import a_risk

pytestmark = pytest.mark.django_db


def test_those_who_run_the_cluster_take_it_out(wood: Wood) -> None:
    found = a_risk(wood.cluster)
    with pytest.raises(NotAllowed):
        remove_risk(risk=found, by=wood.birch, now=NOON)
    remove_risk(risk=found, by=wood.ash, now=NOON)
    assert not risks_in(wood.birch, wood.cluster.pk).exists()
