"""P1: members sign ground rules before their cluster goes on. The programme manager makes “ground
rules signed” a condition of a stage; nobody ticks it: it is met when the members have signed, and
the stage says what shows it.

Played through pages and mailed links, in an invented programme.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.models import Agreement
from spinney.clusters.actions.stages import move_stage
from tests.access import client_of
from tests.agreements.making import another_member
from tests.casebook.agreeing import answer_in_words, put_out, take_what_is_usual
from tests.clusters.inviting import last_link
from tests.personas import Wood
from tests.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def visitor_of(wood: Wood, name: str) -> Visitor:
    return Visitor(client_of(wood, name))


def test_a_cluster_goes_on_once_its_members_have_signed(wood: Wood) -> None:
    another_member(wood, "alder")
    move_stage(cluster=wood.cluster, leaving=None, by=wood.ash, now=timezone.now())
    stage = wood.programme.stages.get(position=0)

    manager = visitor_of(wood, "rowan")
    manager.fill(
        reverse("clusters:add-condition", args=[wood.programme.pk, stage.pk]),
        text="Ground rules signed",
        of_grant=True,
        met_by_agreement="ground_rules",
    )
    assert manager.says("Met by itself while an agreement of the kind “Ground rules” is in force.")

    ash = visitor_of(wood, "ash")
    place = reverse("clusters:stage", args=[wood.cluster.pk])
    ash.open(place)
    assert ash.says("Before the cluster can move on to Focus, this must be met:")
    assert ash.says("It is met by itself while an agreement of the kind “Ground rules” is in force")

    start = reverse("agreements:start-agreement", args=[wood.cluster.pk])
    ash.fill(f"{start}?wording=ground_rules", title="Our ground rules")
    made = Agreement.objects.get()
    answer_in_words(ash, made, purpose="share an office")
    take_what_is_usual(ash, made)
    put_out(ash, made)
    for name in ("birch", "alder"):
        ash.open(place)
        assert ash.says("Before the cluster can move on"), f"{name} has not signed"
        guest = Visitor(Client())
        guest.fill(last_link(f"{name}@example.org"), name=name.title(), agrees=True)
        assert guest.says("You have signed for"), guest.errors

    ash.open(place)
    assert ash.says("“Our ground rules”, version 1, in force since")
    ash.press("Move on to the next stage")
    ash.open(place)
    assert ash.says("Focus")
    ash.open(reverse("agreements:terms", args=[wood.cluster.pk]))
    assert ash.says("“Our ground rules”")
