"""Help is taken out of the directory; who took it up stays known."""

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.diagnostics.actions.support import end_support
from tests.access import client_of
from tests.diagnostics.supporting import entry
from tests.personas import NOON


def test_members_no_longer_find_it(wood):
    found = end_support(support=entry(wood), by=wood.ash, now=NOON)
    there = reverse("diagnostics:supports", args=[cluster_scope(wood.cluster.pk)])
    assert "Payroll clinic" not in client_of(wood, "birch").get(there).content.decode()
    assert "Payroll clinic" in client_of(wood, "ash").get(there).content.decode()
    with pytest.raises(WrongState):
        end_support(support=found, by=wood.ash, now=NOON)


def test_members_cannot(wood):
    with pytest.raises(NotAllowed):
        end_support(support=entry(wood), by=wood.birch, now=NOON)
