"""One link, one task: no account, no cookie, no script; nothing done by looking; nothing leaked."""

import logging
from datetime import timedelta

import pytest
from django import forms
from django.core import mail
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.utils.timezone import now

from spinney.base.access import links
from spinney.base.access import names as registry
from spinney.base.access.links import Errand, in_days
from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.post import outbox
from spinney.base.post.models import Message
from spinney.base.web.discreet_logs import DiscreetFormatter, mask
from spinney.base.web.task_links import linked_verbs, task_link
from tests.post.letterbox import HERE, invitation
from tests.web.letters import deliver, link_in, text_to

pytestmark = pytest.mark.django_db
STANDS = {"it": True}


class AnswerForm(forms.Form):
    answer = forms.CharField(label="Your answer")


@task_link("tests.answer", stands=lambda link: STANDS["it"], say_no="no")
def answer(request, link, step):
    """A task as a room would write it: remembers, acts by POST, then says that it is done."""
    if step == "no":
        return HttpResponse("Are you sure?")
    form = AnswerForm(request.POST or None, initial=link.memory)
    if request.method == "POST" and form.is_valid():
        if "later" in request.POST:
            links.remember(link, **form.cleaned_data)
        else:
            links.spend(link, now=now())
            return render(request, "account_pages/inactive.html")
    return render(request, "web/page_task.html", {"form": form, "deed": "Send"})


def sent(*, days=7, may_forward=True, to="birch@example.org", verb="tests.answer"):
    """The link of a letter that was just sent, and its path."""
    errand = Errand(verb, "tests.Thing:1", HERE, minutes=3, may_forward=may_forward)
    moment = now()
    with transaction.atomic():
        message, link = outbox.ask(
            invitation(),
            errand,
            to=to,
            by=Actor.system("test"),
            now=moment,
            expires_at=in_days(moment, days),
            organisation_id=5,
        )
    return link, link_in(message.secret)


