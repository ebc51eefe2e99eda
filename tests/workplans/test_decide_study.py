"""What a study came to is said, with the decision of the register where there is one."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.workplans.actions.studies import decide_study
from tests.personas import NOON, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db


def test_a_decision_that_there_is_not_is_refused(wood: Wood) -> None:
    found = a_study(wood.cluster, state="open")
    with pytest.raises(BadInput) as refused:
        decide_study(study=found, why="We host.", decision_number=7, by=wood.ash, now=NOON)
    assert set(refused.value.fields) == {"decision_number"}
    assert decide_study(study=found, why="We host.", by=wood.ash, now=NOON).state == "decided"
