"""A member's tier follows from the evidence that it shares, by itself, with notice and a record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.base.record.timeline import entries_for, timeline
from spinney.clusters import api
from spinney.clusters.actions.tiers import adjust_tiers
from spinney.clusters.models import EvidenceShare
from spinney.clusters.tasks.members import keep_memberships_true
from spinney.register.models import Evidence
from tests.clusters.cases import asks_for, in_days, joined, last_entry, shown, today


@pytest.fixture
def strict(wood):
    """Core asks for accounts not older than 18 months."""
    asks_for(wood.tiers["core"], "accounts", max_age_months=18)
    joined(wood)
    return wood


def adjust(wood, **more):
    return adjust_tiers(cluster=wood.cluster, by=Actor.system("tiers"), now=timezone.now(), **more)


def tier_of(wood, name="birch") -> str:
    wood.memberships[name].refresh_from_db()
    return wood.memberships[name].tier.name


def test_without_the_evidence_it_falls_and_everybody_concerned_is_told(strict):
    (change,) = adjust(strict)
    assert tier_of(strict) == "Associate"
    assert strict.memberships["birch"].admitted_to.name == "Core"
    assert change.by_rule
    assert (change.from_tier, change.to_tier, change.may_vote) == ("Core", "Associate", False)
    assert "Annual accounts or financial statement not older than 18 months" in change.reason
    told = Message.objects.filter(kind="clusters.standing")
    assert {m.email for m in told} == {"birch@example.org", "ash@example.org"}
    assert "Birch House is now Associate" in told[0].subject
    entry = last_entry(strict.memberships["birch"])
    assert (entry.verb, entry.actor) == ("clusters.adjust_tiers", "system:tiers")
    scope = next(s for s in strict.birch.roles if s.kind == "cluster")
    assert timeline(entries_for(strict.birch, scope))[0].text == (
        "Birch House changed from Core to Associate, by the criteria of the tiers."
    )


def test_nothing_is_written_when_nothing_changes(strict):
    shown(strict, strict.organisations["birch"])
    assert adjust(strict) == []
    assert not Message.objects.exists()


def test_evidence_that_is_not_shared_does_not_count(strict):
    shown(strict, strict.organisations["birch"], shared=False)
    adjust(strict)
    assert tier_of(strict) == "Associate"


def test_it_rises_when_shared_and_falls_when_taken_back(strict, django_capture_on_commit_callbacks):
    wood = strict
    adjust(wood)
    with django_capture_on_commit_callbacks(execute=True):
        evidence = shown(wood, wood.organisations["birch"])
    assert tier_of(wood) == "Core"
    share = EvidenceShare.objects.get(evidence=evidence)
    with django_capture_on_commit_callbacks(execute=True):
        share.ended_at = timezone.now()
        share.save()
    assert tier_of(wood) == "Associate"


def test_it_falls_on_the_night_after_the_last_good_day(strict):
    wood = strict
    shown(wood, wood.organisations["birch"], expires_on=today() + timedelta(days=10))
    keep_memberships_true(in_days(10))
    assert tier_of(wood) == "Core"
    keep_memberships_true(in_days(11))
    assert tier_of(wood) == "Associate"
    keep_memberships_true(in_days(12))
    assert Message.objects.filter(email="birch@example.org").count() == 1


def test_a_renewal_made_early_leaves_no_gap(strict):
    wood = strict
    birch = wood.organisations["birch"]
    new = shown(wood, birch, issued_on=today() + timedelta(days=20))
    old = shown(wood, birch, expires_on=today() + timedelta(days=40))
    Evidence.objects.filter(pk=old.pk).update(state="replaced", replaced_by=new)
    for days in (0, 19, 20, 41):
        keep_memberships_true(in_days(days))
        assert tier_of(wood) == "Core", days


def test_withdrawn_evidence_does_not_count(strict):
    evidence = shown(strict, strict.organisations["birch"])
    Evidence.objects.filter(pk=evidence.pk).update(state="withdrawn")
    adjust(strict)
    assert tier_of(strict) == "Associate"


def test_the_day_is_given_never_taken_from_the_clock(strict):
    shown(strict, strict.organisations["birch"], expires_on=today() + timedelta(days=10))
    adjust(strict, on=today() + timedelta(days=11))
    assert tier_of(strict) == "Associate"


def test_past_days_are_told_as_they_were(strict):
    wood = strict
    shown(wood, wood.organisations["birch"], expires_on=today() + timedelta(days=10))
    keep_memberships_true(in_days(11))

    def voters(days):
        on = today() + timedelta(days=days)
        return [b.organisation_name for b in api.voters(wood.cluster, on)]

    assert voters(10) == ["Birch House"]
    assert voters(11) == []
    assert [b.tier for b in api.members(wood.cluster, today())] == ["Core"]


def test_one_who_acted_for_it_hears_of_it_and_the_role_is_gone(strict):
    adjust(strict)
    scope = next(s for s in strict.birch.roles if s.kind == "cluster")
    assert "voter" not in strict.birch.roles_in(scope)
    assert "member" in strict.birch.roles_in(scope)


def test_admitted_to_a_tier_of_elsewhere_gains_nothing_by_it(strict):
    elsewhere = strict.next_door.tiers.get()
    strict.memberships["cedar"].admitted_to = elsewhere
    strict.memberships["cedar"].save()
    adjust(strict)
    assert tier_of(strict, "cedar") == "Supporter"


def test_one_cluster_that_fails_does_not_keep_the_others_waiting(strict, monkeypatch):
    def fails_next_door(*, cluster, **more):
        if cluster == strict.next_door:
            raise ZeroDivisionError
        return adjust_tiers(cluster=cluster, **more)

    monkeypatch.setattr("spinney.clusters.tasks.members.adjust_tiers", fails_next_door)
    with pytest.raises(RuntimeError, match=f"cluster {strict.next_door.pk}"):
        keep_memberships_true(in_days(0))
    assert tier_of(strict) == "Associate"


def test_in_a_cluster_that_has_ended_nothing_moves(strict, django_capture_on_commit_callbacks):
    shown(strict, strict.organisations["birch"])
    strict.cluster.state = "ended"
    strict.cluster.save()
    with django_capture_on_commit_callbacks(execute=True):
        share = EvidenceShare.objects.get(cluster=strict.cluster)
        share.ended_at = timezone.now()
        share.save()
    keep_memberships_true(in_days(1))
    assert tier_of(strict) == "Core"


def test_nobody_does_it_by_hand(strict):
    with pytest.raises(NotAllowed):
        adjust_tiers(cluster=strict.cluster, by=strict.ash, now=timezone.now())
