"""Mail goes to a real mail server on this machine, and says plainly when that refuses it."""

from __future__ import annotations

import socket
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from spinney.base.post.delivery import deliver_due
from spinney.base.post.mailers import mailers
from spinney.base.post.models import Message
from tests.personas import NOON
from tests.post.letterbox import send_invitation

pytestmark = pytest.mark.django_db


class PostOffice:
    """Takes mail for everybody but for one address that there is not, and one that is busy."""

    def __init__(self):
        self.taken = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address.startswith("gone"):
            return "550 5.1.1 No such user here"
        if address.startswith("busy"):
            return "451 4.3.0 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 Taken"


@pytest.fixture
def office(settings, tmp_path):
    """A mail server, to which the site's mail goes."""
    handler = PostOffice()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAILERS = mailers(f"smtp://127.0.0.1:{port}?tls=no", folder=tmp_path)
    yield handler
    controller.stop()


def states():
    return dict(Message.objects.values_list("email", "state"))


def test_a_letter_arrives_as_it_was_written(office):
    message, _ = send_invitation()
    secret = message.secret
    assert deliver_due(now=NOON) == 1
    ((sender, receivers, content),) = office.taken
    assert sender == "spinney@example.org"
    assert receivers == ["birch@example.org"]
    parsed = message_from_bytes(content, policy=default)
    assert parsed["Subject"] == message.subject
    assert parsed["From"].addresses[0].display_name == "The Spinney (Spinney)"
    assert parsed["Reply-To"] == "ash@example.org"
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert parsed.get_content_type() == "text/plain"
    lines = parsed.get_content().splitlines()
    assert secret in lines
    assert "We would love to have you." in " ".join(lines)


def test_a_line_with_a_link_is_not_broken_on_its_way(office):
    message, _ = send_invitation()
    deliver_due(now=NOON)
    content = office.taken[0][2]
    text = message_from_bytes(content, policy=default).get_content()
    fewer = next(line for line in text.splitlines() if "/mail/" in line)
    assert fewer.startswith("http")
    assert fewer.endswith("/")


def test_each_address_fares_for_itself(office):
    for name in ("gone", "busy", "birch"):
        send_invitation(to=f"{name}@example.org")
    assert deliver_due(now=NOON) == 1
    assert states() == {
        "gone@example.org": "failed",
        "busy@example.org": "queued",
        "birch@example.org": "sent",
    }
    gone = Message.objects.get(email="gone@example.org")
    assert gone.reason == "The mail server refused the address (“5.1.1 No such user here”)."


def test_umlauts_and_long_words_arrive(office):
    send_invitation(said="Tŷ Gwyrdd, Caerffili – " + "x" * 300)
    deliver_due(now=NOON)
    text = message_from_bytes(office.taken[0][2], policy=default).get_content()
    assert "Tŷ Gwyrdd, Caerffili –" in text
    assert "x" * 300 in text


def test_a_server_that_is_not_there_is_tried_again(settings, tmp_path):
    settings.MAILERS = mailers("smtp://127.0.0.1:1?tls=no", folder=tmp_path)
    send_invitation()
    assert deliver_due(now=NOON) == 0
    assert states() == {"birch@example.org": "queued"}


def test_a_server_that_wants_no_plain_text_password(office, settings, tmp_path):
    port = settings.MAILERS["default"]["OPTIONS"]["port"]
    address = f"smtp://user:word@127.0.0.1:{port}?tls=no"
    settings.MAILERS = mailers(address, folder=tmp_path)
    send_invitation()
    assert deliver_due(now=NOON) == 0
    assert states() == {"birch@example.org": "queued"}
    assert office.taken == []


def test_the_file_backend_writes_a_file(settings, tmp_path):
    settings.MAILERS = mailers("", folder=tmp_path / "mail")
    message, _ = send_invitation()
    secret = message.secret
    assert deliver_due(now=NOON) == 1
    (file,) = (tmp_path / "mail").iterdir()
    assert secret in file.read_text()
