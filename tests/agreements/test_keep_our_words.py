"""A newer edition of a template: drafts stay as they are, whoever drafts is told and decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from spinney.agreements.actions.clauses import put_back_clause
from spinney.agreements.actions.wordings import keep_our_words
from spinney.agreements.bridge import wordings as built_in
from spinney.agreements.bridge.wordings import Edition, begin, wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.models import Version
from spinney.agreements.queries import newer_templates
from spinney.agreements.queries.newer_templates import newer_of
from spinney.agreements.states import AgreementState
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.making import NOON, an_agreement
from tests.agreements.test_terms import text_of

KEY = "ground_rules"
YEAR_LATER = date(2027, 11, 22)


@pytest.fixture
def draft(wood):
    agreement = an_agreement(wood, state=AgreementState.DRAFT)
    version = agreement.versions.get()
    version.content = begin(wordings()[KEY]).to_json()
    version.save()
    return version


@pytest.fixture
def newer(draft, monkeypatch):
    """A year later the template says something else in one clause, and has one more."""
    now = wordings()[KEY]
    first, *rest = now.clauses
    added = replace(first, key="phones", heading="Phones", text="We switch our phones off.")
    changed = [
        replace(one, text="We meet when we can.\n\n{meetings}\n\n{meeting_notice}")
        if one.key == "meetings"
        else one
        for one in rest
    ]
    later = replace(now, clauses=(first, *changed, added))
    known = built_in.editions()[KEY]
    then = Edition(later.edition, YEAR_LATER, {one.key: one.digest for one in later.clauses})
    everything = {**wordings(), KEY: later}
    editions = {**built_in.editions(), KEY: (*known, then)}
    for module in ("actions.clauses", "queries.newer_templates", "queries.draft_page"):
        monkeypatch.setattr(f"spinney.agreements.{module}.wordings", lambda: everything)
    monkeypatch.setattr(
        "spinney.agreements.actions.wordings.wording_named", lambda key: everything[key]
    )
    monkeypatch.setattr(newer_templates, "editions", lambda: editions)
    return later


def page(wood, draft, who="ash"):
    args = [wood.cluster.pk, draft.agreement_id]
    return client_of(wood, who).get(reverse("agreements:newer-template", args=args))


def told(draft):
    found = newer_of(Version.objects.get(pk=draft.pk))
    return {one.key: one.kind.value for one in found.clauses} if found else {}


def test_nothing_is_told_of_the_newest_edition(wood, draft):
    assert newer_of(draft) is None
    assert "has everything that its template says now" in text_of(page(wood, draft))


def test_a_newer_edition_never_changes_a_draft_but_is_told(wood, draft, newer):
    before = draft.content
    said = text_of(page(wood, draft))
    assert "Since 22 November 2027 it says something else in 2 clauses" in said
    assert "[put in: We meet when we can." in said
    assert "We switch our phones off." in said
    draft.refresh_from_db()
    assert draft.content == before
    place = reverse("agreements:agreement", args=[wood.cluster.pk, draft.agreement_id])
    assert "has changed since this draft was begun: 2 clauses" in text_of(
        client_of(wood, "ash").get(place)
    )
    assert "has changed since" not in text_of(client_of(wood, "birch").get(place))


def test_what_was_taken_over_is_told_no_more(wood, draft, newer):
    assert told(draft) == {"meetings": "changed", "phones": "new"}
    put_back_clause(version=draft, key="meetings", by=wood.actor("ash"), now=NOON)
    assert told(draft) == {"phones": "new"}
    put_back_clause(version=draft, key="phones", by=wood.actor("ash"), now=NOON)
    assert told(draft) == {}


def test_one_s_own_words_are_marked(draft, newer):
    content = Content.from_json(draft.content)
    mine = replace(content.clause("meetings"), text="We meet on Mondays.")
    draft.content = content.with_clause(mine).to_json()
    draft.save()
    assert told(draft)["meetings"] == "both"


def test_our_words_are_kept_and_recorded_and_it_can_be_undone(wood, draft, newer):
    kept = keep_our_words(version=draft, by=wood.actor("ash"), now=NOON)
    assert told(draft) == {}
    content = Content.from_json(kept.content)
    assert content.edition == newer.edition
    assert content.clauses == Content.from_json(draft.content).clauses
    assert kept.undoes == draft.content
    entry = Entry.objects.filter(verb="agreements.keep_our_words").get()
    assert entry.detail["wording"] == KEY


def test_who_does_not_draft_it_may_not(wood, draft, newer):
    with pytest.raises(NotAllowed):
        keep_our_words(version=draft, by=wood.actor("birch"), now=NOON)


def test_without_a_newer_edition_there_is_nothing_to_keep(wood, draft):
    with pytest.raises(WrongState, match="no newer edition"):
        keep_our_words(version=draft, by=wood.actor("ash"), now=NOON)


def test_an_edition_that_never_came_with_spinney_tells_nothing(draft, newer):
    content = Content.from_json(draft.content)
    draft.content = replace(content, edition="f" * 64).to_json()
    draft.save()
    assert told(draft) == {}
