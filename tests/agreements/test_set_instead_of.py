"""Two agreements say different things: one takes the place of the other, and says so."""

import pytest

from spinney.agreements.actions.drafting import answer_term, set_instead_of
from spinney.agreements.queries.terms import conflicts_of
from spinney.base.kernel.errors import BadInput
from tests.access import client_of
from tests.agreements.making import NOON, an_agreement
from tests.agreements.writing import a_draft, address, content

pytestmark = pytest.mark.django_db


def clashing(wood):
    an_agreement(wood, terms={"meeting_notice": {"days": 7}}, title="Old rules")
    draft = a_draft(wood)
    answer_term(version=draft, key="meeting_notice", value={"days": 21}, by=wood.ash, now=NOON)
    draft.refresh_from_db()
    return draft


def test_it_takes_the_place_and_can_be_taken_back(wood):
    draft = clashing(wood)
    assert [one.conflict.key for one in conflicts_of(draft)] == ["meeting_notice"]
    kept = set_instead_of(
        version=draft, key="meeting_notice", takes_the_place=True, by=wood.ash, now=NOON
    )
    assert content(draft).instead_of == ("meeting_notice",)
    assert conflicts_of(kept) == ()
    set_instead_of(
        version=draft, key="meeting_notice", takes_the_place=False, by=wood.ash, now=NOON
    )
    assert content(draft).instead_of == ()


def test_only_in_what_it_states(wood):
    with pytest.raises(BadInput):
        set_instead_of(
            version=a_draft(wood), key="quorum", takes_the_place=True, by=wood.ash, now=NOON
        )


def test_the_draft_says_so_and_offers_the_choice(wood):
    draft = clashing(wood)
    client = client_of(wood, "ash")
    page = client.get(address(draft.agreement, "draft")).content.decode()
    assert "It contradicts another agreement" in page
    assert "Old rules" in page
    client.post(address(draft.agreement, "set_instead_of", "meeting_notice"))
    page = client.get(address(draft.agreement, "draft")).content.decode()
    assert "It contradicts another agreement" not in page
    assert "It takes the place of another agreement" in page
    client.post(address(draft.agreement, "set_instead_of", "meeting_notice"), {"takes": "no"})
    assert content(draft).instead_of == ()
