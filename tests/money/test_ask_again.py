"""After its question was answered, a member is asked anew."""

from __future__ import annotations

import pytest
from django.urls import reverse

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.money.actions.cost_sharing import answer_share, ask_again
from tests.access import client_of
from tests.money.costing import agreed, share_of
from tests.personas import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_until_it_agrees(wood):
    share = share_of(agreed(wood), wood, "birch")
    answer_share(share=share, question="Why?", by=wood.birch, now=NOON)
    done = ask_again(share=share, by=wood.ash, now=NOON)
    assert (done.budget_answer, done.question) == ("open", "Why?")
    live = TaskLink.objects.filter(email="birch@example.org", used_at=None, revoked_at=None)
    assert live.count() == 1
    answer_share(share=share, by=wood.birch, now=NOON)
    with pytest.raises(WrongState, match="asked nothing"):
        ask_again(share=share, by=wood.ash, now=NOON)


def test_the_answer_is_kept_shown_and_not_in_the_letter(wood):
    cost = agreed(wood)
    share = share_of(cost, wood, "birch")
    with pytest.raises(BadInput, match="has asked nothing"):
        ask_again(share=share, reply="It is dear.", by=wood.ash, now=NOON)
    answer_share(share=share, question="Why so dear?", by=wood.birch, now=NOON)
    at = [wood.cluster.pk, cost.pk, share.pk]
    client, url = client_of(wood, "ash"), reverse("money:ask-again", args=at)
    assert "Why so dear?" in client.get(url).content.decode()
    assert client.post(url, {"reply": " "}).context["form"].errors
    Message.objects.all().delete()
    done = client.post(url, {"reply": "The licence is £700."}, follow=True)
    assert "Birch House gets the answer" in done.content.decode()
    assert "The licence is £700." in done.content.decode()
    (message,) = Message.objects.all()
    assert "was answered" in message.body
    assert "£" not in message.subject + message.body
    page = client_of(wood, "birch").get(reverse("money:answer-share", args=at))
    assert "The licence is £700." in page.content.decode()
    share.refresh_from_db()
    done = answer_share(share=share, by=wood.birch, now=NOON)
    assert (done.question, done.reply) == ("Why so dear?", "The licence is £700.")


def test_a_new_question_puts_the_old_answer_aside(wood):
    share = share_of(agreed(wood), wood, "birch")
    answer_share(share=share, question="Why?", by=wood.birch, now=NOON)
    share = ask_again(share=share, reply="Because.", by=wood.ash, now=NOON)
    done = answer_share(share=share, question="Why really?", by=wood.birch, now=NOON)
    assert (done.question, done.reply) == ("Why really?", "")


def test_whoever_has_not_answered_is_asked_again_without_words(wood):
    share = share_of(agreed(wood), wood, "birch")
    url = reverse("money:ask-again", args=[wood.cluster.pk, share.cost_id, share.pk])
    done = client_of(wood, "ash").post(url, follow=True)
    assert "Birch House is asked again." in done.content.decode()
