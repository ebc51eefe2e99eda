"""What is agreed of a term is stated in a draft, typed and bounded; two people are told."""

import pytest

from spinney.agreements.actions.drafting import answer_term
from spinney.agreements.bridge.marks import NEW, mark_of
from spinney.agreements.models import Version
from spinney.agreements.states import VersionState
from spinney.base.kernel.errors import (
    BadInput,
    ChangedMeanwhile,
    NotAllowed,
    NotFound,
    WrongState,
)
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.making import NOON, an_agreement, another_member
from tests.agreements.writing import a_draft, a_members_draft, address, content

pytestmark = pytest.mark.django_db
NOTICE = {"days": 14}


def answer(wood, draft, value=NOTICE, *, key="meeting_notice", by=None, read=""):
    return answer_term(
        version=draft, key=key, value=value, read=read, by=by or wood.ash, now=NOON
    )  # fmt: skip


def test_it_is_stated_and_recorded(wood):
    draft = a_draft(wood)
    answer(wood, draft)
    assert content(draft).terms == {"meeting_notice": NOTICE}
    detail = Entry.objects.get(verb="agreements.answer_term").detail
    assert detail["term"] == "meeting_notice"
    assert str(NOTICE) not in str(detail)  # what is said stands in the draft, not in the record


def test_what_cannot_be_is_refused_with_what_is_expected(wood):
    draft = a_draft(wood)
    with pytest.raises(BadInput, match="from 0 to 90 days"):
        answer(wood, draft, {"days": 400})
    with pytest.raises(NotFound):
        answer(wood, draft, 1, key="tea_breaks")
    with pytest.raises(BadInput):
        answer(wood, draft, None)
    assert content(draft).terms == {}


def test_two_people_at_one_term_and_at_two(wood):
    draft = a_draft(wood)
    answer(wood, draft, read=NEW)
    answer(wood, draft, {"every_months": 2}, key="meetings", read=NEW, by=wood.rowan)
    with pytest.raises(ChangedMeanwhile):
        answer(wood, draft, {"days": 21}, read=NEW, by=wood.rowan)
    answer(wood, draft, {"days": 21}, read=mark_of(NOTICE), by=wood.rowan)
    assert content(draft).terms["meeting_notice"] == {"days": 21}


def test_only_those_who_write_it_and_only_a_draft(wood):
    mine = a_members_draft(wood)
    answer(wood, mine, by=wood.birch)
    answer(wood, mine, {"days": 7}, by=wood.ash)
    with pytest.raises(NotAllowed):
        answer(wood, mine, by=wood.actor("alder"))
    whole = a_draft(wood)
    with pytest.raises(NotAllowed, match="those who run the cluster"):
        answer(wood, whole, by=wood.birch)
    with pytest.raises(NotFound):
        answer(wood, whole, by=wood.sorrel)
    signed = an_agreement(wood).versions.get()
    with pytest.raises(WrongState, match="variation"):
        answer(wood, signed)
    Version.objects.filter(pk=whole.pk).update(state=VersionState.DISCARDED)
    with pytest.raises(WrongState, match="thrown away"):
        answer(wood, whole)


def test_in_a_browser_the_second_keeps_what_she_typed_and_reads_what_stands(wood):
    draft = a_draft(wood)
    client = client_of(wood, "ash")
    url = address(draft.agreement, "answer_term", "meeting_notice")
    page = client.get(url)
    assert f'value="{NEW}"' in page.content.decode()
    answer(wood, draft, by=wood.rowan)
    told = client.post(url, {"days": "21", "read": NEW}).content.decode()
    assert "Somebody else changed" in told
    assert "at least 14 days" in told
    assert 'value="21"' in told
    again = client.post(url, {"days": "21", "read": mark_of(NOTICE)})
    assert again.status_code == 302
    assert content(draft).terms["meeting_notice"] == {"days": 21}


def test_what_is_usual_here_is_offered(wood):
    another_member(wood, "alder")
    wood.cluster.notice_to_leave_days = 45
    wood.cluster.save()
    an_agreement(wood, terms={"quorum": {"percent": 40}})
    draft = a_draft(wood, ("birch", "alder"))
    client = client_of(wood, "ash")
    leaving = client.get(address(draft.agreement, "answer_term", "leaving")).content.decode()
    assert 'value="45"' in leaving
    assert "the notice that the cluster has now" in leaving
    quorum = client.get(address(draft.agreement, "answer_term", "quorum")).content.decode()
    assert 'value="40"' in quorum
    assert "what “Ground rules” says now" in quorum