@pytest.fixture
def visitor():
    """A browser that refuses to make up for missing tokens."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def names(monkeypatch):
    monkeypatch.setitem(registry._sources, "organisation", lambda pk: "Birch House")
    monkeypatch.setitem(registry._sources, "cluster", lambda pk: "The Spinney")
    monkeypatch.setitem(STANDS, "it", True)


class TestTheTask:
    def test_it_is_done_without_cookie_or_token(self, visitor):
        link, path = sent()
        assert visitor.get(path).status_code == 200
        response = visitor.post(path, {"answer": "Yes"})
        assert response.status_code == 200
        link.refresh_from_db()
        assert link.used_at is not None

    def test_the_page_says_for_whom_how_long_until_when_and_what_else(self, visitor):
        link, path = sent()
        text = visitor.get(path).text
        for part in (
            "Birch House",
            "The Spinney",
            "3 minutes",
            "Hand it on to a colleague",
            "Say no",
        ):
            assert part in text
        assert f"until {link.expires_at:%-d %B %Y}" in text
        assert "mailto:ash@example.org" in text

    def test_there_is_one_thing_to_do_and_nowhere_else_to_go(self, visitor):
        person = Person.objects.create_user("birch@example.org", "Birch Tree")
        link, path = sent()
        assert link.person == person
        text = visitor.get(path).text
        assert "govuk-service-navigation" not in text
        assert 'href="/account/"' not in text
        assert links.actor_of(link).is_signed_in is False

    def test_it_needs_no_script(self, visitor):
        _, path = sent()
        text = visitor.get(path).text
        assert "<noscript" not in text
        assert 'method="post"' in text

    def test_the_page_after_it_offers_nothing_more(self, visitor):
        _, path = sent()
        text = visitor.post(path, {"answer": "Yes"}).text
        assert "Hand it on" not in text
        assert "Birch House" in text

    def test_what_was_typed_is_remembered_on_another_device(self, visitor):
        _, path = sent()
        visitor.post(path, {"answer": "Half of it", "later": "1"})
        assert "Half of it" in Client().get(path).text

    def test_whoever_is_signed_in_here_only_the_links_holder_acts(self):
        person = Person.objects.create_user("cedar@example.org", "Cedar")
        _, path = sent()
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        response = client.get(path)
        assert response.wsgi_request.actor.label.startswith("guest:link")
        assert response.cookies == {}

    def test_every_method_of_looking_does_nothing(self, visitor):
        link, path = sent()
        for look in (visitor.get, visitor.head, visitor.options):
            look(path)
            look(f"{path}no/")
            look(f"{path}forward/")
        link.refresh_from_db()
        assert (link.used_at, link.revoked_at) == (None, None)
        assert TaskLink.objects.count() == 1

    def test_a_verb_that_nobody_serves(self, visitor):
        _, path = sent(verb="tests.unheard_of")
        assert visitor.get(path).status_code == 404

    def test_an_address_that_is_not_whole(self, visitor):
        _, path = sent()
        response = visitor.get(path[:-6] + "/")
        assert response.status_code == 404
        assert "The address may be mistyped" in response.text

    def test_a_room_cannot_serve_a_verb_twice(self):
        assert "tests.answer" in linked_verbs()
        with pytest.raises(LookupError):
            task_link("tests.answer")(answer)


class TestDiscretion:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_no_cookie_no_referrer_no_cache_no_index(self, visitor, method):
        _, path = sent()
        response = getattr(visitor, method)(path, {})
        assert response.cookies == {}
        assert "Set-Cookie" not in response.headers
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["Cache-Control"] == "no-store, private"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert "csrfmiddlewaretoken" not in response.text

    def test_an_ended_link_is_as_discreet(self, visitor):
        link, path = sent()
        TaskLink.objects.update(used_at=now())
        response = visitor.get(path)
        assert response.status_code == 410
        assert response.cookies == {}
        assert response["Referrer-Policy"] == "no-referrer"

    def test_the_secret_is_in_no_other_address_of_the_page(self, visitor):
        _, path = sent()
        text = visitor.get(path).text
        secret = path.split("/")[2]
        here = [p for p in text.split('"') if secret in p]
        assert all(p.startswith(f"/do/{secret}/") for p in here)

    @pytest.mark.parametrize(
        ("line", "masked"),
        [
            ("GET /do/SECRET/ HTTP/1.1", "GET /do/…/ HTTP/1.1"),
            ("Not Found: /do/SECRET/forward/", "Not Found: /do/…/forward/"),
            ("https://example.org/do/SECRET/", "https://example.org/do/…/"),
            ("next=%2Fdo%2FSECRET%2F", "next=%2Fdo%2F…%2F"),
            ("POST /mail/SECRET/stop/", "POST /mail/…/stop/"),
            ("GET /documents/2026/ 200", "GET /documents/2026/ 200"),
            ("/do/it/", "/do/it/"),
        ],
    )
    def test_logs_hold_no_secret(self, line, masked):
        secret = "h2K0x-9Lq_3fTTh2K0x-9Lq_3fTTh2K0x-9Lq_3fTT0"  # noqa: S105
        assert mask(line.replace("SECRET", secret)) == masked

    def test_no_line_that_django_writes_holds_one(self, visitor, caplog, settings):
        _, path = sent()
        visitor.raise_request_exception = False
        formatter = DiscreetFormatter("%(message)s")
        with caplog.at_level(logging.DEBUG):
            visitor.get(path)
            visitor.get(path + "nothing-here/and-deeper/")
            visitor.get(f"/do/{path.split('/')[2]}x/")
        lines = [formatter.format(record) for record in caplog.records]
        assert lines
        assert [line for line in lines if path.split("/")[2] in line] == []

    def test_every_handler_of_the_site_masks(self, settings):
        handlers = settings.LOGGING["handlers"]
        assert {h["formatter"] for h in handlers.values()} == {"discreet"}
        used = [h for one in settings.LOGGING["loggers"].values() for h in one["handlers"]]
        assert set(used) <= set(handlers)

    def test_a_traceback_is_masked_too(self):
        formatter = DiscreetFormatter("%(message)s")
        try:
            raise ValueError("no /do/h2K0x-9Lq_3fTTh2K0x-9Lq_3fTTh2K0x-9Lq_3fTT0/")
        except ValueError as problem:
            info = (type(problem), problem, problem.__traceback__)
        record = logging.LogRecord("x", logging.ERROR, "", 1, "Failed", None, info)
        assert "h2K0x" not in formatter.format(record)


class TestHandingOn:
    def test_the_colleague_gets_her_own_link_and_mine_ends(self, visitor):
        link, path = sent()
        visitor.post(path, {"answer": "Half", "later": "1"})
        assert "Your colleague’s e-mail address" in visitor.get(f"{path}forward/").text
        page = visitor.post(f"{path}forward/", {"email": "Elm@Example.org", "name": "Birch Tree"})
        assert "We have written to elm@example.org" in page.text
        assert page.cookies == {}
        text = text_to("elm@example.org")
        assert "Birch Tree hands this on to you." in text
        assert "Half" in Client().get(link_in(text)).text
        ended = visitor.get(path)
        assert ended.status_code == 410
        assert "handed on to a colleague" in ended.text
        assert "new link" not in ended.text

    @pytest.mark.parametrize("email", ["", "nonsense", "birch@example.org"])
    def test_to_whom_is_checked(self, visitor, email):
        link, path = sent()
        page = visitor.post(f"{path}forward/", {"email": email, "name": "Birch"})
        assert page.status_code == 200
        assert TaskLink.objects.count() == 1
        assert "There is a problem" in page.text

    def test_a_task_that_is_yours_alone(self, visitor):
        _, path = sent(may_forward=False)
        assert "Hand it on" not in visitor.get(path).text
        assert visitor.get(f"{path}forward/").status_code == 404
        assert visitor.post(f"{path}forward/", {"email": "elm@example.org"}).status_code == 404


def late(link):
    """Make a link one whose time ran out."""
    TaskLink.objects.filter(pk=link.pk).update(
        made_at=now() - timedelta(days=8), expires_at=now() - timedelta(days=1)
    )


class TestEnded:
    def test_a_new_link_goes_to_the_same_address_only(self, visitor):
        link, path = sent()
        late(link)
        page = visitor.get(path)
        assert page.status_code == 410
        assert "Send me a new link" in page.text
        assert "birch@example.org" not in page.text
        page = visitor.post(f"{path}new-link/", {"email": "thief@example.org"})
        assert "We have written to b…h@example.org" in page.text
        deliver()
        assert {m.to[0] for m in mail.outbox} == {"birch@example.org"}
        assert Client().get(link_in(mail.outbox[-1].body)).status_code == 200

    def test_asking_twice_sends_once(self, visitor):
        link, path = sent()
        late(link)
        visitor.post(f"{path}new-link/")
        page = visitor.post(f"{path}new-link/")
        assert page.status_code == 410
        assert "A newer link was sent to the same address" in page.text
        assert Message.objects.count() == 2

    def test_looking_at_the_address_sends_nothing(self, visitor):
        link, path = sent()
        late(link)
        visitor.get(f"{path}new-link/")
        assert Message.objects.count() == 1

    def test_not_when_the_task_no_longer_stands(self, visitor):
        link, path = sent()
        late(link)
        STANDS["it"] = False
        assert "Send me a new link" not in visitor.get(path).text
        visitor.post(f"{path}new-link/")
        assert Message.objects.count() == 1

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ("used_at", "This was already done"),
            ("revoked_at", "This link was withdrawn"),
        ],
    )
    def test_not_when_it_was_done_or_withdrawn(self, visitor, change, words):
        link, path = sent()
        TaskLink.objects.update(**{change: now()})
        page = visitor.post(f"{path}new-link/")
        assert page.status_code == 410
        assert words in page.text
        assert "Send me a new link" not in page.text

    def test_withdrawing_ends_the_links_of_a_subject(self, visitor):
        _, path = sent()
        assert links.revoke("tests.answer", "tests.Thing:1", now=now()) == 1
        assert visitor.post(path, {"answer": "Yes"}).status_code == 410


def test_two_presses_at_the_same_moment_do_it_once(visitor):
    link, path = sent()
    first, second = TaskLink.objects.get(pk=link.pk), TaskLink.objects.get(pk=link.pk)
    links.spend(first, now=now())
    with pytest.raises(links.LinkEnded):
        links.spend(second, now=now())
