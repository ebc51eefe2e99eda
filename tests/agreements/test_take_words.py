"""Whoever writes the agreement takes proposed words over: the clause changes, with a way back."""

import pytest

from spinney.agreements.actions import proposed_words as actions
from spinney.agreements.actions.clauses import ClauseText
from spinney.agreements.bridge.wordings import begin, wordings
from spinney.agreements.engine.content import Content
from spinney.agreements.policies.review import mark_of_clause
from spinney.agreements.states import WordsState
from spinney.base.kernel.errors import ChangedMeanwhile, NotAllowed, WrongState
from spinney.base.post.models import Message
from tests.agreements.making import NOON
from tests.agreements.talking import a_draft, change, propose


def take(wood, words, **more):
    return actions.take_words(words=words, by=wood.ash, now=NOON, **more)


def content_of(version):
    version.refresh_from_db()
    return Content.from_json(version.content)


def test_the_clause_changes(wood):
    version = a_draft(wood)
    words = take(wood, propose(wood, version))
    assert words.state == WordsState.TAKEN
    assert content_of(version).clause("purpose").text == "We share an office and a van."
    assert version.undoes["clauses"][0]["text"] == "We share what we can."


def test_whoever_proposed_them_is_told(wood):
    take(wood, propose(wood, a_draft(wood)))
    told = Message.objects.get(kind="agreements.talked_over", person=wood.people["birch"])
    assert "were taken over into" in told.body


def test_a_clause_more_stands_at_the_end(wood):
    version = a_draft(wood)
    words = propose(wood, version, clause="", words=ClauseText("Pets", "No dogs."))
    take(wood, words)
    last = content_of(version).clauses[-1]
    assert (last.key, last.heading, last.own) == ("own_pets", "Pets", True)


def test_what_is_left_out_takes_along_what_it_alone_states(wood):
    version = a_draft(wood, terms={"meeting_notice": {"days": 14}})
    out = ClauseText("Meeting notice", "")
    take(wood, propose(wood, version, clause="about_meeting_notice", words=out))
    assert content_of(version).terms == {}


def test_a_clause_of_every_such_agreement_stays(wood):
    version = a_draft(wood)
    version.content = begin(wordings()["ground_rules"]).to_json()
    version.save()
    needed = [one.key for one in wordings()["ground_rules"].clauses if not one.optional]
    words = propose(wood, version, clause=needed[0], words=ClauseText("", ""))
    with pytest.raises(WrongState, match="every agreement of this kind"):
        take(wood, words)


def test_a_clause_that_was_changed_while_she_read_is_told(wood):
    version = a_draft(wood)
    words = propose(wood, version)
    read = mark_of_clause(content_of(version).clause("purpose"))
    change(version)
    with pytest.raises(ChangedMeanwhile):
        take(wood, words, read=read)
    read = mark_of_clause(content_of(version).clause("purpose"))
    assert take(wood, words, read=read).before["text"] == "We share a kitchen."


def test_only_whoever_writes_it_does_and_only_once(wood):
    words = propose(wood, a_draft(wood))
    with pytest.raises(NotAllowed):
        actions.take_words(words=words, by=wood.birch, now=NOON)
    take(wood, words)
    with pytest.raises(WrongState):
        take(wood, words)
