"""A passkey is a way in; an authenticator app is a second step."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from spinney.base.access.models import Person
from tests.web.letters import code_to, text_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def birch():
    person = Person.objects.create_user("birch@example.org", "Birch Tree")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def by_code(person):
    client = Client()
    client.post("/account/login/", {"email": person.email})
    response = client.post("/account/login/code/confirm/", {"code": code_to(person.email)})
    return client, response


def app_code(secret):
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up_app(client):
    client.get("/account/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    response = client.post("/account/2fa/totp/activate/", {"code": app_code(secret)})
    assert response.status_code == 302, response.text
    return secret


def test_with_a_passkey_the_code_still_signs_in(birch):
    Authenticator.objects.create(user=birch, type="webauthn", data={"name": "Phone"})
    client, response = by_code(birch)
    assert response.url == "/"
    assert client.get("/account/").status_code == 200


def test_with_a_passkey_nothing_is_asked_again(birch):
    Authenticator.objects.create(user=birch, type="webauthn", data={"name": "Phone"})
    client, _ = by_code(birch)
    assert client.get("/account/email/").status_code == 200
    response = client.post("/account/email/", {"email": "new@example.org", "action_add": "1"})
    assert response.url == "/account/email/code/"


def test_an_app_is_asked_after_the_code(birch, django_capture_on_commit_callbacks):
    client, _ = by_code(birch)
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up_app(client)
    assert "authenticator app was added" in text_to(birch.email)
    other, response = by_code(birch)
    assert response.url == "/account/2fa/authenticate/"
    assert other.get("/account/").status_code == 302
    page = other.post("/account/2fa/authenticate/", {"code": "000000"})
    assert page.status_code == 200
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    from django.core.cache import cache

    cache.clear()  # a code is taken once in its half minute
    response = other.post("/account/2fa/authenticate/", {"code": app_code(secret)})
    assert response.url == "/"
    assert other.get("/account/").status_code == 200


def test_the_apps_secret_is_kept_sealed(birch):
    client, _ = by_code(birch)
    secret = set_up_app(client)
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_with_an_app_settings_ask_for_its_code_again(birch, monkeypatch):
    client, _ = by_code(birch)
    set_up_app(client)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 10 * 60)
    response = client.post("/account/email/", {"email": "new@example.org", "action_add": "1"})
    assert response.url.startswith("/account/2fa/reauthenticate/")


def test_recovery_codes_come_with_an_app_and_stand_in_for_it(birch):
    client, _ = by_code(birch)
    set_up_app(client)
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    other, _ = by_code(birch)
    assert other.post("/account/2fa/authenticate/", {"code": codes[0]}).url == "/"
