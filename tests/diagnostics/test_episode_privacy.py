"""A facilitator's log reaches nobody but her: by no file, feed or message. No page or search of the
whole site shows it: tests/web/test_whole_site_privacy.py.
"""

import zipfile

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.keeping.exports import export_cluster
from spinney.base.kernel.actors import cluster_scope
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.base.record.timeline import entries_for
from spinney.clusters.models import Facilitator
from spinney.diagnostics.actions.episodes import edit_episode, remove_episode
from tests.access import client_of
from tests.diagnostics.playbook import log, text
from tests.personas import NOON, TODAY, plant_wood

SECRET = "Heronwater-4711"
TEXT = f"Birch House plumbing quarrel, {SECRET}"
DONE = f"Rang the plumber, {SECRET}"


@pytest.fixture
def episode(wood):
    return log(wood, "taking-credit", text=TEXT, what_was_done=DONE)


def test_a_second_facilitator_does_not_even_learn_that_there_is_one(wood, episode):
    Facilitator.objects.create(cluster=wood.cluster, person=wood.people["elm"], starts_on=TODAY)
    client = client_of(wood, "elm")
    pages = [reverse("diagnostics:episodes"), reverse("diagnostics:episode-patterns")]
    for page in pages:
        words = client.get(page).content.decode()
        assert "Taking all the credit" not in words
        assert wood.people["ash"].name not in words
    assert "You have logged nothing yet." in client.get(pages[1]).content.decode()


def test_its_writer_reads_it(wood, episode):
    client = client_of(wood, "ash")
    assert SECRET in client.get(reverse("diagnostics:episodes")).content.decode()
    page = client.get(reverse("diagnostics:episode", args=[episode.pk])).content.decode()
    assert TEXT in page
    assert DONE in page


def test_she_takes_all_of_it_with_her_and_nobody_elses(wood, episode):
    Facilitator.objects.create(cluster=wood.cluster, person=wood.people["elm"], starts_on=TODAY)
    log(wood, "veto", by="elm", text="Not for Ash")
    answer = client_of(wood, "ash").get(reverse("diagnostics:export-episodes"))
    words = answer.content.decode()
    for part in (TEXT, DONE, "The Spinney", "Taking all the credit (Breach of trust)"):
        assert part in words
    assert "Not for Ash" not in words
    assert answer["Content-Disposition"].startswith("attachment")
    table = client_of(wood, "ash").get(reverse("diagnostics:episodes"), {"as": "csv"}).getvalue()
    assert SECRET.encode() in table
    assert b"Not for Ash" not in table


def test_no_browser_keeps_its_pages(wood, episode):
    client = client_of(wood, "ash")
    for url in (
        reverse("diagnostics:episodes"),
        reverse("diagnostics:export-episodes"),
        reverse("diagnostics:episode-patterns"),
        reverse("diagnostics:log-episode", args=[wood.cluster.pk]),
        reverse("diagnostics:episode", args=[episode.pk]),
        reverse("diagnostics:edit-episode", args=[episode.pk]),
    ):
        assert "no-store" in client.get(url)["Cache-Control"], url


def test_the_record_and_the_post_know_nothing_of_it(wood, episode):
    edit_episode(episode=episode, said=text("veto", text=TEXT), version=1, by=wood.ash, now=NOON)
    remove_episode(episode=episode, by=wood.ash, now=NOON)
    written = Entry.objects.filter(verb__endswith="_episode")
    assert {one.book for one in written} == {f"person:{wood.people['ash'].pk}"}
    told = " ".join(str(one.detail) for one in Entry.objects.all())
    for word in (SECRET, "plumb", "veto", "credit"):
        assert word not in told
    assert not any(SECRET in one.body for one in Message.objects.all())
    for who in ("rowan", "ash", "birch"):
        verbs = {one.verb for one in entries_for(wood.actor(who), cluster_scope(wood.cluster.pk))}
        assert not any("episode" in verb for verb in verbs)


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_cluster_leaves_it_behind(tmp_path):
    wood = plant_wood()
    log(wood, "taking-credit", text=TEXT, what_was_done=DONE)
    path = tmp_path / "cluster.spinney"
    export_cluster(wood.cluster, path, now=timezone.now())
    with zipfile.ZipFile(path) as pack:
        parts = [pack.read(name) for name in pack.namelist()]
    assert any(b"The Spinney" in part for part in parts)
    for secret in (SECRET.encode(), b"taking-credit"):
        assert not any(secret in part for part in parts)
