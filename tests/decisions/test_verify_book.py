"""Whoever changes, takes out or puts in an entry behind the site's back is found out."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from django.db import connection
from django.urls import reverse

from spinney.base.record.models import Entry
from spinney.decisions.bridge.facts import digest_of
from spinney.decisions.models import Decision
from spinney.decisions.models.book import EntryIsFixed
from spinney.decisions.queries.book_chain import verify_book
from tests.access import client_of
from tests.decisions.registering import agreed, noted

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(wood):
    """Three entries, one of them from a ballot."""
    return [noted(wood), agreed(wood), noted(wood, "We bank together")]


def tamper(sql, *values):
    """Behind the back of every check: straight in the table."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def found(wood):
    return [(one.number, one.reason.partition(" ")[0]) for one in verify_book(wood.cluster)]


def test_what_nobody_touched_is_whole(wood, book):
    assert found(wood) == []
    url = reverse("decisions:verify-book", args=[wood.cluster.pk])
    told = client_of(wood, "birch").get(url).content.decode()
    assert "The register is whole" in told
    assert book[2].digest in told


def test_a_changed_word_is_found(wood, book):
    facts = json.dumps(book[1].facts).replace(book[1].facts["outcome"], "It is not agreed.")
    tamper("UPDATE decisions_decision SET facts = %s WHERE id = %s", facts, book[1].pk)
    assert verify_book(wood.cluster)[0].reason == "what it says was changed after it was written"
    url = reverse("decisions:verify-book", args=[wood.cluster.pk])
    assert b"The register was changed" in client_of(wood, "birch").get(url).content


def test_a_changed_name_is_found(wood, book):
    tamper("UPDATE decisions_decision SET title = 'Else' WHERE id = %s", book[0].pk)
    assert [one.number for one in verify_book(wood.cluster)] == [1]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_an_entry_that_was_taken_out_is_found_the_last_too(wood, book, at):
    tamper("DELETE FROM decisions_nextstep WHERE decision_id = %s", book[at].pk)
    tamper("DELETE FROM decisions_decision WHERE id = %s", book[at].pk)
    assert at + 1 in [one.number for one in verify_book(wood.cluster)]


def test_an_entry_whose_marks_were_made_anew_is_found_by_the_record(wood, book):
    last = book[2]
    facts = last.facts | {"outcome": "We do not."}
    digest = digest_of(last.number, facts, last.before_digest)
    tamper(
        "UPDATE decisions_decision SET facts = %s, digest = %s WHERE id = %s",
        json.dumps(facts), digest, last.pk,
    )  # fmt: skip
    assert "the record of the cluster says" in verify_book(wood.cluster)[0].reason


def test_an_entry_that_was_put_in_is_found(wood, book):
    Entry.objects.filter(verb="decisions.note_decision", detail__number=3).delete()
    assert "nothing in the record" in verify_book(wood.cluster)[0].reason


@pytest.mark.parametrize("name", ["title", "facts", "digest", "number", "decided_on"])
def test_the_table_itself_refuses_to_change_an_entry(wood, book, name):
    other = Decision.objects.get(pk=book[2].pk)
    with pytest.raises(EntryIsFixed):
        Decision.objects.filter(pk=book[0].pk).update(**{name: getattr(other, name)})
    setattr(book[0], name, None if name == "decided_on" else getattr(other, name))
    with pytest.raises(EntryIsFixed):
        book[0].save()
    with pytest.raises(EntryIsFixed):
        Decision.objects.all().delete()


def test_as_a_command(wood, book, tmp_path, monkeypatch):
    from spinney.cli.decisions import decisions

    monkeypatch.setenv("SPINNEY_DATA_DIR", str(tmp_path))
    whole = CliRunner().invoke(decisions, ["verify", "--json"])
    assert whole.exit_code == 0, whole.output
    assert json.loads(whole.output)["clusters"][0]["entries"] == 3
    tamper("UPDATE decisions_decision SET title = 'Else' WHERE id = %s", book[0].pk)
    broken = CliRunner().invoke(decisions, ["verify"])
    assert broken.exit_code == 1
    assert "The Spinney" in broken.output
    assert "entry 1" in broken.output
