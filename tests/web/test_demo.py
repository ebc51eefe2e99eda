"""The demonstration's doors: be somebody with one click, read every message. Absent elsewhere."""

import pytest
from django.test import Client

from spinney.base.access.models import Person
from spinney.base.web.demo_chooser import FirstLook
from tests.post.letterbox import send_invitation
from tests.web.letters import deliver, link_in

pytestmark = pytest.mark.django_db
ADDRESSES = ["/look-around/", "/mailbox/", "/mailbox/1/"]


@pytest.fixture
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def people(db):
    titles = {"rowan": "A programme manager", "birch": "A representative in Bolton", "elm": ""}
    return {
        name: Person.objects.create_user(f"{name}@example.org", name.title(), demo_title=title)
        for name, title in titles.items()
    }


class TestElsewhere:
    @pytest.mark.parametrize("address", ADDRESSES)
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_the_doors_do_not_exist(self, people, address, method):
        assert getattr(Client(), method)(address).status_code == 404

    def test_nobody_can_be_somebody(self, people):
        client = Client()
        assert client.post(f"/look-around/{people['rowan'].pk}/").status_code == 404
        assert "_auth_user_id" not in client.session

    def test_no_page_speaks_of_it(self, people):
        text = Client().get("/").text
        assert "demonstration" not in text.lower()
        assert "Look around" not in text


@pytest.mark.usefixtures("demo")
class TestInTheDemonstration:
    def test_every_page_says_so_and_leads_to_the_doors(self, people):
        text = Client().get("/").text
        assert "This is a demonstration" in text
        assert 'href="/look-around/"' in text
        assert 'href="/mailbox/"' in text

    def test_one_click_and_in(self, people):
        client = Client()
        text = client.get("/look-around/").text
        assert text.index("A programme manager") < text.index("A representative in Bolton")
        assert "Elm" not in text
        assert client.post(f"/look-around/{people['birch'].pk}/").url == "/"
        assert client.session["_auth_user_id"] == str(people["birch"].pk)
        client.post(f"/look-around/{people['rowan'].pk}/")
        assert client.session["_auth_user_id"] == str(people["rowan"].pk)

    def test_not_by_looking_and_only_those_who_are_offered(self, people):
        client = Client()
        assert client.get(f"/look-around/{people['birch'].pk}/").status_code == 405
        assert client.post(f"/look-around/{people['elm'].pk}/").status_code == 404

    def test_the_front_page_offers_it_too(self, people):
        assert "A programme manager" in Client().get("/").text

    def test_every_message_with_links_that_work(self, people):
        message, _ = send_invitation()
        send_invitation(to="cedar@example.org")
        deliver()
        client = Client()
        text = client.get("/mailbox/").text
        assert text.count(message.subject) == 2
        assert client.get("/mailbox/?to=cedar@example.org").text.count(message.subject) == 1
        text = client.get(f"/mailbox/{message.pk}/").text
        path = link_in(text).split('"')[0]
        assert f'href="http://127.0.0.1:8000{path}"' in text
        assert len(path) > 40

    def test_words_in_a_message_stay_words(self, people):
        message, _ = send_invitation(said="<script>alert(1)</script>")
        text = Client().get(f"/mailbox/{message.pk}/").text
        assert "<script>alert" not in text


@pytest.mark.usefixtures("demo")
def test_a_newcomer_begins_where_a_room_says(people, monkeypatch):
    looks = [lambda people, today: FirstLook("Begin with Elder", "All of it.", people[0], "/x/")]
    monkeypatch.setattr("spinney.base.web.demo_chooser._SOURCES", looks)
    client, rowan, birch = Client(), people["rowan"], people["birch"]
    for page in ("/", "/look-around/"):
        text = client.get(page).text
        assert text.index("Begin with Elder") < text.index("A programme manager")
    assert client.post(f"/look-around/{rowan.pk}/", {"first": "1"}).url == "/x/"
    assert client.post(f"/look-around/{birch.pk}/", {"first": "1"}).url == "/"
    assert client.post(f"/look-around/{rowan.pk}/").url == "/"
