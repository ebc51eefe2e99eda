"""A survey as those who run it and those who are asked go about it, for cases that ask: set up and
opened through its pages, answered from mailed links one page at a time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Scope
from spinney.diagnostics.forms.answers import name_for
from spinney.diagnostics.models import Survey, Version
from tests.harness.work import do_waiting_work
from tests.visitor import Visitor

MOST_LINES = 500
"""So many lines of a list are taken at once."""


def signed_in(address: str, name: str = "") -> Visitor:
    """A browser signed in as a person, who is made if need be."""
    person = Person.objects.filter(email=address).first()
    person = person or Person.objects.create_user(address, name)
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Visitor(client, email=address)


def mailed(address: str) -> str:
    """The path of the link in the newest letter that an address has got."""
    do_waiting_work(most=10_000)
    for letter in reversed(mail.outbox):
        if letter.to == [address] and (found := re.search(r"/do/\S+", str(letter.body))):
            return found.group()
    raise AssertionError(f"No letter with a link has come to {address}.")


def set_up(runner: Visitor, place: Scope, instrument: str, title: str, **more: Any) -> Survey:
    """Set a survey up: `instrument` is the key of one that comes with Spinney."""
    asks = Version.objects.get(instrument__key=instrument, state="published")
    runner.fill(
        reverse("diagnostics:make-survey", args=[place]),
        asks=asks.pk,
        title=title,
        closes_on=localdate() + timedelta(days=21),
        **more,
    )
    assert not runner.errors, runner.errors
    return Survey.objects.get(title=title)


def ask(runner: Visitor, survey: Survey, lines: Sequence[str]) -> None:
    """Ask those of a list, pasted as often as it takes."""
    for start in range(0, len(lines), MOST_LINES):
        part = lines[start : start + MOST_LINES]
        where = reverse("diagnostics:ask-several", args=[survey.scope, survey.pk])
        runner.fill(where, pasted="\n".join(part))
        assert runner.says(f"{len(part)} organisations can be asked"), runner.errors
        runner.press("Add those that can be asked")
        assert runner.says("added."), runner.errors


def open_it(runner: Visitor, survey: Survey) -> None:
    runner.open(reverse("diagnostics:open-survey", args=[survey.scope, survey.pk]))
    runner.press("Open it")
    survey.refresh_from_db()
    assert survey.state == "open", runner.errors


def answer_from(path: str, answers: Mapping[str, Any]) -> Visitor:
    """Answer a survey from its link, page after page, look at what the others will see, and send.

    `answers` are what is chosen or typed, by the keys of the questions; what it leaves out is left
    blank. Returns the browser, on the page that says that the answers are sent.
    """
    visitor = Visitor(Client())
    visitor.open(path)
    start = next(a for a in visitor.page.find_all("a") if a.get_text(strip=True) == "Start")
    visitor.open(str(start["href"]))
    walk(visitor, answers)
    onward = visitor.page.find("a", string=re.compile("See what the others will see"))
    assert onward is not None, visitor.page.get_text(" ", strip=True)
    visitor.open(str(onward["href"]))
    assert visitor.says("This is what the others will see")
    visitor.press("Send our answers")
    assert visitor.says("Your answers are sent")
    return visitor


def walk(visitor: Visitor, answers: Mapping[str, Any]) -> None:
    """Fill in every page from the present one on, until the answers are to be checked."""
    by_name = {name_for(key): value for key, value in answers.items()}
    for _ in range(100):
        if visitor.path.rstrip("/").endswith("/check"):
            return
        here = {str(one.get("name")) for one in visitor.page.select("[name^=q-]")}
        visitor.fill(visitor.path, **{name: by_name[name] for name in here & by_name.keys()})
        assert not visitor.errors, f"{visitor.path}: {visitor.errors}"
    raise AssertionError(f"{visitor.path} does not come to an end.")
