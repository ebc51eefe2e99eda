"""A private note reaches nobody but its writer: by no file, feed or message. No page or search of
the whole site shows it: tests/web/test_whole_site_privacy.py.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.keeping.exports import export_cluster
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from spinney.clusters.actions.journal import delete_note, edit_note, write_note
from tests.access import client_of
from tests.personas import NOON, TODAY

SECRET = "Heronwater-4711"
TEXT = f"Birch House plumbing quarrel, {SECRET}"


@pytest.fixture
def note(wood):
    return write_note(cluster=wood.cluster, about_on=TODAY, text=TEXT, by=wood.ash, now=NOON)


def test_its_writer_reads_it(wood, note):
    client = client_of(wood, "ash")
    assert SECRET in client.get(reverse("clusters:journal")).content.decode()
    assert SECRET in client.get(reverse("clusters:edit-note", args=[note.pk])).content.decode()


def test_she_takes_all_her_notes_with_her_and_nobody_elses(wood, note):
    write_note(cluster=wood.next_door, about_on=TODAY, text="Not for Ash", by=wood.willow, now=NOON)
    answer = client_of(wood, "ash").get(reverse("clusters:export-notes"))
    text = answer.content.decode()
    assert TEXT in text
    assert "The Spinney" in text
    assert "Not for Ash" not in text
    assert answer["Content-Disposition"].startswith("attachment")
    table = client_of(wood, "ash").get(reverse("clusters:journal"), {"as": "csv"}).getvalue()
    assert SECRET.encode() in table


def test_pages_with_notes_are_kept_by_no_browser(wood, note):
    for url in (
        reverse("clusters:journal"),
        reverse("clusters:export-notes"),
        reverse("clusters:edit-note", args=[note.pk]),
    ):
        assert "no-store" in client_of(wood, "ash").get(url)["Cache-Control"]


def test_the_record_and_the_post_know_nothing_of_what_it_says(wood, note):
    edit_note(note=note, about_on=TODAY, text=f"{TEXT} again", version=1, by=wood.ash, now=NOON)
    delete_note(note=note, by=wood.ash, now=NOON)
    told = [str(e.detail) for e in Entry.objects.all()]
    assert not any(SECRET in text or "plumbing" in text for text in told)
    assert not any(SECRET in m.body for m in Message.objects.all())
    assert not Entry.objects.filter(
        verb__in=("clusters.write_note", "clusters.edit_note", "clusters.delete_note"),
        book__startswith="cluster",
    ).exists()


@pytest.mark.django_db(transaction=True)
def test_the_file_of_a_cluster_leaves_it_behind(tmp_path):
    from tests.personas import plant_wood

    wood = plant_wood()
    write_note(cluster=wood.cluster, about_on=TODAY, text=TEXT, by=wood.ash, now=NOON)
    path = tmp_path / "cluster.spinney"
    export_cluster(wood.cluster, path, now=timezone.now())
    import zipfile

    with zipfile.ZipFile(path) as pack:
        parts = [pack.read(name) for name in pack.namelist()]
    assert len(parts) > 3
    assert any(b"The Spinney" in part for part in parts)
    assert not any(SECRET.encode() in part for part in parts)
    assert not any(b"JournalNote" in part and b'"text"' in part for part in parts)
