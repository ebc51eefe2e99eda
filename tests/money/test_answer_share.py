"""A member agrees to its share, or asks: itself alone, signed in or by link."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from spinney.base.access import links
from spinney.base.access.asks import asked_of
from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.money.actions.cost_sharing import answer_share
from spinney.money.letters.costs import answer_errand
from tests.access import client_of
from tests.money.costing import agreed, noted, share_of, trued_up
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def asked(actor):
    return [one.what for one in asked_of(actor, NOON) if "IT support" in one.what]


def test_agreed_by_the_member_alone_and_asked_of_it_alone(wood):
    share = share_of(agreed(wood), wood, "birch")
    assert asked(wood.birch) == ["Is your share of “IT support” right?"]
    for who in ("maple", "ash", "rowan"):
        with pytest.raises(NotAllowed):
            answer_share(share=share, by=wood.actor(who), now=NOON)
    done = answer_share(share=share, by=wood.birch, now=NOON)
    assert (done.budget_answer, done.actual_answer, done.question) == ("agreed", "open", "")
    assert asked(wood.birch) == []


def test_a_question_is_put_to_those_who_run_the_cluster(wood):
    share = share_of(trued_up(wood), wood, "maple")
    Message.objects.all().delete()
    done = answer_share(share=share, question="Why so much?", by=wood.actor("maple"), now=NOON)
    assert (done.actual_answer, done.question) == ("questioned", "Why so much?")
    assert asked(wood.ash) == ["Maple House has a question about “IT support”"]
    (message,) = Message.objects.all()
    assert "Why so much" not in str(message.__dict__)


def test_nothing_is_asked_of_a_draft(wood):
    with pytest.raises(WrongState, match="asks for no answer"):
        answer_share(share=share_of(noted(wood), wood, "birch"), by=wood.birch, now=NOON)


def link_for(wood, share):
    TaskLink.objects.all().delete()
    now = timezone.now()
    _, secret = links.issue(
        answer_errand(share), by=wood.ash, now=now, person=wood.people["birch"],
        expires_at=links.in_days(now, 5), organisation_id=share.organisation_id,
    )  # fmt: skip
    return f"/do/{secret}/"


def test_by_link_looking_is_no_answer_and_yes_is_said_once(wood):
    share = share_of(agreed(wood), wood, "birch")
    guest, url = Client(), link_for(wood, share)
    page = guest.get(url).content.decode()
    assert "£500.01" in page
    assert "Maple House" not in page
    share.refresh_from_db()
    assert share.budget_answer == "open"
    assert "You agreed" in guest.post(url).content.decode()
    share.refresh_from_db()
    assert share.budget_answer == "agreed"
    assert guest.get(url).status_code == 410


def test_by_link_a_question_needs_words(wood):
    share = share_of(agreed(wood), wood, "birch")
    guest, url = Client(), f"{link_for(wood, share)}question/"
    assert guest.post(url, {"question": ""}).context["form"].errors
    page = guest.post(url, {"question": "Is VAT in it?"}).content.decode()
    assert "Your question was passed on" in page
    share.refresh_from_db()
    assert share.budget_answer == "questioned"


def test_from_its_page(wood):
    cost = agreed(wood)
    share = share_of(cost, wood, "birch")
    url = f"/clusters/{wood.cluster.pk}/money/shared-costs/{cost.pk}/shares/{share.pk}/"
    client = client_of(wood, "birch")
    assert "Is your share right?" in client.get(f"{url}answer-share/").content.decode()
    asks = f"{url}answer-share/?question=1"
    assert "What is not right?" in client.get(asks).content.decode()
    client.post(asks, {"question": "Why?"})
    share.refresh_from_db()
    assert share.budget_answer == "questioned"
    done = client.post(f"{url}answer-share/", follow=True)
    assert "You agreed." in done.content.decode()
