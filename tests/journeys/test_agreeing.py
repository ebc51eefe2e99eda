"""Journeys: a member comments and proposes words on a phone, whoever writes it takes them over;
a solicitor reads by her link; a member agrees from hers.
"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.bridge.wordings import begin, wordings
from spinney.agreements.models import Answered, Comment, OutsideReader, ProposedWords
from spinney.agreements.states import ReaderState, Voice, WordsState
from tests.agreements.making import an_agreement
from tests.agreements.reading import link_of
from tests.agreements.talking import a_draft, a_reader, a_variation, ask, comment, soon
from tests.browser import Visit, chromium, visitor, width
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_memorandum(wood):
    version = a_draft(wood)
    made = begin(wordings()["memorandum"])
    version.content = made.to_json()
    version.save()
    type(version.agreement).objects.filter(pk=version.agreement_id).update(
        kind="memorandum", title=made.title
    )
    version.agreement.refresh_from_db()
    return version, made.clauses[1]


def test_a_member_comments_and_proposes_words_and_they_are_taken_over(visitor: Visit, wood):
    version, clause = a_memorandum(wood)
    args = [wood.cluster.pk, version.agreement_id]
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(reverse("agreements:agreement", args=args))
    page.get_by_role("link", name="Comment clause by clause").click()
    keep_picture(visitor, "review-empty")
    assert visitor.problems() == []
    page.get_by_role("link", name=f"Comment on “{clause.heading}”").click()
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("alert").is_visible()
    assert visitor.problems() == []
    page.get_by_label("What do you want to say?").fill("Who decides when we do not agree?")
    keep_picture(visitor, "review-comment")
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Who decides when we do not agree?").wait_for()
    page.get_by_role("link", name=f"Propose other words for “{clause.heading}”").click()
    keep_picture(visitor, "review-propose")
    assert visitor.problems() == []
    words = page.get_by_label("What it should say")
    words.fill(words.input_value() + "\n\nWe look at it again every year.")
    page.get_by_label("Why").fill("So that it stays true.")
    page.get_by_role("button", name="Propose it").click()
    page.get_by_text("Your words are proposed").wait_for()
    keep_picture(visitor, "review")
    assert visitor.problems() == []
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("agreements:review", args=args) + "?show=open")
    page.get_by_role("link", name=re.compile("^Other words")).click()
    keep_picture(visitor, "review-words")
    assert visitor.problems() == []
    page.get_by_role("button", name="Take these words over").click()
    page.get_by_text("The words are taken over").wait_for()
    assert ProposedWords.objects.get().state == WordsState.TAKEN
    version.refresh_from_db()
    assert "We look at it again every year." in str(version.content)
    page.get_by_role("button", name="Settle").click()
    page.get_by_text("The comment is settled").wait_for()
    page = visitor.open(reverse("agreements:differences", args=args))
    keep_picture(visitor, "review-differences")
    assert visitor.problems() == []


def test_a_solicitor_reads_by_her_link(visitor: Visit, wood):
    version, clause = a_memorandum(wood)
    comment(wood, version, clause="", text="Inside only")
    reader = a_reader(
        wood, version, until=soon(), now=timezone.now(), message="Please look at liability."
    )
    page = visitor.open(link_of(reader))
    keep_picture(visitor, "outside")
    assert visitor.problems() == []
    assert "Inside only" not in page.content()
    page.get_by_role("link", name=f"Comment on “{clause.heading}”").click()
    page.get_by_label("What do you want to say?").fill("Name the law that governs it.")
    assert visitor.problems() == []
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Your comment is there.").wait_for()
    page.get_by_role("link", name="Say what you think").click()
    page.get_by_label("What do you say of it as a whole?").fill("Sign it when that is named.")
    assert visitor.problems() == []
    page.get_by_role("button", name="Send it").click()
    page.get_by_text("What you said of the whole has been sent").wait_for()
    keep_picture(visitor, "outside-said")
    assert visitor.problems() == []
    assert Comment.objects.filter(reader=reader).count() == 1
    sign_in(visitor, wood.people["ash"])
    here = [wood.cluster.pk, version.agreement_id]
    page = visitor.open(reverse("agreements:outside-readers", args=here))
    keep_picture(visitor, "outside-readers")
    assert visitor.problems() == []
    page.get_by_role("link", name="Mo Law").click()
    keep_picture(visitor, "outside-reader")
    assert visitor.problems() == []
    page.get_by_role("button", name="End the link now").click()
    page.get_by_text("has ended").first.wait_for()
    assert OutsideReader.objects.get().state == ReaderState.WITHDRAWN
    page = visitor.open(reverse("agreements:ask-outside-reader", args=here))
    keep_picture(visitor, "outside-ask")
    assert visitor.problems() == []


def test_a_member_agrees_from_a_link(visitor: Visit, wood):
    an_agreement(wood, terms={"decision_rule": {"rule": "consent", "answer_days": 14}})
    version = a_variation(wood)
    args = [wood.cluster.pk, version.agreement_id]
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("agreements:agreement", args=args))
    keep_picture(visitor, "agreeing-agreement")
    page.get_by_role("link", name="Ask the members").click()
    keep_picture(visitor, "agreeing-ask")
    assert visitor.problems() == []
    approval = ask(wood, version, closes_on=soon(), now=timezone.now())
    page = visitor.open(link_of(approval))
    keep_picture(visitor, "agreeing-link")
    assert visitor.problems() == []
    page.get_by_label("We object").check()
    page.get_by_role("button", name="Send our answer").click()
    assert page.get_by_role("alert").is_visible()
    assert visitor.problems() == []
    page.get_by_label("We agree").check()
    page.get_by_role("button", name="Send our answer").click()
    page.get_by_text("Your answer counts").first.wait_for()
    keep_picture(visitor, "agreeing-answered")
    assert visitor.problems() == []
    assert Answered.objects.get().says == Voice.AGREES
    page = visitor.open(reverse("agreements:approval", args=[*args, approval.pk]))
    keep_picture(visitor, "agreeing")
    assert visitor.problems() == []
    page.get_by_role("button", name="Close it").click()
    page.get_by_text("It is closed: agreed.").wait_for()
    assert visitor.problems() == []
