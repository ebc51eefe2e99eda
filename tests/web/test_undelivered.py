"""What did not arrive is shown to whoever runs the cluster, and to nobody else."""

from dataclasses import replace

import pytest
from django.core import mail
from django.db import transaction
from django.utils.timezone import now

from spinney.base.access.asks import asked_of
from spinney.base.kernel.actors import cluster_scope
from spinney.base.post import outbox
from spinney.base.post.models import Message
from tests.access import client_of
from tests.post.letterbox import SYSTEM, news
from tests.web.letters import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def lost(wood):
    """A message sent for The Spinney that the mail server refused."""
    letter = replace(news(), scope=cluster_scope(wood.cluster.pk))
    with transaction.atomic():
        message = outbox.tell(letter, to="gone@example.org", by=SYSTEM, now=now())
    Message.objects.update(
        state=Message.State.FAILED, reason="The mail server refused the address."
    )
    return message


def sees(wood, name):
    return "gone@example.org" in client_of(wood, name).get("/undelivered/").text


def test_who_sees_it(wood, lost):
    everybody = ("rowan", "ash", "birch", "cedar", "hazel", "elm", "willow", "sorrel")
    assert [n for n in everybody if sees(wood, n)] == ["rowan", "ash", "hazel"]


def test_it_is_asked_of_the_facilitator(wood, lost):
    (ask,) = [a for a in asked_of(wood.ash, now()) if a.url == "/undelivered/"]
    assert ask.what == "Look at 1 e-mail that did not arrive"
    assert [a for a in asked_of(wood.birch, now()) if a.url == "/undelivered/"] == []


def test_the_page_says_why(wood, lost):
    text = client_of(wood, "ash").get("/undelivered/").text
    assert "Could not be delivered." in text
    assert "The mail server refused the address." in text


def test_sent_again_to_a_mended_address(wood, lost):
    client = client_of(wood, "ash")
    response = client.post(f"/undelivered/{lost.pk}/", {"email": "here@example.org"})
    assert response.url == "/undelivered/"
    assert deliver() == 1
    assert mail.outbox[0].to == ["here@example.org"]
    assert not sees(wood, "ash")


def test_or_left(wood, lost):
    client_of(wood, "ash").post(f"/undelivered/{lost.pk}/", {"leave": "1", "email": ""})
    assert not sees(wood, "ash")
    assert deliver() == 0


def test_not_an_address(wood, lost):
    client = client_of(wood, "ash")
    assert client.post(f"/undelivered/{lost.pk}/", {"email": "nonsense"}).status_code == 422


@pytest.mark.parametrize("name", ["birch", "willow", "elm"])
def test_others_cannot(wood, lost, name):
    client = client_of(wood, name)
    assert client.post(f"/undelivered/{lost.pk}/", {"email": "x@example.org"}).status_code == 404
