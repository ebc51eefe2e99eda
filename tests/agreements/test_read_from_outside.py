"""What a reader from outside sees and does at her link, and what she does not see."""

import pytest
from django.test import Client
from django.utils import timezone

from spinney.agreements.bridge.wordings import begin, wordings
from spinney.agreements.models import Comment, ProposedWords
from tests.agreements.making import NOON
from tests.agreements.reading import link_of
from tests.agreements.talking import a_draft, a_reader, change, comment, propose, soon


@pytest.fixture
def version(wood):
    return a_draft(wood)


@pytest.fixture
def reader(wood, version):
    return a_reader(wood, version, until=soon(), now=timezone.now(), message="Look at liability.")


def page(path):
    answer = Client().get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_she_reads_every_clause_with_its_explanation(wood, version):
    version.content = begin(wordings()["memorandum"]).to_json()
    version.save()
    type(version.agreement).objects.update(kind="memorandum")
    shown = page(link_of(a_reader(wood, version, until=soon(), now=timezone.now())))
    for clause in wordings()["memorandum"].clauses:
        assert clause.heading.replace("’", "&#x27;") in shown or clause.heading in shown
    assert shown.count("Why this is here") == len(wordings()["memorandum"].clauses)


def test_she_sees_what_she_was_given_though_the_draft_goes_on(reader, version):
    change(version, "Secretly we share a boat.")
    shown = page(link_of(reader))
    assert "We share what we can." in shown
    assert "boat" not in shown


def test_she_sees_nothing_that_others_say(wood, reader, version):
    comment(wood, version, text="She must not know of the boat.")
    propose(wood, version)
    shown = page(link_of(reader))
    for secret in ("boat", "office and a van", "Birch House</strong>", 'href="/clusters/'):
        assert secret not in shown
    assert "Look at liability." in shown


def test_she_comments_and_reads_the_answer_without_the_name_of_who_gave_it(wood, reader, version):
    link = link_of(reader)
    sent = Client().post(f"{link}comment/?clause=purpose", {"text": "Who is liable?"})
    assert sent.status_code == 302
    shown = page(sent["Location"].partition("#")[0])
    assert "Your comment is there." in shown
    said = Comment.objects.get(reader=reader)
    comment(wood, version, by="birch", answers=said, text="The lead body is.")
    shown = page(link)
    assert "The lead body is." in shown
    assert "Birch House" in shown
    assert wood.people["birch"].name + "," not in shown


def test_she_mends_and_takes_away_what_she_said(reader, version):
    link, visitor = link_of(reader), Client()
    visitor.post(f"{link}comment/?clause=purpose", {"text": "Who is liable?"})
    said = Comment.objects.get(reader=reader)
    visitor.post(f"{link}edit/?of={said.pk}", {"text": "Who is liable for what?"})
    said.refresh_from_db()
    assert said.text == "Who is liable for what?"
    gone = visitor.post(f"{link}remove/?of={said.pk}")
    assert "Undo" in page(gone["Location"])
    visitor.post(f"{link}restore/?of={said.pk}")
    said.refresh_from_db()
    assert said.removed_at is None


def test_she_proposes_words_and_takes_them_back(reader, version):
    link, visitor = link_of(reader), Client()
    form = page(f"{link}words/?clause=purpose")
    assert "We share what we can." in form
    words = {"heading": "What we are for", "text": "We share costs.", "why": "Clearer."}
    assert visitor.post(f"{link}words/?clause=purpose", words).status_code == 302
    proposed = ProposedWords.objects.get(reader=reader)
    shown = page(f"{link}proposal/?of={proposed.pk}")
    assert "costs" in shown
    visitor.post(f"{link}take-back/?of={proposed.pk}")
    proposed.refresh_from_db()
    assert proposed.state == "withdrawn"


def test_she_says_what_she_thinks_of_the_whole(reader):
    link = link_of(reader)
    assert Client().post(f"{link}verdict/", {"text": "Sign it."}).status_code == 302
    reader.refresh_from_db()
    assert reader.verdict == "Sign it."


@pytest.mark.parametrize("step", ["review", "edit", "remove", "proposal/?of=x", "nothing"])
def test_other_pages_are_not_there(reader, step):
    assert Client().get(f"{link_of(reader)}{step}/").status_code == 404


def test_what_others_said_is_not_hers_to_open(wood, reader, version):
    said, words = comment(wood, version), propose(wood, version)
    link, visitor = link_of(reader), Client()
    assert visitor.get(f"{link}edit/?of={said.pk}").status_code == 404
    assert visitor.post(f"{link}remove/?of={said.pk}").status_code == 404
    assert visitor.get(f"{link}comment/?answers={said.pk}").status_code == 404
    assert visitor.get(f"{link}proposal/?of={words.pk}").status_code == 404


def test_whoever_was_asked_only_to_read_reads(wood, version):
    reader = a_reader(wood, version, until=soon(), now=timezone.now(), may_comment=False)
    link = link_of(reader)
    assert "Propose other words" not in page(link)
    refused = Client().post(f"{link}comment/?clause=purpose", {"text": "But"})
    assert "not to comment" in refused.content.decode()
    assert not Comment.objects.exists()


def test_her_time_ends_by_the_day(reader):
    link = link_of(reader)
    type(reader).objects.update(until=NOON.date())
    answer = Client().get(link)
    assert answer.status_code == 404
    assert "We share" not in answer.content.decode()


def test_the_drafter_sees_what_has_changed_since(wood, reader, version, client):
    from spinney.agreements.queries.outside_readers import since_given

    assert since_given(reader) is None
    change(version)
    reader.reads.refresh_from_db()
    found = since_given(reader)
    assert [(one.key, one.what) for one in found.clauses] == [("purpose", "Changed")]
