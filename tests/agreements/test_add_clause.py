"""A clause of one's own stands where it is put; it may state a term that the template does not."""

import pytest

from spinney.agreements.actions.clauses import ClauseText, add_clause
from spinney.agreements.actions.drafting import answer_term
from spinney.agreements.policies import drafting as rules
from spinney.base.kernel.errors import BadInput, WrongState
from tests.access import client_of
from tests.agreements.making import NOON
from tests.agreements.writing import a_draft, address, content

pytestmark = pytest.mark.django_db
TEA = ClauseText("Tea", "We drink tea.")


def add(draft, by, words=TEA, after=""):
    return add_clause(version=draft, words=words, after=after, by=by, now=NOON)


def test_it_stands_after_another_or_at_the_end_with_a_key_of_its_own(wood):
    draft = a_draft(wood)
    add(draft, wood.ash, after="aims")
    add(draft, wood.ash)
    keys = [one.key for one in content(draft).clauses]
    assert keys[1] == "own_tea"
    assert keys[-1] == "own_tea_2"
    assert content(draft).clause("own_tea").own
    with pytest.raises(BadInput):
        add(draft, wood.ash, ClauseText("", ""))


def test_it_can_state_a_term_that_is_asked_for_next(wood):
    draft = a_draft(wood)
    client = client_of(wood, "ash")
    url = address(draft.agreement, "add_clause")
    assert "Open books" in client.get(url).content.decode()
    sent = client.post(url, {"heading": "Open books", "text": "We trust.", "term": "open_books"})
    assert sent["Location"].startswith(address(draft.agreement, "answer_term", "open_books"))
    clause = content(draft).clause("own_open_books")
    assert clause.text == "We trust.\n\n{open_books}"
    assert clause.states == ("open_books",)
    value = {"shown": ["costs"], "every_months": 3}
    answer_term(version=draft, key="open_books", value=value, by=wood.ash, now=NOON)
    page = client.get(address(draft.agreement, "read_agreement")).content.decode()
    assert "{open_books}" not in page


def test_there_is_an_end_to_it(wood, monkeypatch):
    draft = a_draft(wood)
    full = len(content(draft).clauses)
    monkeypatch.setattr(rules, "MOST_CLAUSES", full)
    with pytest.raises(WrongState, match=f"room for {full} clauses"):
        add(draft, wood.ash)
