"""Between a person and the rooms, in a real browser: signing in by code and by passkey, a task
link without script or cookie, what was typed when the session ended, mail choices, Home.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.utils.timezone import now
from playwright.sync_api import Browser, Page, expect

from spinney.base.access.models import Person, TaskLink
from spinney.base.post import outbox
from tests.browser import Visit, chromium, visit, visitor, width
from tests.post.letterbox import SYSTEM, news, send_invitation
from tests.web import test_task_links
from tests.web.letters import code_to, link_in, newest, text_to

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def fresh_limits(transactional_db: None) -> None:
    """The table of limits outlives a test that keeps what it writes."""
    cache.clear()


@pytest.fixture
def birch(transactional_db: None) -> Person:
    return Person.objects.create_user("birch@example.org", "Birch Tree")


def type_address_and_code(page: Page, email: str) -> None:
    page.get_by_label("Your e-mail address").fill(email)
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Type the code")
    page.get_by_label("The code from the e-mail").fill(code_to(email))
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_a_newcomer_signs_in_by_code(visitor: Visit) -> None:
    page = visitor.open("/")
    assert visitor.problems() == []
    page.get_by_role("button", name="Sign in").or_(
        page.locator("main").get_by_role("link", name="Sign in")
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    assert visitor.problems() == []
    page.get_by_label("Your e-mail address").fill("nonsense")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert visitor.problems() == []
    page.get_by_label("Your e-mail address").fill("new@example.org")
    page.get_by_role("button", name="Send me a code").click()
    expect(page.get_by_text("new@example.org")).to_be_visible()
    assert visitor.problems() == []
    page.get_by_label("The code from the e-mail").fill(code_to("new@example.org").lower())
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert visitor.problems() == []
    page.get_by_label("What shall we call you?").fill("Nora New")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Welcome, Nora New")
    assert visitor.problems() == []


def test_the_pages_of_an_account(visitor: Visit, birch: Person) -> None:
    with transaction.atomic():
        outbox.tell(news(), to=birch, by=SYSTEM, now=now())
    page = visitor.open("/account/login/?next=/account/")
    type_address_and_code(page, birch.email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    for path in (
        "/",
        "/account/",
        "/account/details/",
        "/account/email/",
        "/account/sign-ins/",
        "/account/mail/",
        "/account/leave/",
        "/account/logout/",
        "/account/2fa/",
        "/account/2fa/webauthn/",
        "/account/2fa/webauthn/add/",
        "/account/2fa/totp/activate/",
        "/undelivered/",
    ):
        visitor.open(path)
        assert visitor.problems() == [], path


@pytest.fixture
def with_key(chromium: Browser, live_server: Any) -> Iterator[Visit]:
    """A visitor whose device keeps passkeys (a virtual one, that says yes by itself)."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    seen = visit(context, live_server.url.replace("127.0.0.1", "localhost"))
    device = context.new_cdp_session(seen.page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield seen
    context.close()


def test_a_passkey_is_made_and_signs_in(with_key: Visit, birch: Person) -> None:
    page = with_key.open("/account/login/?next=/account/2fa/webauthn/add/")
    type_address_and_code(page, birch.email)
    page.wait_for_url("**/webauthn/add/")
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/2fa/webauthn/")
    expect(page.get_by_text("Your passkey is set up")).to_be_visible()
    assert "a passkey was added to your account" in text_to(birch.email).lower()

    with_key.open("/account/logout/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(with_key.site + "/")
    before = newest(birch.email).pk
    with_key.open("/account/login/?next=/account/details/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/account/details/")
    expect(page.get_by_label("Your name")).to_have_value("Birch Tree")
    assert newest(birch.email).pk == before
    assert with_key.complaints == []


def test_what_was_typed_when_the_session_ended(visitor: Visit, birch: Person) -> None:
    page = visitor.open("/account/login/?next=/account/details/")
    type_address_and_code(page, birch.email)
    page.get_by_label("Your name").fill("Birch B. Tree & Son")
    page.get_by_label("Telephone").fill("01204 555 012")
    Session.objects.all().delete()
    page.get_by_role("button", name="Change my details").click()
    expect(page.get_by_text("What you typed is kept.")).to_be_visible()
    assert visitor.problems() == []
    type_address_and_code(page, birch.email)
    page.wait_for_url("**/account/details/")
    expect(page.get_by_text("What you typed is back.", exact=False).first).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Birch B. Tree & Son")
    expect(page.get_by_label("Telephone")).to_have_value("01204 555 012")
    assert visitor.problems() == []
    page.get_by_role("button", name="Change my details").click()
    page.wait_for_url("**/account/")
    birch.refresh_from_db()
    assert (birch.name, birch.phone) == ("Birch B. Tree & Son", "01204 555 012")


def test_a_page_whose_token_is_gone(visitor: Visit, birch: Person) -> None:
    page = visitor.open("/account/login/?next=/account/details/")
    type_address_and_code(page, birch.email)
    page.get_by_label("Your name").fill("Birch B. Tree")
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Change my details").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This page was open too long")
    visitor.complaints.clear()  # the browser notes the 403 itself
    assert visitor.problems() == []
    page.get_by_role("button", name="Open the page with what I typed").or_(
        page.get_by_role("link", name="Open the page with what I typed")
    ).first.click()
    expect(page.get_by_label("Your name")).to_have_value("Birch B. Tree")


@pytest.fixture
def plain(chromium: Browser, live_server: Any, width: int) -> Iterator[Visit]:
    """A visitor whose browser runs no script."""
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, java_script_enabled=False
    )
    yield visit(context, live_server.url)
    context.close()


