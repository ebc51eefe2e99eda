"""Papers of a secret ballot are typed without names, as many as envelopes came."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.record.models import Entry as Recorded
from spinney.decisions.models import Entry, SealedVote
from spinney.decisions.queries.entries import papers_by
from tests.decisions.paper import secret_with_envelopes, two_members, type_papers
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_nothing_leads_from_a_paper_to_an_envelope(wood: Wood) -> None:
    ballot = secret_with_envelopes(wood)
    type_papers(wood, ballot, "ash", {"2": 1}, None)
    first, spoilt = papers_by(ballot, wood.ash)
    assert (first.elector, first.marks, spoilt.spoilt) == (None, {"2": 1}, True)
    assert not SealedVote.objects.exclude(check_digest="").exists()
    told = Recorded.objects.filter(verb="decisions.enter_paper").first()
    assert set(told.detail) == {"title"}
    assert not papers_by(ballot, wood.rowan).exists()


def test_no_more_than_envelopes_and_only_what_can_be_voted(wood: Wood) -> None:
    ballot = secret_with_envelopes(wood, "birch")
    with pytest.raises(BadInput):
        type_papers(wood, ballot, "ash", {"7": 1})
    type_papers(wood, ballot, "ash", {"2": 1})
    with pytest.raises(WrongState, match="1 envelope came"):
        type_papers(wood, ballot, "ash", {"2": 1})
    assert Entry.objects.filter(elector=None).count() == 1


def test_only_where_envelopes_came_by_those_who_may(wood: Wood) -> None:
    with pytest.raises(WrongState, match="No envelope waits"):
        type_papers(wood, two_members(wood, secret=True), "ash", {"2": 1})
    with pytest.raises(WrongState, match="This ballot is open"):
        type_papers(wood, two_members(wood), "ash", {"2": 1})
    with pytest.raises(NotAllowed):
        type_papers(wood, secret_with_envelopes(wood), "cedar", {"2": 1})
