"""An optional clause is left out, with what it alone states; the others stay."""

import pytest

from spinney.agreements.actions.clauses import ClauseText, add_clause, leave_out_clause
from spinney.agreements.actions.drafting import answer_term
from spinney.agreements.bridge.wordings import wordings
from spinney.base.kernel.errors import BadInput, NotFound
from tests.access import client_of
from tests.agreements.making import NOON
from tests.agreements.writing import a_draft, address, content

pytestmark = pytest.mark.django_db


def optional(stating=False):
    return next(
        one for one in wordings()["ground_rules"].clauses
        if one.optional and bool(one.terms) == stating
    )  # fmt: skip


def needed():
    return next(one for one in wordings()["ground_rules"].clauses if not one.optional)


def test_ones_own_and_what_the_template_lets_go(wood):
    draft = a_draft(wood)
    add_clause(version=draft, words=ClauseText("Tea", "Yes."), by=wood.ash, now=NOON)
    leave_out_clause(version=draft, key="own_tea", by=wood.ash, now=NOON)
    assert content(draft).clause("own_tea") is None
    with pytest.raises(BadInput, match="belongs to every agreement of this kind"):
        leave_out_clause(version=draft, key=needed().key, by=wood.ash, now=NOON)
    with pytest.raises(NotFound):
        leave_out_clause(version=draft, key="own_tea", by=wood.ash, now=NOON)


def test_what_it_alone_states_is_stated_no_longer_and_that_is_told(wood):
    draft = a_draft(wood)
    words = ClauseText("Open books", "{open_books}")
    add_clause(version=draft, words=words, by=wood.ash, now=NOON)
    value = {"shown": ["costs"], "every_months": 3}
    answer_term(version=draft, key="open_books", value=value, by=wood.ash, now=NOON)
    client = client_of(wood, "ash")
    url = address(draft.agreement, "leave_out_clause", "own_open_books")
    told = client.post(url, follow=True).content.decode()
    assert "With it went 1 answer: Open books." in told
    assert content(draft).terms == {}
    undo = address(draft.agreement, "undo_change", draft.version)
    client.post(undo)
    assert content(draft).terms == {"open_books": value}
