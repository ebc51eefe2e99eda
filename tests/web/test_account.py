"""Looking after one's account: details, address, sign-ins, leaving."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils.timezone import now

from spinney.base.access.leaving import add_farewell, leave
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.post.models import Message, Unwanted
from spinney.base.record.models import Entry
from spinney.base.record.record import verify
from spinney.clusters.models import Facilitator
from spinney.register.models import Mandate
from tests.access import client_of
from tests.post.letterbox import send_invitation
from tests.web.letters import code_to, deliver, text_to

pytestmark = pytest.mark.django_db
CODE = "/account/email/code/"


@pytest.fixture
def birch(wood):
    """Birch's browser, after she has signed in by code once."""
    EmailAddress.objects.create(
        user=wood.people["birch"], email="birch@example.org", primary=True, verified=True
    )
    return client_of(wood, "birch")


class TestAccount:
    def test_it_shows_everything_with_where_to_change_it(self, birch):
        text = birch.get("/account/").text
        for part in ("birch@example.org", "Birch House", "Each message at once", "Passkeys"):
            assert part in text

    def test_details(self, birch, wood):
        assert birch.post("/account/details/", {"name": "Birch B. Tree", "phone": "01204 5"}).url
        person = Person.objects.get(email="birch@example.org")
        assert (person.name, person.phone) == ("Birch B. Tree", "01204 5")
        assert birch.post("/account/details/", {"name": ""}).status_code == 200


class TestChangingTheAddress:
    def ask(self, birch, email="birch.tree@example.org"):
        return birch.post("/account/email/", {"email": email, "action_add": "1"})

    def test_the_old_one_is_used_until_the_code_is_typed(self, birch):
        assert self.ask(birch).url == CODE
        assert Person.objects.filter(email="birch@example.org").exists()
        response = birch.post(CODE, {"code": code_to("birch.tree@example.org")})
        assert response.status_code == 302
        person = Person.objects.get(email="birch.tree@example.org")
        rows = EmailAddress.objects.filter(user=person)
        assert [(r.email, r.verified, r.primary) for r in rows] == [
            ("birch.tree@example.org", True, True)
        ]

    def test_the_old_address_is_told(self, birch):
        self.ask(birch)
        birch.post(CODE, {"code": code_to("birch.tree@example.org")})
        text = " ".join(text_to("birch@example.org").split())
        assert "It was birch@example.org and is birch.tree@example.org now." in text
        assert "Sign out everywhere else" in text

    def test_her_wishes_and_what_waits_go_with_her(self, birch):
        Unwanted.objects.create(address="birch@example.org", scope="cluster:9", since=now())
        waiting, _ = send_invitation()
        self.ask(birch)
        birch.post(CODE, {"code": code_to("birch.tree@example.org")})
        assert Unwanted.objects.get().address == "birch.tree@example.org"
        waiting.refresh_from_db()
        assert waiting.email == "birch.tree@example.org"

    def test_a_wrong_code(self, birch):
        self.ask(birch)
        assert "That is not the code" in birch.post(CODE, {"code": "BBBB-BBBB"}).text
        assert Person.objects.filter(email="birch@example.org").exists()

    def test_an_address_of_somebody_else_is_not_given_away(self, birch):
        response = self.ask(birch, "cedar@example.org")
        assert response.url == CODE
        page = birch.post(CODE, {"code": code_to("cedar@example.org")})
        assert "in use by another account" in page.text
        assert Person.objects.filter(email="birch@example.org").exists()

    @pytest.mark.parametrize("email", ["", "nonsense"])
    def test_what_is_not_an_address(self, birch, email):
        assert self.ask(birch, email).status_code == 200


