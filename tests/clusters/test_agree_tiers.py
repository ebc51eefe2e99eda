"""Tiers that the members agreed are set by the agreement, and by nobody's hand."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.timeline import entries_for, timeline
from spinney.clusters.actions.agreed_tiers import AgreedTier, agree_tiers
from spinney.clusters.actions.tiers import CriterionText, add_tier, edit_tier, remove_tier
from spinney.clusters.bridge.default_tiers import TierText
from spinney.clusters.bridge.standing import tiers_of
from spinney.clusters.events import members as news
from spinney.clusters.models import Tier
from tests.access import client_of
from tests.clusters.cases import joined, last_entry, shown
from tests.clusters.inviting import an_invitation

WHERE = "“Ground rules”, version 1, clause 4"
FULL = AgreedTier(TierText("Full member"), (CriterionText("accounts", 18),))
ASSOCIATE = AgreedTier(TierText("Associate", may_vote=False, in_quorum=False))


def agree(wood, tiers=(FULL, ASSOCIATE), agreed_in=WHERE, by=None):
    return agree_tiers(
        cluster=wood.cluster, tiers=tiers, agreed_in=agreed_in,
        by=by or Actor.system("agreements"), now=timezone.now(),
    )  # fmt: skip


def tier_of(wood, name="birch") -> str:
    wood.memberships[name].refresh_from_db()
    return wood.memberships[name].tier.name


def test_the_clusters_tiers_become_those_agreed(wood):
    joined(wood)
    shown(wood, wood.organisations["birch"])
    agree(wood)
    found = tiers_of(wood.cluster)
    assert [(t.name, t.agreed_in) for t in found] == [
        ("Full member", WHERE), ("Associate", WHERE), ("Supporter", ""),
    ]  # fmt: skip
    assert found[0].criteria.get().max_age_months == 18
    assert tier_of(wood) == "Full member"
    assert wood.memberships["birch"].admitted_to.name == "Full member"
    # The programme's own are as they were.
    assert [t.name for t in wood.programme.tiers.all()] == ["Core", "Associate", "Supporter"]
    entry = last_entry(wood.cluster)
    assert (entry.verb, entry.detail["agreed_in"]) == ("clusters.agree_tiers", WHERE)
    scope = next(s for s in wood.ash.roles if s.kind == "cluster")
    told = [one.text for one in timeline(entries_for(wood.ash, scope))]
    assert f"The tiers are those agreed in {WHERE}: Full member and Associate." in told


def test_who_cannot_show_what_is_asked_is_in_the_next_one_and_is_told(
    wood, django_capture_on_commit_callbacks
):
    joined(wood)
    agree(wood)
    assert tier_of(wood) == "Associate"
    assert {m.email for m in Message.objects.filter(kind="clusters.standing")} >= {
        "birch@example.org"
    }
    with django_capture_on_commit_callbacks(execute=True):
        shown(wood, wood.organisations["birch"])
    assert tier_of(wood) == "Full member"


def test_nobody_gains_by_tiers_that_are_no_longer_there(wood):
    membership = joined(wood)
    Tier.objects.filter(pk=wood.tiers["core"].pk).update(may_vote=False)
    agree(wood, [AgreedTier(TierText("Full member")), ASSOCIATE])
    membership.refresh_from_db()
    assert (membership.admitted_to.name, membership.tier.name) == ("Associate", "Associate")
    line = membership.changes.last()
    assert (line.from_tier, line.to_tier, line.may_vote) == ("Core", "Associate", False)
    assert line.by_rule


def test_news_goes_out_of_whoever_is_in_another_tier(wood):
    joined(wood)
    heard = []
    news.membership_changed.connect(
        lambda **k: heard.append((k["change"].from_tier, k["change"].to_tier)),
        weak=False, dispatch_uid="test",
    )  # fmt: skip
    agree(wood)
    news.membership_changed.disconnect(dispatch_uid="test")
    assert heard == [("Core", "Full member"), ("Full member", "Associate")]


def test_invitations_move_to_the_tier_that_takes_the_place(wood):
    invitation = an_invitation(wood)
    agree(wood)
    invitation.refresh_from_db()
    assert invitation.tier.name == "Full member"


def test_a_tier_of_the_same_name_keeps_its_members_and_its_history(wood):
    membership = joined(wood)
    agree(wood, [AgreedTier(TierText("Core", in_quorum=False)), ASSOCIATE])
    membership.refresh_from_db()
    assert membership.tier.name == "Core"
    line = membership.changes.last()
    assert line.in_quorum is False
    assert WHERE in line.reason


def test_the_same_again_writes_nothing(wood):
    agree(wood)
    entry = last_entry(wood.cluster)
    agree(wood)
    assert last_entry(wood.cluster) == entry


def test_nobody_changes_agreed_tiers_by_hand(wood):
    agree(wood)
    tier = tiers_of(wood.cluster)[0]
    hand = {"by": wood.ash, "now": timezone.now()}
    with pytest.raises(WrongState, match="vary that agreement"):
        edit_tier(tier=tier, text=TierText("Full member", may_vote=False), **hand)
    with pytest.raises(WrongState, match="vary that agreement"):
        add_tier(owner=wood.cluster, text=TierText("Friend"), **hand)
    with pytest.raises(WrongState, match="vary that agreement"):
        remove_tier(tier=tier, **hand)
    page = client_of(wood, "ash").get(reverse("clusters:tiers", args=[wood.cluster.pk])).text
    assert "The members agreed these tiers, in “Ground rules”, version 1, clause 4." in page
    assert reverse("clusters:add-tier", args=[wood.cluster.pk]) not in page


def test_when_none_are_agreed_any_more_they_stay_and_can_be_changed(wood):
    agree(wood)
    agree(wood, [], "")
    found = tiers_of(wood.cluster)
    assert [t.name for t in found] == ["Full member", "Associate", "Supporter"]
    assert not any(t.agreed_in for t in found)
    edit_tier(
        tier=found[0], text=TierText("Full member", "With a vote."), by=wood.ash, now=timezone.now()
    )


def test_the_lowest_tier_asks_for_nothing(wood):
    with pytest.raises(BadInput, match="lowest tier"):
        agree(wood, [ASSOCIATE, FULL])


def test_two_tiers_have_two_names(wood):
    with pytest.raises(BadInput, match="same name"):
        agree(wood, [FULL, AgreedTier(TierText("full MEMBER"))])


def test_only_the_site_itself(wood):
    for name in ("rowan", "ash", "birch"):
        with pytest.raises(NotAllowed):
            agree(wood, by=wood.actor(name))
