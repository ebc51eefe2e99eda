"""Who may knock at which door of the instruments, in a cluster and in a programme."""

import pytest
from django.urls import reverse

from spinney.base.kernel.actors import cluster_scope, programme_scope
from spinney.diagnostics.actions.drafts import discard_draft
from spinney.diagnostics.models import DiscardedDraft
from tests.access import answers, client_of
from tests.diagnostics.instruments import built_in, make_draft, make_newer, make_published
from tests.personas import NOON

#          rowan ash birch cedar hazel elm willow sorrel nobody
READERS = (200, 200, 200, 403, 404, 404, 404, 404, 401)


def runs(first, then=None):
    """The manager, then the facilitator, who may find it done (`then`)."""
    return (first, then or first, 403, 403, 404, 404, 404, 404, 401)


def manages(first, facilitator=403):
    """In a programme: its manager alone; the facilitators and members of its clusters may not, and
    do not learn of its drafts.
    """
    return (first, facilitator, 403, 403, 404, 404, 404, 404, 401)


PUBLISHED = {
    ("instruments", "get"): (READERS, READERS),
    ("instrument", "get"): (READERS, READERS),
    ("try-instrument", "get"): (READERS, READERS),
    ("try-instrument", "post"): (READERS, READERS),
    ("print-instrument", "get"): (READERS, READERS),
    ("export-instrument", "get"): (READERS, READERS),
    ("make-instrument", "get"): (runs(200), manages(200)),
    ("import-instrument", "get"): (runs(200), manages(200)),
    ("adapt-instrument", "get"): (runs(200), manages(200)),
    ("start-draft", "post"): (runs(302, 409), manages(302)),
    ("retire-instrument", "post"): (runs(302, 409), manages(302)),
    ("restore-instrument", "post"): (runs(409), manages(409)),
    ("start-draft", "get"): (runs(405), manages(405, 405)),
    ("retire-instrument", "get"): (runs(405), manages(405, 405)),
}
DRAFT = {
    ("edit-draft", "get"): (runs(200), manages(200, 404)),
    ("describe-draft", "get"): (runs(200), manages(200, 404)),
    ("add-section", "get"): (runs(200), manages(200, 404)),
    ("edit-section", "get"): (runs(200), manages(200, 404)),
    ("add-draft-question", "get"): (runs(200), manages(200, 404)),
    ("edit-draft-question", "get"): (runs(200), manages(200, 404)),
    ("arrange-draft", "post"): (runs(302), manages(302, 404)),
    ("undo-change", "post"): (runs(302), manages(302, 404)),
    ("publish-draft", "get"): (runs(200), manages(200, 404)),
    ("discard-draft", "get"): (runs(200), manages(200, 404)),
    ("arrange-draft", "get"): (runs(405), manages(405, 405)),
}
KEYS = {"edit-section": "it", "add-draft-question": "it", "edit-draft-question": "staff"}
ALONE = {"instruments", "make-instrument", "import-instrument"}
DATA = {"arrange-draft": {"down": "staff"}}


def address(door, place, instrument):
    args = [place] if door in ALONE else [place, instrument.pk]
    return reverse(f"diagnostics:{door}", args=[*args, *([KEYS[door]] if door in KEYS else [])])


@pytest.mark.parametrize("in_programme", [False, True], ids=["cluster", "programme"])
@pytest.mark.parametrize(("door", "method"), PUBLISHED | DRAFT, ids=lambda part: part)
def test_who_may_knock(wood, door, method, in_programme):
    make = make_published if (door, method) in PUBLISHED else make_draft
    instrument = make(wood, in_programme=in_programme).instrument
    url = address(door, instrument.scope, instrument)
    wanted = (PUBLISHED | DRAFT)[door, method][in_programme]
    assert answers(wood, method, url, DATA.get(door)) == wanted


@pytest.mark.parametrize("in_programme", [False, True], ids=["cluster", "programme"])
def test_who_may_bring_a_draft_back(wood, in_programme):
    draft = make_draft(wood, in_programme=in_programme)
    place = draft.instrument.scope
    discard_draft(draft=draft, by=wood.rowan if in_programme else wood.ash, now=NOON)
    url = reverse("diagnostics:bring-back-draft", args=[place, DiscardedDraft.objects.get().pk])
    assert answers(wood, "get", url) == (manages(405, 405) if in_programme else runs(405))
    assert answers(wood, "post", url) == (manages(302, 404) if in_programme else runs(302, 404))


def test_who_may_compare_versions(wood):
    newer = make_newer(wood, make_published(wood))
    url = address("compare-versions", newer.instrument.scope, newer.instrument)
    assert answers(wood, "get", url) == READERS


def test_what_comes_with_spinney_is_read_everywhere_and_changed_nowhere(wood):
    here = cluster_scope(wood.cluster.pk)
    assert answers(wood, "get", address("instrument", here, built_in())) == READERS
    for door in ("start-draft", "retire-instrument"):
        url = address(door, here, built_in())
        assert answers(wood, "post", url) == runs(403)


def test_next_door_never_sees_what_is_ours(wood):
    ours, theirs = make_published(wood).instrument, make_published(wood, next_door=True).instrument
    here, there = cluster_scope(wood.cluster.pk), cluster_scope(wood.next_door.pk)
    for name, place, own, other in (("ash", here, ours, theirs), ("willow", there, theirs, ours)):
        client = client_of(wood, name)
        for door in ("instrument", "print-instrument", "export-instrument", "try-instrument"):
            assert client.get(address(door, place, other)).status_code == 404
            assert client.get(address(door, place, own)).status_code == 200
        listed = client.get(address("instruments", place, own)).content.decode()
        assert listed.count(ours.title) >= 1
        assert f"/instruments/{other.pk}/" not in listed


def test_a_programme_s_own_are_read_in_its_clusters_and_changed_in_the_programme(wood):
    above = make_published(wood, in_programme=True).instrument
    here = cluster_scope(wood.cluster.pk)
    assert answers(wood, "get", address("instrument", here, above)) == READERS
    wanted = (404, 403, 403, 403, 404, 404, 404, 404, 401)
    assert answers(wood, "post", address("start-draft", here, above)) == wanted
    there = cluster_scope(wood.next_door.pk)
    assert client_of(wood, "willow").get(address("instrument", there, above)).status_code == 404
    assert programme_scope(wood.programme.pk) == above.scope


def test_a_draft_is_for_those_who_run_the_place(wood):
    first = make_published(wood).instrument
    draft = make_draft(wood).instrument
    newer = client_of(wood, "ash").post(address("start-draft", first.scope, first))
    assert newer.status_code == 302
    birch = client_of(wood, "birch")
    assert birch.get(address("instrument", draft.scope, draft)).status_code == 404
    assert birch.get(address("instrument", first.scope, first) + "?version=2").status_code == 404
    assert (
        f"/instruments/{draft.pk}/"
        not in birch.get(address("instruments", first.scope, first)).content.decode()
    )


@pytest.mark.parametrize("said", ["x", "-1", "²", "9999999999", "7"])
def test_a_version_that_is_not_there(wood, said):
    found = make_published(wood).instrument
    url = address("instrument", found.scope, found) + f"?version={said}"
    assert client_of(wood, "ash").get(url).status_code == 404
