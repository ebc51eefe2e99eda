"""Asked for once all holds."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.money.actions.instalments import ask_release, plan_instalment
from tests.access import client_of
from tests.money.granting import NOW, another_manager, approved, part, sign_ground_rules

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_once_all_holds(wood):
    grant = approved(wood)
    with pytest.raises(WrongState, match="not signed"):
        ask_release(instalment=part(grant), by=wood.ash, now=NOW)
    sign_ground_rules(wood)
    with pytest.raises(NotAllowed):
        ask_release(instalment=part(grant), by=wood.birch, now=NOW)
    assert ask_release(instalment=part(grant), by=wood.ash, now=NOW).asked_by == wood.ash.label
    with pytest.raises(WrongState):
        ask_release(instalment=part(grant), by=wood.rowan, now=NOW)


def asked_by(wood, who, grant):
    """What the page of the grant says after somebody asked on it."""
    one = [wood.cluster.pk, grant.pk]
    client = client_of(wood, who)
    client.post(reverse("money:ask-release", args=[*one, 1]))
    return client.get(reverse("money:grant", args=one)).content.decode()


ALONE = "another manager has to be added first"


def test_a_programme_with_one_manager_is_told_that_another_must_be_added(wood):
    grant = approved(wood)
    sign_ground_rules(wood)
    url = reverse("money:grant", args=[wood.cluster.pk, grant.pk])
    before = client_of(wood, "rowan").get(url).content.decode()
    assert "who cannot ask for the release and release it too" in before
    page = asked_by(wood, "rowan", grant)
    assert "Asked. The programme has one manager only" in page
    assert ALONE in page
    another_manager(wood)
    assert ALONE not in client_of(wood, "rowan").get(url).content.decode()


def test_the_one_manager_releases_what_the_facilitator_asked_for(wood):
    grant = approved(wood)
    sign_ground_rules(wood)
    page = asked_by(wood, "ash", grant)
    assert "Asked. Somebody else in the programme releases it." in page
    assert ALONE not in page


def test_whoever_dropped_a_condition_is_not_counted(wood):
    grant = approved(wood)
    plan_instalment(
        instalment=part(grant), pence=900_000, due_on=None, conditions=(), why="They know them",
        by=wood.rowan, now=NOW,
    )  # fmt: skip
    assert ALONE in asked_by(wood, "ash", grant)
