"""An organisation lets a cluster see a piece of its evidence: whom it chose, and nobody else."""

from __future__ import annotations

import pytest

from spinney.base.kernel.actors import cluster_scope
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.clusters.actions.sharing import share_evidence
from spinney.clusters.models import EvidenceShare, Membership
from spinney.clusters.queries.sharing import shares_visible_to, sharing_of
from spinney.clusters.states import ClusterState, MembershipState
from spinney.register.actions.evidence import withdraw_evidence
from spinney.register.queries.wanted import seen_by, wanted_of
from tests.clusters.cases import asks_for
from tests.register.acting import (
    PDF,
    book_of,
    browser_of,
    fetched,
    last_entry,
    mandate,
    now,
    pdf,
    someone,
    today,
)
from tests.register.evidence_cases import add


def share(wood, evidence, *, by="birch", members_see=False, cluster=None) -> EvidenceShare:
    return share_evidence(
        cluster=cluster or wood.cluster,
        evidence=evidence,
        members_see=members_see,
        by=wood.actor(by),
        now=now(),
    )


def another_member(wood, name="Fern") -> object:
    """A person of another member of the wood's cluster, which sees what members see."""
    person = someone(name)
    organisation = wood.organisations["sorrel"]
    mandate(person, organisation, may_vote=True)
    Membership.objects.create(
        cluster=wood.cluster,
        organisation=organisation,
        admitted_to=wood.tiers["core"],
        tier=wood.tiers["core"],
        state=MembershipState.ACTIVE,
        asked_at=now(),
        joined_on=today(),
    )
    return person


def sees(wood, name: str, evidence) -> bool:
    found = shares_visible_to(wood.actor(name), wood.cluster.pk)
    return found.filter(evidence=evidence).exists()


def test_until_it_is_shared_nobody_sees_it(wood):
    evidence = add(wood)
    assert not [n for n in ("ash", "rowan", "cedar", "hazel", "sorrel") if sees(wood, n, evidence)]


def test_those_who_run_the_cluster_see_it_and_no_member(wood):
    evidence = add(wood)
    made = share(wood, evidence)
    member = another_member(wood)
    everybody = ("ash", "rowan", "cedar", "hazel", "elm", "willow")
    assert [n for n in everybody if sees(wood, n, evidence)] == ["ash", "rowan"]
    page = f"/clusters/{wood.cluster.pk}/evidence/"
    assert f"{page}{made.pk}/" not in browser_of(member).get(page).content.decode()
    assert browser_of(member).get(f"{page}{made.pk}/").status_code == 404


def test_members_see_it_when_she_says_so_and_observers_never(wood):
    evidence = add(wood)
    made = share(wood, evidence, members_see=True)
    member = another_member(wood)
    page = f"/clusters/{wood.cluster.pk}/evidence/"
    assert f"{page}{made.pk}/" in browser_of(member).get(page).content.decode()
    assert browser_of(member).get(f"{page}{made.pk}/").status_code == 200
    assert browser_of(wood.people["cedar"]).get(page).status_code == 403
    assert not sees(wood, "cedar", evidence)


def test_one_piece_at_a_time(wood):
    shown, kept = add(wood), add(wood, kind="safeguarding")
    share(wood, shown)
    assert (sees(wood, "ash", shown), sees(wood, "ash", kept)) == (True, False)


def test_its_files_are_served_only_through_the_share(wood):
    evidence = add(wood, pdf())
    file = evidence.files.get()
    made = share(wood, evidence)
    url = f"/clusters/{wood.cluster.pk}/evidence/{made.pk}/files/{file.uid}/"
    ash = browser_of(wood.people["ash"])
    assert fetched(ash, url) == (200, PDF)
    response = ash.get(url)
    assert response.getvalue() == PDF
    assert response["Content-Disposition"].startswith("attachment")
    own = f"/organisations/{evidence.organisation_id}/evidence/files/{file.uid}/"
    assert fetched(ash, own)[0] == 403
    next_door = f"/clusters/{wood.next_door.pk}/evidence/{made.pk}/files/{file.uid}/"
    assert fetched(browser_of(wood.people["willow"]), next_door)[0] == 404


def test_a_file_of_another_piece_is_not_served_through_this_share(wood):
    shared = add(wood, pdf())
    other = add(wood, pdf("other.pdf", PDF + b"2"), kind="accounts", expires_on=None)
    made = share(wood, shared)
    url = f"/clusters/{wood.cluster.pk}/evidence/{made.pk}/files/{other.files.get().uid}/"
    assert fetched(browser_of(wood.people["ash"]), url)[0] == 404


