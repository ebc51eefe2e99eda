"""An envelope that was noted by mistake is taken out: they can vote again."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.envelopes import count_papers, drop_envelope
from spinney.decisions.models import Elector, Entry
from tests.decisions.paper import LATER, secret_with_envelopes, type_papers
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_they_can_vote_again(wood: Wood) -> None:
    secret_with_envelopes(wood, "birch")
    elector = drop_envelope(entry=Entry.objects.get(), by=wood.ash, now=LATER)
    assert Elector.objects.get(pk=elector.pk).voted_at is None
    assert Entry.objects.get().state == "refused"
    letter = Message.objects.order_by("pk").last()
    assert (letter.kind, letter.email) == ("decisions.envelope_came", "birch@example.org")
    assert "by mistake" in letter.subject


def test_not_once_counted_and_never_a_paper(wood: Wood) -> None:
    ballot = secret_with_envelopes(wood)
    envelope = Entry.objects.filter(elector__isnull=False).first()
    type_papers(wood, ballot, "ash", {"1": 1}, {"2": 1})
    with pytest.raises(WrongState, match="a paper, not an envelope"):
        drop_envelope(entry=Entry.objects.filter(elector=None).first(), by=wood.ash, now=LATER)
    with pytest.raises(NotAllowed):
        drop_envelope(entry=envelope, by=wood.birch, now=LATER)
    type_papers(wood, ballot, "rowan", {"1": 1}, {"2": 1})
    count_papers(ballot=ballot, by=wood.rowan, now=LATER)
    with pytest.raises(WrongState, match="settled already"):
        drop_envelope(entry=envelope, by=wood.ash, now=LATER)
