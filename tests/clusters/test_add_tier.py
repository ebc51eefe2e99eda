"""A further way of belonging."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.clusters.actions.tiers import CriterionText, add_tier
from spinney.clusters.bridge.default_tiers import TierText
from spinney.clusters.bridge.words import criterion_words
from tests.access import client_of


def add(wood, by="rowan", owner=None, name="Friends", **more):
    return add_tier(
        owner=owner or wood.programme,
        text=TierText(name),
        by=wood.actor(by),
        now=timezone.now(),
        **more,
    )


def names(wood):
    return list(wood.programme.tiers.order_by("position").values_list("name", flat=True))


def test_it_stands_where_it_was_put(wood):
    add(wood, position=1)
    add(wood, name="Last")
    assert names(wood) == ["Core", "Friends", "Associate", "Supporter", "Last"]


def test_a_name_stands_once(wood):
    with pytest.raises(BadInput) as told:
        add(wood, name="core")
    assert "name" in told.value.fields


def test_the_lowest_asks_for_nothing(wood):
    with pytest.raises(BadInput, match="lowest tier"):
        add(wood, criteria=[CriterionText("accounts")])
    add(wood, position=0, criteria=[CriterionText("accounts")])


def test_a_cluster_that_goes_by_its_programmes_tiers_needs_its_own_first(wood):
    with pytest.raises(WrongState, match="goes by its programme’s tiers"):
        add(wood, by="ash", owner=wood.cluster)


def test_a_facilitator_may_not_change_the_programmes(wood):
    assert wood.ash.roles  # she is inside the programme, so that she is told, not kept out
    page = client_of(wood, "ash").get(
        reverse("clusters:add-programme-tier", args=[wood.programme.pk])
    )
    assert page.status_code == 403
    with pytest.raises(NotAllowed):
        add(wood, by="birch")


def test_through_the_page_with_criteria(wood):
    url = reverse("clusters:add-programme-tier", args=[wood.programme.pk])
    sent = {
        "name": "Full", "description": "", "is_member": "yes", "may_vote": "yes",
        "in_quorum": "yes", "may_see": "yes", "position": "1",
        "asks-TOTAL_FORMS": "2", "asks-INITIAL_FORMS": "0",
        "asks-0-evidence_kind": "accounts", "asks-0-max_age_months": "18",
        "asks-1-evidence_kind": "public_liability", "asks-1-min_cover_pence": "1,000,000",
    }  # fmt: skip
    answer = client_of(wood, "rowan").post(url, sent)
    assert answer.status_code == 302, answer.content.decode()
    tier = wood.programme.tiers.get(name="Full")
    assert [criterion_words(c) for c in tier.criteria.order_by("pk")] == [
        "Annual accounts or financial statement not older than 18 months",
        "Public liability insurance of at least £1m, in date",
    ]
    page = client_of(wood, "cedar").get(reverse("clusters:tiers", args=[wood.cluster.pk]))
    assert "Public liability insurance of at least £1m, in date" in page.content.decode()


def test_the_page_says_what_is_wrong_and_keeps_the_rest(wood):
    url = reverse("clusters:add-programme-tier", args=[wood.programme.pk])
    sent = {
        "name": "Full", "is_member": "yes", "may_vote": "yes", "in_quorum": "yes",
        "may_see": "no", "position": "1",
        "asks-TOTAL_FORMS": "1", "asks-INITIAL_FORMS": "0", "asks-0-max_age_months": "18",
    }  # fmt: skip
    page = client_of(wood, "rowan").post(url, sent).content.decode()
    assert "Whoever votes must see what members see." in page
    assert "Choose what this is about" in page
    assert not wood.programme.tiers.filter(name="Full").exists()
