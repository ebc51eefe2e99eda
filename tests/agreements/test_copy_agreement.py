"""An agreement is copied as a new draft: same words, terms and parties, signed by nobody."""

import pytest

from spinney.agreements.actions.agreements import copy_agreement
from spinney.agreements.models import Agreement
from spinney.agreements.states import AgreementState, SpeaksFor
from spinney.base.kernel.errors import BadInput, NotAllowed
from tests.access import client_of
from tests.agreements.making import NOON, an_agreement, another_member
from tests.agreements.writing import address, content

pytestmark = pytest.mark.django_db
TERMS = {"meeting_notice": {"days": 14}}


def test_words_terms_and_parties_and_nobody_has_signed(wood):
    another_member(wood, "alder")
    source = an_agreement(wood, ["birch", "alder"], terms=TERMS, instead_of=("meeting_notice",))
    made = copy_agreement(
        version=source.versions.get(), title="Next year's rules", by=wood.ash, now=NOON
    )
    draft = made.versions.get()
    assert made.state == AgreementState.DRAFT
    assert content(draft).terms == TERMS
    assert content(draft).instead_of == ()
    assert draft.text is None
    assert [p.joined_on for p in made.parties.all()] == [None, None]
    with pytest.raises(BadInput):
        copy_agreement(version=draft, title="", by=wood.ash, now=NOON)


def test_a_member_copies_what_is_its_own(wood):
    another_member(wood, "alder")
    whole = an_agreement(wood, ["birch", "alder"])
    with pytest.raises(NotAllowed):
        copy_agreement(version=whole.versions.get(), title="Mine", by=wood.birch, now=NOON)
    ours = an_agreement(wood, ["birch", "alder"], speaks_for=SpeaksFor.PARTIES)
    made = copy_agreement(version=ours.versions.get(), title="Ours", by=wood.birch, now=NOON)
    assert made.begun_by == wood.organisations["birch"]


def test_in_a_browser(wood):
    source = an_agreement(wood, terms=TERMS)
    client = client_of(wood, "ash")
    url = address(source, "copy_agreement")
    assert "Copy of Ground rules" in client.get(url).content.decode()
    sent = client.post(url, {"title": "Again"})
    made = Agreement.objects.get(title="Again")
    assert sent["Location"] == address(made, "draft")
