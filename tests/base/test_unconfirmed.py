"""An address typed by mistake leaves nothing behind; somebody who is somebody stays."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.timezone import now

from spinney.base.access.models import Person
from spinney.base.access.unconfirmed import forget_unconfirmed
from spinney.base.work.duties import all_duties
from spinney.register.models import Mandate, Organisation
from tests.web.letters import code_to

pytestmark = pytest.mark.django_db
LATER = timedelta(days=3)


def typed(email):
    Client().post("/account/login/", {"email": email})
    return Person.objects.get(email=email)


def test_the_house_does_it_by_itself():
    typed("mistyped@example.org")
    standing = {s.name: s for s in all_duties()}["web.tidy"]
    assert Session.objects.exists()
    standing.deed(now() + timedelta(days=40))
    assert not Person.objects.exists()
    assert not Session.objects.exists()


def test_after_two_days_it_is_forgotten():
    typed("mistyped@example.org")
    assert forget_unconfirmed(now=now() + timedelta(hours=47)) == 0
    assert forget_unconfirmed(now=now() + LATER) == 1
    assert not Person.objects.exists()


def test_who_came_in_stays():
    client = Client()
    client.post("/account/login/", {"email": "new@example.org"})
    client.post("/account/login/code/confirm/", {"code": code_to("new@example.org")})
    assert forget_unconfirmed(now=now() + LATER) == 0


def test_who_was_given_something_meanwhile_stays():
    person = typed("elm@example.org")
    Mandate.objects.create(
        organisation=Organisation.objects.create(name="Elm House"),
        person=person,
        starts_on=now().date(),
        given_by="system:test",
        given_at=now(),
    )
    assert forget_unconfirmed(now=now() + LATER) == 0


def test_who_was_made_by_others_stays():
    Person.objects.create_user("invited@example.org")
    Person.objects.create_user("host@example.org", is_host=True)
    assert forget_unconfirmed(now=now() + LATER) == 0
