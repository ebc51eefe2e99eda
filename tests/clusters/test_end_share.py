"""A piece of evidence is shared no longer: it stops at once, everywhere."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.sharing import end_share
from spinney.clusters.events.members import membership_changed
from spinney.clusters.models import EvidenceShare, Membership
from spinney.clusters.queries.sharing import shares_in_force
from spinney.clusters.states import MembershipState
from spinney.register.actions.evidence import restore_evidence, withdraw_evidence
from tests.clusters.test_share_evidence import sees, share
from tests.register.acting import book_of, browser_of, days, fetched, last_entry, now, pdf
from tests.register.evidence_cases import add
from tests.register.test_replace_evidence import newer


def test_pages_and_files_are_gone_at_once(wood):
    evidence = add(wood, pdf())
    made = share(wood, evidence)
    ash = browser_of(wood.people["ash"])
    pages = [
        f"/clusters/{wood.cluster.pk}/evidence/{made.pk}/",
        f"/clusters/{wood.cluster.pk}/evidence/{made.pk}/files/{evidence.files.get().uid}/",
    ]
    assert [fetched(ash, page)[0] for page in pages] == [200, 200]
    birch = browser_of(wood.people["birch"])
    end = f"/organisations/{evidence.organisation_id}/sharing/end/{made.pk}/"
    assert "no longer sees" in birch.post(end, follow=True).content.decode()
    assert [fetched(ash, page)[0] for page in pages] == [404, 404]
    listed = ash.get(f"/clusters/{wood.cluster.pk}/evidence/").content.decode()
    assert pages[0] not in listed


def test_both_books_tell_it_and_the_share_is_kept(wood):
    made = share(wood, add(wood))
    end_share(share=made, by=wood.birch, now=now())
    assert last_entry(book_of(made.evidence.organisation)).verb == "clusters.end_share"
    assert EvidenceShare.objects.get().ended_at is not None


def test_once(wood):
    made = share(wood, add(wood))
    end_share(share=made, by=wood.birch, now=now())
    with pytest.raises(WrongState, match="no longer shared"):
        end_share(share=made, by=wood.birch, now=now())


def test_what_is_withdrawn_is_seen_by_nobody_and_put_back_it_is_shared_anew(wood):
    evidence = add(wood)
    share(wood, evidence)
    withdraw_evidence(evidence=evidence, by=wood.birch, now=now())
    assert not sees(wood, "ash", evidence)
    restore_evidence(evidence=evidence, by=wood.birch, now=now())
    assert not sees(wood, "ash", evidence)
    share(wood, evidence)
    assert sees(wood, "ash", evidence)


def test_the_newer_one_is_seen_by_whoever_saw_the_old_one(wood):
    old = add(wood)
    share(wood, old, members_see=True)
    new = newer(wood, old)
    assert (sees(wood, "ash", old), sees(wood, "ash", new)) == (False, True)
    assert EvidenceShare.objects.get(evidence=new).members_see


def test_unless_she_says_otherwise(wood):
    from spinney.register.actions.evidence import replace_evidence
    from tests.register.evidence_cases import facts

    old = add(wood)
    share(wood, old)
    new = replace_evidence(
        evidence=old,
        facts=facts(issued_on=days(-1)),
        keep_shares=False,
        by=wood.birch,
        now=now(),
    )
    assert not sees(wood, "ash", old)
    assert not sees(wood, "ash", new)


def test_next_years_is_seen_beside_this_years_until_it_begins(wood):
    old = add(wood, expires_on=days(10))
    share(wood, old)
    new = newer(wood, old, issued_on=days(11), expires_on=days(376))
    assert sees(wood, "ash", old)
    assert sees(wood, "ash", new)


def test_a_leaver_shares_nothing(wood):
    evidence = add(wood)
    made = share(wood, evidence)
    membership = wood.memberships["birch"]
    Membership.objects.filter(pk=membership.pk).update(state=MembershipState.LEFT)
    assert not shares_in_force().filter(pk=made.pk).exists()
    membership.refresh_from_db()
    membership_changed.send(Membership, membership=membership, change=None, by=wood.ash, now=now())
    made.refresh_from_db()
    assert made.ended_at is not None


@pytest.mark.parametrize("name", ["elm", "ash", "hazel", "rowan", "cedar", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        end_share(share=share(wood, add(wood)), by=wood.actor(name), now=now())