def test_a_task_link_without_script_or_cookie(plain: Visit, transactional_db: None) -> None:
    _, path = test_task_links.sent()
    page = plain.open(path)
    page.get_by_label("Your answer").fill("Yes")
    page.get_by_role("button", name="Send").click()
    assert TaskLink.objects.get().used_at is not None
    assert page.context.cookies() == []
    assert plain.complaints == []


def test_a_task_link_and_what_goes_with_it(visitor: Visit, transactional_db: None) -> None:
    _, path = test_task_links.sent()
    page = visitor.open(path)
    assert visitor.problems() == []
    page.get_by_role("link", name="Hand it on to a colleague").click()
    assert visitor.problems() == []
    page.get_by_label("Your colleague’s e-mail address").fill("elm@example.org")
    page.get_by_label("Your name").fill("Birch")
    page.get_by_role("button", name="Hand it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is handed on")
    assert visitor.problems() == []
    visitor.open(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link has ended")
    visitor.complaints.clear()  # the browser notes the 410 itself
    assert visitor.problems() == []
    visitor.open(link_in(text_to("elm@example.org")))
    page.get_by_label("Your answer").fill("Yes")
    page.get_by_role("button", name="Send").click()
    assert page.context.cookies() == []
    assert TaskLink.objects.filter(used_at=None, revoked_at=None).count() == 0


def test_choosing_mail_from_the_foot_of_a_message(visitor: Visit, transactional_db: None) -> None:
    with transaction.atomic():
        send_invitation()
    page = visitor.open(link_in(text_to("birch@example.org"), "/mail/"))
    assert visitor.problems() == []
    page.get_by_label("Invitations (for tests)").uncheck()
    page.get_by_role("button", name="Send me only this").click()
    expect(page.get_by_text("From now on you get only that.")).to_be_visible()
    expect(page.get_by_label("Invitations (for tests)")).not_to_be_checked()
    assert visitor.problems() == []
    page = visitor.open(link_in(text_to("birch@example.org"), "/mail/") + "stop/")
    assert visitor.problems() == []
    page.get_by_role("button", name="Stop these").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You get no more of these")
    assert visitor.problems() == []


def test_the_demonstrations_doors(visitor: Visit, birch: Person, settings: Any) -> None:
    settings.DEMO = True
    Person.objects.update(demo_title="A representative in Bolton")
    with transaction.atomic():
        send_invitation()
    for path in ("/", "/look-around/", "/mailbox/"):
        visitor.open(path)
        assert visitor.problems() == [], path
    page = visitor.open("/mailbox/")
    page.get_by_role("link", name="Answer by Thu 26 March").click()
    assert visitor.problems() == []
    assert page.locator("main a[href*='/do/']").count() == 1
    visitor.open("/look-around/")
    page.get_by_role("button", name="A representative in Bolton").click()
    page.wait_for_url(visitor.site + "/")
    assert visitor.problems() == []
