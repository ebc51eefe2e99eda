"""A clause is put somewhere else."""

import pytest

from spinney.agreements.actions.clauses import move_clause
from spinney.base.kernel.errors import NotFound
from tests.access import client_of
from tests.agreements.making import NOON
from tests.agreements.writing import a_draft, address, content

pytestmark = pytest.mark.django_db


def keys(draft):
    return [one.key for one in content(draft).clauses]


def test_to_the_top_and_beyond_the_end(wood):
    draft = a_draft(wood)
    last = keys(draft)[-1]
    move_clause(version=draft, key=last, place=0, by=wood.ash, now=NOON)
    assert keys(draft)[0] == last
    move_clause(version=draft, key=last, place=99, by=wood.ash, now=NOON)
    assert keys(draft)[-1] == last
    with pytest.raises(NotFound):
        move_clause(version=draft, key="tea", place=0, by=wood.ash, now=NOON)


def test_in_a_browser_it_is_put_after_another(wood):
    draft = a_draft(wood)
    first, second, third, *_ = keys(draft)
    url = address(draft.agreement, "move_clause", first)
    client = client_of(wood, "ash")
    assert "After “" in client.get(url).content.decode()
    assert client.post(url, {"after": "2"}).status_code == 302
    assert keys(draft)[:3] == [second, third, first]