def test_both_books_tell_it(wood):
    evidence = add(wood)
    share(wood, evidence)
    for book in (cluster_scope(wood.cluster.pk), book_of(evidence.organisation)):
        entry = last_entry(book)
        assert entry.verb == "clusters.share_evidence"
        assert entry.detail["title"] == "Public liability insurance"


def test_shared_with_others_from_now_on(wood):
    evidence = add(wood)
    first = share(wood, evidence)
    assert share(wood, evidence) == first
    second = share(wood, evidence, members_see=True)
    first.refresh_from_db()
    assert first.ended_at is not None
    assert second.members_see


def test_only_with_a_cluster_that_it_is_in_touch_with(wood):
    evidence = add(wood)
    with pytest.raises(WrongState, match="is not in The Copse"):
        share(wood, evidence, cluster=wood.next_door)
    Membership.objects.filter(pk=wood.memberships["birch"].pk).update(state=MembershipState.LEFT)
    with pytest.raises(WrongState, match="nobody there"):
        share(wood, evidence)


def test_who_asks_to_join_may_show_what_is_asked_for(wood):
    Membership.objects.filter(pk=wood.memberships["birch"].pk).update(state=MembershipState.APPLIED)
    evidence = add(wood)
    share(wood, evidence)
    assert sees(wood, "ash", evidence)


def test_not_with_a_cluster_that_has_ended(wood):
    evidence = add(wood)
    share(wood, evidence)
    wood.cluster.state = ClusterState.ENDED
    wood.cluster.save()
    assert not sees(wood, "ash", evidence)
    with pytest.raises(WrongState, match="has ended"):
        share(wood, add(wood, kind="equality"))


def test_only_what_is_held(wood):
    evidence = add(wood)
    withdraw_evidence(evidence=evidence, by=wood.birch, now=now())
    with pytest.raises(WrongState, match="not held any longer"):
        share(wood, evidence)


def test_the_page_names_who_will_see_it_before_it_is_sent(wood):
    another_member(wood)
    asks_for(wood.tiers["core"], "public_liability", min_cover_pence=500_000_000)
    evidence = add(wood)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{evidence.organisation_id}/sharing/{wood.cluster.pk}/"
    text = client.get(page).content.decode()
    assert "Ash (facilitator)" in text
    assert "Rowan (programme manager)" in text
    assert "Sorrel Street Kitchen. And who joins later." in text
    assert "of at least £5m" in text
    sent = {"evidence": [evidence.pk], "audience": "members"}
    response = client.post(page, sent, follow=True)
    assert "now sees 1 piece of your evidence" in response.content.decode()
    assert EvidenceShare.objects.get().members_see
    overview = client.get(f"/organisations/{evidence.organisation_id}/sharing/").content.decode()
    assert "Facilitators and members" in overview


def test_the_page_wants_a_choice(wood):
    evidence = add(wood)
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{evidence.organisation_id}/sharing/{wood.cluster.pk}/"
    assert "Answer the question “What do you share?”" in client.post(page, {}).content.decode()
    elsewhere = f"/organisations/{evidence.organisation_id}/sharing/{wood.next_door.pk}/"
    assert client.get(elsewhere).status_code == 404


def test_nobodys_evidence_but_ones_own(wood):
    evidence = add(wood, by="cedar")
    client = browser_of(wood.people["birch"])
    page = f"/organisations/{wood.organisations['birch'].pk}/sharing/{wood.cluster.pk}/"
    sent = {"evidence": [evidence.pk], "audience": "members"}
    assert client.post(page, sent).status_code == 200
    assert not EvidenceShare.objects.exists()


def test_its_own_pages_say_who_sees_it_and_who_asks_for_it(wood):
    asks_for(wood.tiers["core"], "public_liability")
    evidence = add(wood)
    share(wood, evidence)
    assert [link.text for link in seen_by([evidence.pk])[evidence.pk]] == [
        "The Spinney (facilitators)"
    ]
    (wanted,) = wanted_of(evidence.organisation_id)
    assert (wanted.kind, wanted.who) == ("public_liability", "The Spinney")
    page = f"/organisations/{evidence.organisation_id}/evidence/"
    text = browser_of(wood.people["birch"]).get(page).content.decode()
    assert "The Spinney (facilitators)" in text


def test_what_is_asked_for_stands_first(wood):
    asks_for(wood.tiers["core"], "safeguarding")
    add(wood)
    wanted = add(wood, kind="safeguarding")
    (sharing,) = sharing_of(wood.birch, wanted.organisation_id, today())
    assert sharing.lines[0].evidence == wanted
    assert sharing.lines[0].is_asked_for


@pytest.mark.parametrize("name", ["elm", "ash", "hazel", "rowan", "cedar", "sorrel"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        share(wood, add(wood), by=name)
