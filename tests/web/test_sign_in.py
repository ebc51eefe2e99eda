"""One door for old and new: an address, a code, and on to where one was going."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import get_resolver

from spinney.base.access.models import Person
from spinney.base.post.models import Message
from tests.web.letters import code_to, deliver, newest, text_to

pytestmark = pytest.mark.django_db
DOOR = "/account/login/"
CODE = "/account/login/code/confirm/"


@pytest.fixture
def birch():
    return Person.objects.create_user("birch@example.org", "Birch Tree")


@pytest.fixture
def visitor():
    return Client()


def ask_for_code(visitor, email="birch@example.org", onward=""):
    return visitor.post(f"{DOOR}?next={onward}" if onward else DOOR, {"email": email})


class TestByCode:
    def test_a_person_signs_in_and_goes_on(self, birch, visitor):
        response = ask_for_code(visitor, onward="/help/")
        assert response.url == f"{CODE}?next=%2Fhelp%2F"
        response = visitor.post(response.url, {"code": code_to(birch.email)})
        assert response.url == "/help/"
        assert visitor.session["_auth_user_id"] == str(birch.pk)

    def test_capitals_dash_and_spaces_do_not_matter(self, birch, visitor):
        ask_for_code(visitor)
        typed = code_to(birch.email).replace("-", " ").lower()
        assert visitor.post(CODE, {"code": f" {typed} "}).url == "/"

    def test_a_new_address_gets_an_account_by_the_same_steps(self, visitor):
        response = ask_for_code(visitor, "New@Example.org", onward="/help/")
        assert response.url == f"{CODE}?next=%2Fhelp%2F"
        response = visitor.post(response.url, {"code": code_to("new@example.org")})
        assert response.url == "/account/name/?next=%2Fhelp%2F"
        response = visitor.post(response.url, {"name": "Nora New"})
        assert response.url == "/help/"
        assert Person.objects.get(email="new@example.org").name == "Nora New"

    def test_the_code_page_says_from_which_address_the_code_comes(self, visitor, settings):
        settings.DEFAULT_FROM_EMAIL = "The Spinney <wood@example.org>"
        ask_for_code(visitor)
        assert "It comes from wood@example.org." in visitor.get(CODE).text

    def test_a_passkey_without_script_leads_back_with_words_and_the_way_on(self, visitor):
        page = visitor.get(f"{DOOR}?next=/help/").text
        assert page.count('name="next" value="/help/"') == 2
        sent = {"credential": "", "next": "/help/"}
        response = visitor.post("/account/2fa/webauthn/login/", sent)
        assert response.url == f"{DOOR}?next=%2Fhelp%2F"
        page = visitor.get(response.url).text
        assert "A passkey needs JavaScript, which is off here." in page
        assert "This field is required" not in page
        assert page.count('name="next" value="/help/"') == 2

    def test_the_name_page_asks_for_a_name(self, visitor):
        ask_for_code(visitor, "new@example.org")
        response = visitor.post(CODE, {"code": code_to("new@example.org")})
        page = visitor.post(response.url, {"name": " "})
        assert page.status_code == 200
        assert "What shall we call you?" in page.text

    def test_who_has_a_name_is_not_asked(self, birch, visitor):
        ask_for_code(visitor)
        assert visitor.post(CODE, {"code": code_to(birch.email)}).url == "/"

    def test_it_is_never_led_to_another_site(self, birch, visitor):
        ask_for_code(visitor, onward="https://elsewhere.example.org/")
        response = visitor.post(
            f"{CODE}?next=https://elsewhere.example.org/", {"code": code_to(birch.email)}
        )
        assert response.url == "/"

    def test_a_wrong_code_says_so_and_three_end_it(self, birch, visitor):
        ask_for_code(visitor)
        page = visitor.post(CODE, {"code": "BBBB-BBBB"})
        assert "That is not the code" in page.text
        visitor.post(CODE, {"code": "BBBB-BBBB"})
        response = visitor.post(CODE, {"code": "BBBB-BBBB"}, follow=True)
        assert response.request["PATH_INFO"] == DOOR
        assert "Too many tries" in response.text
        visitor.post(CODE, {"code": code_to(birch.email)})
        assert "_auth_user_id" not in visitor.session

    def test_the_code_ends_after_a_quarter_of_an_hour(self, birch, visitor, monkeypatch):
        import time

        ask_for_code(visitor)
        real = time.time
        monkeypatch.setattr(time, "time", lambda: real() + 15 * 60 + 1)
        response = visitor.post(CODE, {"code": code_to(birch.email)})
        assert response.url == "/account/login/code/"
        assert "_auth_user_id" not in visitor.session

    def test_another_code_can_be_sent_and_ends_the_first(self, birch, visitor):
        ask_for_code(visitor)
        first = code_to(birch.email)
        visitor.post(CODE, {"action": "resend"})
        second = code_to(birch.email)
        assert first != second
        visitor.post(CODE, {"code": first})
        assert "_auth_user_id" not in visitor.session
        visitor.post(CODE, {"code": second})
        assert visitor.session["_auth_user_id"] == str(birch.pk)

    def test_beginning_again_with_another_address(self, birch, visitor):
        ask_for_code(visitor, "mistyped@example.org")
        assert "/account/login/" in visitor.get(CODE).text
        assert visitor.get(DOOR).status_code == 200
        ask_for_code(visitor)
        visitor.post(CODE, {"code": code_to(birch.email)})
        assert visitor.session["_auth_user_id"] == str(birch.pk)

    def test_who_is_signed_in_goes_straight_on(self, birch, visitor):
        visitor.force_login(birch, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert visitor.get(f"{DOOR}?next=/help/").url == "/help/"

    def test_signing_out(self, birch, visitor):
        visitor.force_login(birch, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert "signed out on this device" in visitor.get("/account/logout/").text
        assert visitor.post("/account/logout/").url == "/"
        assert "_auth_user_id" not in visitor.session

    def test_signing_up_is_the_same_door(self, visitor):
        assert visitor.get("/account/signup/?next=/help/").url == f"{DOOR}?next=%2Fhelp%2F"


class TestTheLetter:
    def test_our_words_and_the_code_on_its_own_line(self, birch, visitor):
        ask_for_code(visitor)
        text, code = text_to(birch.email), code_to(birch.email)
        assert newest(birch.email).subject == "Sign in, 1 minute: your code to sign in"
        assert f"\nYour code:\n{code}\n" in text
        assert "nobody can sign in as you without the code" in " ".join(text.split())
        assert "fewer" not in text

    def test_the_code_is_not_kept_once_it_is_sent(self, birch, visitor):
        ask_for_code(visitor)
        code = code_to(birch.email)
        assert code not in str(Message.objects.values())
        assert deliver() == 1
        assert code in mail.outbox[0].body
        assert code not in str(Message.objects.values())
        assert "…" in text_to(birch.email)

    def test_it_goes_whatever_she_wants_by_mail(self, birch, visitor):
        Person.objects.update(mail_rhythm=Person.MailRhythm.NEEDED)
        ask_for_code(visitor)
        assert deliver() == 1

    def test_a_code_that_comes_too_late_is_not_sent(self, birch, visitor):
        ask_for_code(visitor)
        message = newest(birch.email)
        assert message.expires_at - message.made_at == timedelta(minutes=15)


class TestNobodyLearnsWhoHasAnAccount:
    def test_the_same_answer_for_every_address(self, birch):
        answers = []
        for email in ("birch@example.org", "stranger@example.org"):
            visitor = Client()
            response = ask_for_code(visitor, email)
            page = visitor.get(response.url)
            text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.text)
            answers.append((response.status_code, response.url, text.replace(email, "EMAIL")))
        assert answers[0] == answers[1]
        assert newest("birch@example.org").subject == newest("stranger@example.org").subject


class TestLimits:
    def test_codes_to_one_address(self, birch, visitor):
        for _ in range(3):
            assert ask_for_code(Client()).status_code == 302
        page = ask_for_code(visitor)
        assert page.status_code == 200
        assert "Too many tries. Wait five minutes" in page.text

    def test_one_computer_asking_for_many(self, visitor):
        for n in range(30):
            ask_for_code(Client(), f"n{n}@example.org")
        page = visitor.post(DOOR, {"email": "one-more@example.org"})
        assert page.status_code == 429
        assert "Traceback" not in page.text
        assert not Person.objects.filter(email="one-more@example.org").exists()


class TestNoPasswords:
    def test_no_address_has_to_do_with_one(self):
        def addresses(patterns, before=""):
            for pattern in patterns:
                here = before + str(pattern.pattern)
                if hasattr(pattern, "url_patterns"):
                    yield from addresses(pattern.url_patterns, here)
                else:
                    yield here

        found = list(addresses(get_resolver().url_patterns))
        assert "account/login/" in found
        assert [a for a in found if "password" in a or "3rdparty" in a or "social" in a] == []

    @pytest.mark.parametrize(
        "path",
        [
            "password/change/",
            "password/set/",
            "password/reset/",
            "password/reset/done/",
            "password/reset/key/done/",
            "password/reset/key/1-set-password/",
            "reauthenticate/",
            "confirm-email/",
            "confirm-email/abc/",
            "phone/verify/",
            "signup/passkey/",
            "2fa/trust/",
            "2fa/webauthn/signup/",
            "sessions/",
            "3rdparty/",
        ],
    )
    def test_allauths_other_pages_are_not_served(self, path, birch, visitor):
        assert visitor.get(f"/account/{path}").status_code == 404
        visitor.force_login(birch, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert visitor.get(f"/account/{path}").status_code == 404

    def test_people_have_none(self, birch):
        assert not birch.has_usable_password()

    def test_the_door_has_no_such_field(self, visitor):
        assert 'type="password"' not in visitor.get(DOOR).text


def test_an_account_that_was_closed(birch, visitor):
    Person.objects.update(is_active=False)
    ask_for_code(visitor)
    response = visitor.post(CODE, {"code": code_to(birch.email)}, follow=True)
    assert "_auth_user_id" not in visitor.session
    assert "This account is closed" in response.text