class TestSignIns:
    def test_all_but_this_one_are_ended(self, wood):
        person = wood.people["birch"]
        browsers = []
        for agent in ("Mozilla/5.0 (iPhone) Safari/604", "Mozilla/5.0 (Windows NT) Chrome/150"):
            client = Client(headers={"user-agent": agent})
            client.post("/account/login/", {"email": person.email})
            client.post("/account/login/code/confirm/", {"code": code_to(person.email)})
            browsers.append(client)
        phone, desk = browsers
        text = desk.get("/account/sign-ins/").text
        assert "Safari on an iPhone" in text
        assert "Chrome on Windows" in text
        assert desk.post("/account/sign-ins/").status_code == 302
        assert phone.get("/account/").status_code == 302
        assert desk.get("/account/").status_code == 200
        assert "You are signed in nowhere else." in desk.get("/account/sign-ins/").text


class TestLeaving:
    def test_the_page_says_what_goes_and_what_stays(self, birch):
        text = birch.get("/account/leave/").text
        for part in ("What goes", "What stays", "somebody who has left", "Birch House"):
            assert part in text

    def test_a_facilitator_stands_down(self, wood):
        leave(by=wood.ash, now=now())
        facilitator = Facilitator.objects.get(person=wood.people["ash"])
        assert facilitator.ends_on is not None

    def test_it_is_asked_twice(self, birch):
        assert "Tick the box" in birch.post("/account/leave/", {}).text
        assert Person.objects.filter(email="birch@example.org").exists()

    def test_her_name_and_address_go_from_everywhere(self, birch, wood):
        person = wood.people["birch"]
        message, link = send_invitation(to=person)
        Authenticator.objects.create(user=person, type="totp", data={})
        Unwanted.objects.create(address=person.email, scope="cluster:9", since=now())
        assert "Your account is closed" in birch.post("/account/leave/", {"sure": "on"}).text
        assert birch.get("/account/").status_code == 302
        for table in (Person, EmailAddress, Message, Unwanted, TaskLink, Authenticator, Entry):
            rows = str(list(table.objects.values()))
            assert "birch@example.org" not in rows, table
            if table is not Entry:
                assert "'Birch'" not in rows, table
        person.refresh_from_db()
        assert (person.name, person.is_active) == ("Somebody who has left", False)
        assert Authenticator.objects.count() == 0
        assert not Mandate.objects.filter(person=person, ended_early_at=None).exists()
        link.refresh_from_db()
        assert link.revoked_at is not None
        deliver()
        assert mail.outbox == []

    def test_the_record_keeps_that_it_was_done_and_holds(self, birch, wood):
        birch.post("/account/leave/", {"sure": "on"})
        entry = Entry.objects.get(verb="access.leave")
        assert entry.person_id == wood.people["birch"].pk
        assert list(verify()) == []

    def test_rooms_take_their_leave_first(self, wood):
        seen = []

        def farewell(person, by, moment):
            seen.append(person.name)

        add_farewell(farewell)
        try:
            leave(by=wood.birch, now=now())
        finally:
            from spinney.base.access import leaving

            leaving._farewells.remove(farewell)
        assert seen == ["Birch"]

    def test_the_last_host_cannot(self, wood):
        with pytest.raises(WrongState, match="only host"):
            leave(by=wood.hazel, now=now())
        client = client_of(wood, "hazel")
        assert client.post("/account/leave/", {"sure": "on"}).status_code == 409

    def test_not_twice_and_not_a_visitor(self, wood):
        birch = wood.birch
        leave(by=birch, now=now())
        with pytest.raises(NotFound):
            leave(by=birch, now=now())
        with pytest.raises(NotFound):
            leave(by=Actor.nobody(), now=now())

    def test_an_address_that_wants_nothing_stays_left_alone(self, birch):
        Unwanted.objects.create(address="birch@example.org", since=now())
        birch.post("/account/leave/", {"sure": "on"})
        message, _ = send_invitation(to="birch@example.org")
        assert message.state == Message.State.UNWANTED

    def test_coming_back_begins_a_new_account(self, birch):
        birch.post("/account/leave/", {"sure": "on"})
        client = Client()
        client.post("/account/login/", {"email": "birch@example.org"})
        response = client.post(
            "/account/login/code/confirm/", {"code": code_to("birch@example.org")}
        )
        assert response.url.startswith("/account/name/")
        assert Person.objects.filter(email="birch@example.org").count() == 1
