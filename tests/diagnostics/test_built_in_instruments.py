"""What comes with Spinney stands in rows by itself, the same on every site, each edition once."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.apps import apps

from spinney.base.keeping.exports import export_cluster
from spinney.base.keeping.imports import preview
from spinney.base.kernel.actors import Actor
from spinney.diagnostics.bridge import built_in
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.models import Instrument, Version
from spinney.diagnostics.states import VersionState
from tests.diagnostics.surveys import make_survey
from tests.personas import NOON

pytestmark = pytest.mark.django_db
KEY = "hopes_and_fears"


@pytest.fixture
def changed(monkeypatch):
    """A release in which one of the files says something else."""
    definition, plain, _ = built_in.definitions()[KEY]
    other = plain | {"title": "Hopes, fears and plans"}
    new = type(definition).from_json(other)
    digest = built_in.sha256(other)
    files = dict(built_in.definitions()) | {KEY: (new, other, digest)}
    monkeypatch.setattr(built_in, "definitions", lambda: files)
    return digest


def shipped():
    return Version.objects.filter(instrument__cluster=None, instrument__programme=None)


def test_each_file_is_there_published_once():
    assert {one.instrument.key for one in shipped()} == set(built_in.definitions())
    for one in shipped():
        definition, _, digest = built_in.definitions()[one.instrument.key]
        assert (one.state, one.digest, one.minutes) == ("published", digest, definition.minutes)
        assert one.uid == built_in.version_uid(one.instrument.key, digest)
        assert definition_of(one) == definition


def test_doing_it_again_changes_nothing_and_asks_little(django_assert_max_num_queries):
    before = list(shipped().values())
    with django_assert_max_num_queries(6):
        assert built_in.bring_in() == 0
    assert list(shipped().values()) == before


def test_every_file_is_entered_as_the_newest_edition():
    for key, (_, _, digest) in built_in.definitions().items():
        assert built_in.editions()[key][-1].digest == digest, (
            f"{key}.toml has changed. Enter it in {built_in.EDITIONS.name}, after the editions that"
            f" were released: digest {digest}, with the day."
        )


def test_a_changed_file_becomes_a_new_version_and_the_old_one_stays(changed):
    old = shipped().get(instrument__key=KEY)
    assert built_in.bring_in() == 1
    old.refresh_from_db()
    new = shipped().get(instrument__key=KEY, state=VersionState.PUBLISHED)
    assert (old.state, new.number, new.digest) == (VersionState.REPLACED, 2, changed)
    assert new.instrument_id == old.instrument_id
    assert new.instrument.title == "Hopes, fears and plans"


def test_an_edition_from_another_site_never_takes_the_place_of_the_newest(changed):
    built_in.bring_in()
    older = shipped().get(instrument__key=KEY, number=1)
    Version.objects.filter(pk=older.pk).update(state=VersionState.PUBLISHED)
    built_in.arrived({"diagnostics.Version": [older.pk]})
    older.refresh_from_db()
    assert older.state == VersionState.REPLACED


def test_what_no_longer_comes_is_retired_and_can_come_back(monkeypatch):
    every = built_in.definitions()
    fewer = {key: one for key, one in every.items() if key != KEY}
    with monkeypatch.context() as without:
        without.setattr(built_in, "definitions", lambda: fewer)
        built_in.bring_in()
        assert Instrument.objects.get(key=KEY).retired_at is not None
    built_in.bring_in()
    assert Instrument.objects.get(key=KEY).retired_at is None


def test_nothing_is_tried_before_the_tables_are_there():
    class NoTables:
        def get_model(self, *_):
            raise LookupError

    Version.objects.all().delete()
    built_in.after_migrating(apps=NoTables())
    assert not shipped().exists()
    built_in.after_migrating(apps=apps)
    assert shipped().count() == len(built_in.definitions())


def test_a_cluster_s_file_finds_the_very_version_that_its_surveys_asked(wood, tmp_path):
    asked = shipped().get(instrument__key=KEY)
    survey = make_survey(wood, asks=asked)
    file = tmp_path / "cluster.zip"
    export_cluster(wood.cluster, file, now=NOON)
    # Another site has it under other numbers.
    survey.delete()
    type(wood.cluster).objects.filter(pk=wood.cluster.pk).update(uid=uuid4(), name="Another")
    Version.objects.all().delete()
    Instrument.objects.all().delete()
    Instrument.objects.create(title="Somebody’s own", programme=wood.programme, made_at=NOON)
    built_in.bring_in()
    here = shipped().get(instrument__key=KEY)
    assert here.pk != asked.pk
    plan = preview(file, by=Actor.system("test"), now=NOON)
    assert plan.known["diagnostics.Version"] >= 1
    assert plan.made["diagnostics.Survey"] == 1
    assert plan.made["diagnostics.Version"] == 0
    assert not [one for one in plan.differs if one[0].startswith("diagnostics.")]
