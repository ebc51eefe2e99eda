"""A message that a later mail server returned is shown as not delivered."""

import io
from email.message import EmailMessage

import pytest
from django.core.management import call_command

from spinney.base.post.bounces import note_bounce
from spinney.base.post.delivery import deliver_due, message_id
from spinney.base.post.models import Message
from tests.personas import NOON
from tests.post.letterbox import send_invitation

pytestmark = pytest.mark.django_db

RETURNED = """\
From: MAILER-DAEMON@mail.example.org
To: spinney@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; birch@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
 in virtual mailbox table

--b
{original}
--b--
"""
HEADERS = "Content-Type: text/rfc822-headers\n\nSubject: x\nMessage-ID: {id}\n"
WHOLE = "Content-Type: message/rfc822\n\nSubject: x\nMessage-ID: {id}\n\nHello\n"


@pytest.fixture
def sent():
    message, _ = send_invitation()
    deliver_due(now=NOON)
    return message


def returned(message_id_text, *, action="failed", original=HEADERS):
    return RETURNED.format(action=action, original=original.format(id=message_id_text)).encode()


@pytest.mark.parametrize("original", [HEADERS, WHOLE], ids=["headers", "whole"])
def test_it_is_marked_with_what_the_server_said(sent, original):
    assert note_bounce(returned(message_id(sent), original=original), now=NOON) == sent
    sent.refresh_from_db()
    assert sent.state == Message.State.FAILED
    assert sent.reason == "It came back: “550 5.1.1 User unknown in virtual mailbox table”."
    assert sent in Message.objects.undelivered()


def test_a_delay_is_not_a_return(sent):
    assert note_bounce(returned(message_id(sent), action="delayed"), now=NOON) is None


@pytest.mark.parametrize(
    "other",
    [
        "<somebody-elses@example.org>",
        "<00000000-0000-4000-8000-000000000000@example.org>",
        "",
    ],
)
def test_what_is_not_ours(sent, other):
    assert note_bounce(returned(other), now=NOON) is None


def test_an_ordinary_answer_is_none(sent):
    answer = EmailMessage()
    answer["Subject"] = "Re: invitation"
    answer["In-Reply-To"] = message_id(sent)
    answer.set_content("I am on holiday.")
    assert note_bounce(answer.as_bytes(), now=NOON) is None


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"Content-Type: multipart/report\n\n--"])
def test_nonsense_is_none(raw):
    assert note_bounce(raw, now=NOON) is None


def test_once_only(sent):
    assert note_bounce(returned(message_id(sent)), now=NOON) is not None
    assert note_bounce(returned(message_id(sent)), now=NOON) is None


def test_from_the_mail_servers_alias(sent, monkeypatch, capsys):
    stdin = io.TextIOWrapper(io.BytesIO(returned(message_id(sent))))
    monkeypatch.setattr("sys.stdin", stdin)
    call_command("note_bounce")
    assert f"Message {sent.pk} is marked." in capsys.readouterr().out
