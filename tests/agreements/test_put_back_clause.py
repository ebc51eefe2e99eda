"""A clause of the template comes back to its place, in the template's words."""

import pytest

from spinney.agreements.actions.clauses import (
    ClauseText,
    edit_clause,
    leave_out_clause,
    put_back_clause,
)
from spinney.agreements.bridge.wordings import wordings
from spinney.base.kernel.errors import NotFound
from tests.access import client_of
from tests.agreements.making import NOON
from tests.agreements.writing import a_draft, address, content

pytestmark = pytest.mark.django_db


def an_optional_one():
    for wording in wordings().values():
        for clause in wording.clauses:
            if clause.optional:
                return wording, clause
    raise AssertionError("no template has a clause that may be left out")


def test_left_out_and_put_back_to_its_place(wood):
    wording, clause = an_optional_one()
    draft = a_draft(wood, ("birch", "cedar"), wording=wording.key)
    before = content(draft).clauses
    leave_out_clause(version=draft, key=clause.key, by=wood.ash, now=NOON)
    client = client_of(wood, "ash")
    assert "Left out" in client.get(address(draft.agreement, "draft")).content.decode()
    client.post(address(draft.agreement, "put_back_clause", clause.key))
    assert content(draft).clauses == before


def test_changed_words_become_the_template_s_again(wood):
    draft = a_draft(wood)
    before = content(draft).clauses
    edit_clause(
        version=draft, key="aims", words=ClauseText("Aims", "Other words"), by=wood.ash, now=NOON
    )
    put_back_clause(version=draft, key="aims", by=wood.ash, now=NOON)
    assert content(draft).clauses == before
    with pytest.raises(NotFound):
        put_back_clause(version=draft, key="tea", by=wood.ash, now=NOON)
