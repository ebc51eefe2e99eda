"""A draft is published: from then on it is asked, and never changes."""

from dataclasses import replace

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import BadInput, ChangedMeanwhile, NotAllowed, WrongState
from spinney.diagnostics import events
from spinney.diagnostics.actions.drafts import change_draft, publish_draft, start_draft
from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.queries.surveys import instruments_offered
from tests.access import client_of
from tests.diagnostics import surveys
from tests.diagnostics.instruments import SAID, make_draft, make_newer, make_published
from tests.personas import NOON


def publish(wood, draft, by="ash", **more):
    return publish_draft(draft=draft, by=wood.actor(by), now=NOON, **more)


def test_it_is_offered_and_told(wood):
    told = []
    listener = lambda **news: told.append(news["version"])  # noqa: E731
    events.instruments.version_published.connect(listener)
    version = publish(wood, make_draft(wood))
    events.instruments.version_published.disconnect(listener)
    assert told == [version]
    assert (version.state, version.published_at) == ("published", NOON)
    assert version in instruments_offered(wood.ash, version.instrument.scope)


def test_a_newer_one_takes_its_place_and_surveys_under_way_keep_theirs(wood):
    first = make_published(wood)
    survey = surveys.make_survey(wood, asks=first)
    second = make_newer(wood, first)
    first.refresh_from_db()
    survey.refresh_from_db()
    assert (first.state, second.state, second.number) == ("replaced", "published", 2)
    assert survey.asks == first
    page = client_of(wood, "ash").get(
        reverse("diagnostics:instrument", args=[survey.scope, first.instrument_id])
    )
    told = " ".join(page.content.decode().split())
    assert "A survey keeps the version that it began with" in told
    assert "asks version 1" in told
    page = client_of(wood, "ash").get(reverse("diagnostics:survey", args=[survey.scope, survey.pk]))
    assert "keeps version 1" in " ".join(page.content.decode().split())


def test_what_is_published_never_changes(wood):
    version = make_published(wood)
    with pytest.raises(WrongState):
        change_draft(draft=version, definition=SAID, what="x", by=wood.ash, now=NOON)
    with pytest.raises(WrongState):
        publish(wood, version)


def test_not_while_it_cannot_be_asked(wood):
    with pytest.raises(BadInput, match="no list"):
        publish(wood, make_draft(wood, replace(SAID, lists=())))


def test_not_what_is_there_already_and_not_without_a_word(wood):
    first = make_published(wood)
    draft = start_draft(instrument=first.instrument, by=wood.ash, now=NOON)
    with pytest.raises(BadInput, match="published already"):
        publish(wood, draft, what_changed="Nothing")
    other = replace(definition_of(draft), title="Otherwise")
    draft = change_draft(draft=draft, definition=other, what="x", by=wood.ash, now=NOON)
    with pytest.raises(BadInput, match="what changed"):
        publish(wood, draft)
    assert publish(wood, draft, what_changed="The title").instrument.title == "Otherwise"


def test_only_what_was_looked_at(wood):
    draft = make_draft(wood)
    with pytest.raises(ChangedMeanwhile):
        publish(wood, draft, version=draft.version - 1)


def test_who_may_not(wood):
    with pytest.raises(NotAllowed):
        publish(wood, make_draft(wood), by="birch")
    with pytest.raises(NotAllowed):
        publish(wood, make_draft(wood, in_programme=True), by="ash")


def test_from_the_page_with_what_changed(wood):
    first = make_published(wood)
    draft = start_draft(instrument=first.instrument, by=wood.ash, now=NOON)
    said = definition_of(draft)
    fewer = replace(said, sections=said.sections[:1])
    change_draft(draft=draft, definition=fewer, what="x", by=wood.ash, now=NOON)
    url = reverse("diagnostics:publish-draft", args=[first.instrument.scope, first.instrument_id])
    ash = client_of(wood, "ash")
    page = ash.get(url).content.decode()
    assert "No longer asked" in page
    assert "1 no longer asked" in page
    form = {"what_changed": "Shorter", "version": draft.version + 1}
    assert ash.post(url, form).status_code == 302
    compared = reverse("diagnostics:compare-versions", args=[
        first.instrument.scope, first.instrument_id])  # fmt: skip
    assert "Anything else?" in ash.get(compared).content.decode()
