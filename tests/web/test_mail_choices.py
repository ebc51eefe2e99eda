"""One page for all mail; one click to stop a kind; no account needed; nothing by looking."""

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client
from django.utils.timezone import now

from spinney.base.access.models import Person
from spinney.base.post import outbox
from spinney.base.post.models import Message, Unwanted
from tests.access import client_of
from tests.personas import NOON
from tests.post.letterbox import HERE, SYSTEM, news, send_invitation
from tests.web.letters import deliver, link_in

pytestmark = pytest.mark.django_db
State = Message.State


def told(to="birch@example.org", **changes):
    with transaction.atomic():
        return outbox.tell(news(**changes), to=to, by=SYSTEM, now=NOON)


def foot(message):
    """The address at the foot of a message."""
    from spinney.base.post.delivery import full_text

    return link_in(full_text(message), "/mail/")


def kinds(text, *, without=""):
    """What is ticked about kinds, as the page would send it."""
    return {name: [k for k in ticked(text, name) if k != without] for name in ("asks", "news")}


def ticked(text, name):
    import re

    found = re.findall(rf'<input[^>]*name="{name}"[^>]*>', text)
    return [re.search(r'value="([^"]*)"', i).group(1) for i in found if " checked" in i]


class TestThePage:
    def test_everything_is_wanted_at_first(self, wood):
        told()
        text = client_of(wood, "birch").get("/account/mail/").text
        assert set(ticked(text, "places")) >= {str(HERE), f"cluster:{wood.cluster.pk}"}
        assert "tests.invitation" in ticked(text, "asks")
        assert "tests.news" in ticked(text, "news")
        assert "account.code" not in text
        assert ticked(text, "rhythm") == ["at_once"]
        assert ticked(text, "nothing") == []

    def test_what_is_unticked_is_not_sent(self, wood):
        told()
        client = client_of(wood, "birch")
        wanted = kinds(client.get("/account/mail/").text, without="tests.news")
        client.post("/account/mail/", {"rhythm": "weekly", "places": [str(HERE)]} | wanted)
        assert told(headline="another thing happened").state == State.UNWANTED
        assert Person.objects.get(email="birch@example.org").mail_rhythm == "weekly"
        assert kinds(client.get("/account/mail/").text) == wanted

    def test_one_cluster_and_not_another(self, wood):
        told()
        client = client_of(wood, "birch")
        wanted = kinds(client.get("/account/mail/").text)
        client.post("/account/mail/", {"rhythm": "at_once", "places": []} | wanted)
        assert told().state == State.UNWANTED
        from spinney.base.kernel.actors import Scope

        assert told(scope=Scope("cluster", 8), place="The Copse").state == State.QUEUED

    def test_nothing_at_all_but_codes(self, wood):
        client = client_of(wood, "birch")
        client.post("/account/mail/", {"rhythm": "at_once", "nothing": "on"})
        assert told().state == State.UNWANTED
        Client().post("/account/login/", {"email": "birch@example.org"})
        assert Message.objects.latest("pk").state == State.QUEUED

    def test_somebody_elses_wishes_are_hers(self, wood):
        client_of(wood, "birch").post("/account/mail/", {"rhythm": "at_once", "nothing": "on"})
        assert told(to="cedar@example.org").state == State.QUEUED

    def test_a_rhythm_that_there_is_not(self, wood):
        client = client_of(wood, "birch")
        assert client.post("/account/mail/", {"rhythm": "hourly"}).status_code == 200
        assert Person.objects.get(email="birch@example.org").mail_rhythm == "at_once"


class TestFromTheFootOfAMessage:
    def test_the_same_page_without_signing_in(self, db):
        path = foot(told(to="stranger@example.org"))
        client = Client(enforce_csrf_checks=True)
        text = client.get(path).text
        assert "stranger@example.org" in text
        assert "How often" not in text
        response = client.post(path, {"asks": ["tests.invitation"], "places": [str(HERE)]})
        assert "From now on you get only that." in response.text
        assert response.cookies == {}
        assert response["Referrer-Policy"] == "no-referrer"
        assert told(to="stranger@example.org").state == State.UNWANTED

    def test_with_an_account_it_is_her_own_page(self, wood):
        path = foot(told())
        Client().post(path, {"rhythm": "daily", "places": [str(HERE)], "news": ["tests.news"]})
        assert Person.objects.get(email="birch@example.org").mail_rhythm == "daily"

    @pytest.mark.parametrize("change", [lambda p: p[:-3] + "/", lambda p: "/mail/nonsense/"])
    def test_an_address_that_is_not_ours(self, db, change):
        path = foot(told())
        assert Client().get(change(path)).status_code == 404


class TestOneClick:
    def headers(self):
        deliver()
        return mail.outbox[-1].extra_headers

    def test_the_headers_of_rfc_8058(self, db):
        told()
        headers = self.headers()
        assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert headers["List-Unsubscribe"].startswith("<http")

    def test_a_mail_program_stops_it_with_one_post(self, db):
        told()
        path = link_in(self.headers()["List-Unsubscribe"], "/mail/").rstrip(">")
        client = Client(enforce_csrf_checks=True)
        response = client.post(path, {"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert response.cookies == {}
        assert told().state == State.UNWANTED
        message, _ = send_invitation()
        assert message.state == State.QUEUED

    def test_looking_stops_nothing(self, db):
        path = foot(told()) + "stop/"
        page = Client().get(path)
        assert "Stop these e-mails?" in page.text
        assert not Unwanted.objects.exists()

    def test_it_can_be_taken_back(self, db):
        path = foot(told()) + "stop/"
        client = Client()
        client.post(path)
        client.post(path)
        assert Unwanted.objects.count() == 1
        assert "You get these again" in client.post(path, {"undo": "1"}).text
        assert told().state == State.QUEUED

    def test_the_page_shows_it_and_unticking_ends_it(self, wood):
        client = client_of(wood, "birch")
        Client().post(foot(told()) + "stop/")
        text = client.get("/account/mail/").text
        apart = ticked(text, "apart")
        assert apart == [f"{HERE}|tests.news"]
        assert "News (for tests), from The Spinney" in text
        kept = {"rhythm": "at_once", "places": [str(HERE)]} | kinds(text)
        client.post("/account/mail/", kept | {"apart": apart})
        assert told().state == State.UNWANTED
        client.post("/account/mail/", kept)
        assert told().state == State.QUEUED

    def test_sign_in_mail_cannot_be_stopped_and_does_not_offer_it(self, db):
        Person.objects.create_user("birch@example.org", "Birch")
        Client().post("/account/login/", {"email": "birch@example.org"})
        assert "List-Unsubscribe" not in self.headers()


def test_wishes_are_kept_with_their_date(wood):
    before = now()
    client_of(wood, "birch").post("/account/mail/", {"rhythm": "at_once", "nothing": "on"})
    assert Unwanted.objects.filter(scope="", kind="").get().since >= before
