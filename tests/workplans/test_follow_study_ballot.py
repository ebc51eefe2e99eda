"""What the members decided by its ballot is what the study came to."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.decisions.models import Decision
from spinney.workplans.actions.studies import follow_study_ballot, put_study_to_vote
from tests.personas import NOON, TODAY, Wood
from tests.workplans.making import a_study

pytestmark = pytest.mark.django_db


def test_the_study_is_decided_by_it(wood: Wood) -> None:
    found = a_study(wood.cluster, state="open")
    ballot = put_study_to_vote(study=found, by=wood.ash, now=NOON)
    decision = Decision.objects.create(
        cluster=wood.cluster, number=1, title="One of us hosts", origin="ballot", ballot=ballot,
        decided_on=TODAY, facts={}, digest="x", noted_at=NOON, noted_by="person:1",
    )  # fmt: skip
    done = follow_study_ballot(decision=decision, by=Actor.system("decisions"), now=NOON)
    assert done is not None
    assert (done.state, done.decision_number) == ("decided", 1)
    assert follow_study_ballot(decision=decision, by=Actor.system("decisions"), now=NOON) is None
