"""Two are two after all: what was handed over goes back, and nothing else."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import Actor
from spinney.purchasing.actions.saving_merges import follow_unmerge_of_savings
from spinney.purchasing.models import Saving
from spinney.register.models import Merge
from tests.agreements.making import another_member
from tests.purchasing.making import NOON, a_saving

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_what_was_never_handed_over_stays(wood):
    kept = wood.organisations["birch"]
    row = Merge(kept=kept, aside=another_member(wood, "maple"))
    row.pk = 1
    a_saving(wood.cluster, kept)
    follow_unmerge_of_savings(merge=row, by=Actor.system("merges"), now=NOON)
    assert Saving.objects.get().organisation == kept
