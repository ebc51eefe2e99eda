"""The day of leaving has come: the site itself ends the membership; nobody does so by hand."""

from __future__ import annotations

import pytest
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.clusters.actions.leaving import end_membership
from tests.clusters.cases import joined, last_entry


def test_by_the_site_only(wood):
    membership = joined(wood)
    with pytest.raises(NotAllowed):
        end_membership(membership=membership, by=wood.ash, now=timezone.now())
    end_membership(membership=membership, by=Actor.system("leaving"), now=timezone.now())
    membership.refresh_from_db()
    assert membership.state == "left"
    assert last_entry(membership).actor == "system:leaving"
