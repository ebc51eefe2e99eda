"""Both sides say how they part."""

from __future__ import annotations

import pytest

from spinney.agreements.actions.leaving import give_notice, say_relations
from spinney.base.kernel.errors import BadInput, NotAllowed
from tests.access import client_of
from tests.agreements.life import NOW, a_leaver, party_of

pytestmark = pytest.mark.django_db
WORDS = "We learned a lot, and would do it again."


@pytest.fixture
def leaving(wood):
    return give_notice(party=party_of(a_leaver(wood), "birch"), by=wood.birch, now=NOW)


def test_each_for_its_own_side(wood, leaving):
    say_relations(leaving=leaving, words=WORDS, good=True, by=wood.birch, now=NOW)
    kept = say_relations(leaving=leaving, words="Good luck.", good=None, by=wood.ash, now=NOW)
    assert (kept.relations, kept.relations_good) == (WORDS, True)
    assert (kept.others_say, kept.others_good) == ("Good luck.", None)


def test_with_words(wood, leaving):
    with pytest.raises(BadInput):
        say_relations(leaving=leaving, words=" ", good=True, by=wood.birch, now=NOW)


def test_not_by_others(wood, leaving):
    with pytest.raises(NotAllowed):
        say_relations(leaving=leaving, words=WORDS, good=True, by=wood.cedar, now=NOW)


def test_from_its_page_for_both_to_read(wood, leaving):
    party = leaving.party
    page = f"/clusters/{wood.cluster.pk}/agreements/{party.agreement_id}/parties/{party.pk}/"
    sent = {"words": WORDS, "good": "yes"}
    done = client_of(wood, "birch").post(f"{page}say-relations/", sent, follow=True)
    assert b"On good terms" in done.content
    assert WORDS.encode() in client_of(wood, "ash").get(f"{page}leaving/").content
