"""Changing what a tier may do and asks for; members' tiers and histories follow."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile
from spinney.clusters import api
from spinney.clusters.actions.tiers import CriterionText, edit_tier
from spinney.clusters.bridge.default_tiers import TierText
from tests.access import client_of
from tests.clusters.cases import joined, last_entry, today


def edit(wood, tier="core", by="rowan", criteria=(), **text):
    given = {"name": wood.tiers[tier].name, **text}
    return edit_tier(
        tier=wood.tiers[tier],
        text=TierText(**given),
        version=wood.tiers[tier].version,
        criteria=criteria,
        by=wood.actor(by),
        now=timezone.now(),
    )


def test_new_criteria_are_judged_at_once(wood):
    membership = joined(wood)
    edit(wood, criteria=[CriterionText("safeguarding")])
    membership.refresh_from_db()
    assert membership.tier.name == "Associate"
    edit_tier(tier=wood.tiers["core"], text=TierText("Core"), by=wood.rowan, now=timezone.now())
    membership.refresh_from_db()
    assert membership.tier.name == "Core"


def test_rights_of_the_past_stay_as_they_were(wood):
    joined(wood)
    edit(wood, may_vote=False)
    assert api.voters(wood.cluster) == []
    yesterday = today() - timedelta(days=1)
    assert [b.organisation_name for b in api.voters(wood.cluster, yesterday)] == ["Birch House"]


def test_the_second_of_two_is_told(wood):
    edit(wood, description="First.")
    with pytest.raises(ChangedMeanwhile) as told:
        edit(wood, description="Second.")
    assert told.value.changes["description"] == ("", "First.")


def test_the_record_says_what_changed(wood):
    tier = edit(wood, name="Heart", criteria=[CriterionText("accounts", 18)])
    detail = last_entry(tier).detail
    assert detail["what"] == "name and what it asks for"
    assert detail["before"]["criteria"] == []
    assert detail["after"]["criteria"] == [
        "Annual accounts or financial statement not older than 18 months"
    ]


def test_the_lowest_cannot_begin_to_ask(wood):
    with pytest.raises(BadInput, match="lowest tier"):
        edit(wood, tier="supporter", criteria=[CriterionText("accounts")])


def test_through_the_page(wood):
    own = wood.next_door.tiers.get()
    url = reverse("clusters:edit-tier", args=[wood.next_door.pk, own.pk])
    client = client_of(wood, "willow")
    assert client.get(url).status_code == 200
    sent = {
        "name": "Full member", "is_member": "yes", "may_vote": "yes", "in_quorum": "no",
        "may_see": "yes", "position": "0", "version": "1",
        "asks-TOTAL_FORMS": "0", "asks-INITIAL_FORMS": "0",
    }  # fmt: skip
    assert client.post(url, sent).status_code == 302
    own.refresh_from_db()
    assert (own.name, own.in_quorum, own.version) == ("Full member", False, 2)
