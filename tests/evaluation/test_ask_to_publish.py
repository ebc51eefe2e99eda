"""Who must agree is asked, as the terms say: each by a link of her own."""

from __future__ import annotations

import pytest

from spinney.base.access.asks import asked_of
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import WrongState
from spinney.base.post.models import Message
from spinney.evaluation.actions.publishing_reports import agree_to_publish, ask_to_publish
from spinney.evaluation.letters.reports import AGREE
from tests.access import client_of
from tests.agreements.making import an_agreement, another_member
from tests.evaluation.making import NOON
from tests.evaluation.reporting import a_draft, asked, finished, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def asks(actor):
    return [one.what for one in asked_of(actor, NOON) if "public" in one.what]


def test_every_member_is_asked_and_once_more_only_the_silent(wood):
    report = asked(wood)
    assert TaskLink.objects.filter(verb=AGREE, revoked_at=None).count() == 2
    told = Message.objects.first()
    assert "What came of it" not in f"{told.subject}{told.body}"
    assert asks(wood.birch) == asks(wood.actor("maple")) == [
        "May the report “What came of it” be public?"
    ]  # fmt: skip
    assert asks(wood.ash) == asks(wood.cedar) == []
    own = wood.organisations["birch"]
    agree_to_publish(report=report, organisation=own, by=wood.birch, now=NOON)
    assert asks(wood.birch) == []
    ask_to_publish(report=report, by=wood.ash, now=NOON)
    still = TaskLink.objects.filter(verb=AGREE, revoked_at=None)
    assert [one.person_id for one in still] == [wood.people["maple"].pk]
    maple = wood.organisations["maple"]
    agree_to_publish(report=report, organisation=maple, by=wood.actor("maple"), now=NOON)
    with pytest.raises(WrongState, match="Everybody has answered"):
        ask_to_publish(report=report, by=wood.ash, now=NOON)


def test_the_lead_body_alone_where_the_terms_say_so(wood):
    maple = another_member(wood, "maple")
    an_agreement(wood, terms={"lead_body": {"organisation": str(maple.uid)}})
    asked(wood, decides="lead_body")
    assert [one.organisation_id for one in TaskLink.objects.filter(verb=AGREE)] == [maple.pk]


@pytest.mark.parametrize(
    ("decides", "words"), [("nobody", "publish it now"), ("members", "Put it to a ballot")]
)
def test_nobody_is_asked_where_the_terms_ask_nobody_or_a_decision(wood, decides, words):
    with pytest.raises(WrongState, match=words):
        asked(wood, decides=decides)


def test_what_is_not_finished_is_not_asked_about_and_the_page_says_until_when(wood):
    with pytest.raises(WrongState, match="Finish the report first"):
        ask_to_publish(report=a_draft(wood), by=wood.ash, now=NOON)
    an_agreement(wood, terms={"publication": {"decides": "concerned", "answer_days": 7}})
    report = finished(wood)
    client = client_of(wood, "ash")
    assert "Ask whether it may be public" in client.get(url_of("report", report)).content.decode()
    told = client.post(url_of("ask-to-publish", report), follow=True).content.decode()
    assert "They have until" in told
