"""allauth's pages for passkeys and authenticator apps, in our look and words."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache

from spinney.base.access.models import Person

pytestmark = [pytest.mark.urls("tests.web.kit_urls"), pytest.mark.django_db]

PAGES = {
    "/account/2fa/": "How you sign in",
    "/account/2fa/totp/activate/": "Use an authenticator app",
    "/account/2fa/webauthn/": "Your passkeys",
    "/account/2fa/webauthn/add/": "Add a passkey",
}
JARGON = re.compile(
    r"two-factor|authenticat(?:e|ion)\b|security key|recovery code|MFA", re.IGNORECASE
)


@pytest.fixture
def signed_in(client):
    person = Person.objects.create_user("birch@example.org", "Birch")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words_of(html):
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"<[^>]+>", " ", main)


@pytest.mark.parametrize(("address", "heading"), PAGES.items())
def test_a_page_has_our_frame_one_heading_and_plain_words(signed_in, address, heading):
    html = signed_in.get(address).content.decode()
    assert '<html lang="en-GB">' in html
    assert re.findall(r"<h1[^>]*>\s*([^<]+?)\s*</h1>", html) == [heading]
    assert f"<title>{heading} – Spinney</title>" in html
    assert not JARGON.search(words_of(html))
    assert "<main" in html
    assert 'class="spinney-header"' in html


def test_a_wrong_number_from_the_app_is_told_at_the_head_of_the_page(signed_in):
    html = signed_in.post("/account/2fa/totp/activate/", {"code": ""}).content.decode()
    assert "govuk-error-summary" in html
    assert "<title>Error: " in html


def test_using_an_app_and_its_spare_codes(signed_in):
    signed_in.get("/account/2fa/totp/activate/")
    secret = signed_in.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    answer = signed_in.post("/account/2fa/totp/activate/", {"code": code})
    assert answer.status_code == 302
    index = signed_in.get("/account/2fa/").content.decode()
    assert "It is in use." in index
    assert "Spare codes" in index
    asked = signed_in.get("/account/2fa/recovery-codes/", follow=True)
    assert "Show that it is you" in asked.content.decode()
    assert not JARGON.search(words_of(asked.content.decode()))
    cache.clear()  # a code is good for one use; its next use is what is tried here
    signed_in.post(asked.request["PATH_INFO"], {"code": code})
    codes = signed_in.get("/account/2fa/recovery-codes/").content.decode()
    assert "Your spare codes" in codes
    assert not JARGON.search(words_of(codes))
    stop = signed_in.get("/account/2fa/totp/deactivate/").content.decode()
    assert "Stop using the authenticator app" in stop
