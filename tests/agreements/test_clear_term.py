"""An answer can be taken back: the term is open again, and nothing gives way to it any more."""

import pytest

from spinney.agreements.actions.drafting import answer_term, clear_term, set_instead_of
from spinney.base.kernel.errors import NotFound
from tests.agreements.making import NOON
from tests.agreements.writing import a_draft, content

pytestmark = pytest.mark.django_db


def test_it_is_open_again(wood):
    draft = a_draft(wood)
    answer_term(version=draft, key="ends", value="2027-03-31", by=wood.ash, now=NOON)
    set_instead_of(version=draft, key="ends", takes_the_place=True, by=wood.ash, now=NOON)
    clear_term(version=draft, key="ends", by=wood.ash, now=NOON)
    assert content(draft).terms == {}
    assert content(draft).instead_of == ()
    with pytest.raises(NotFound):
        clear_term(version=draft, key="tea_breaks", by=wood.ash, now=NOON)
