"""Changed while it is written, and told if somebody else did."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, WrongState
from spinney.money.actions.grants import edit_grant
from spinney.money.policies.grants import GrantText
from tests.money.granting import NOW, applied, drafted

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_changed_and_told(wood):
    grant = drafted(wood)
    text = GrantText("Shared training", 900_000)
    done = edit_grant(grant=grant, text=text, read=grant.version, by=wood.ash, now=NOW)
    assert (done.title, done.asked_pence) == ("Shared training", 900_000)
    with pytest.raises(ChangedMeanwhile):
        edit_grant(grant=grant, text=text, read=grant.version, by=wood.rowan, now=NOW)


def test_what_was_sent_stays(wood):
    with pytest.raises(WrongState):
        edit_grant(grant=applied(wood), text=GrantText("More", 1), by=wood.ash, now=NOW)


def test_more_than_the_programme_has_for_a_cluster_is_refused_with_the_limit(wood):
    text = GrantText("Shared training", 1_500_001)
    with pytest.raises(BadInput, match="has £15,000 for each cluster"):
        edit_grant(grant=drafted(wood), text=text, by=wood.ash, now=NOW)
