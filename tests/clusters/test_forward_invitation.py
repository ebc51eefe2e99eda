"""Passing an invitation on to a colleague."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from spinney.base.access.models import Person
from spinney.base.kernel.errors import BadInput
from spinney.clusters.actions.answers import forward_invitation
from tests.access import client_of
from tests.clusters.inviting import an_invitation, last_link, last_message


def test_the_colleague_answers_and_the_first_link_ends(wood):
    an_invitation(wood)
    path = last_link("arts@example.org")
    sent = {"email": "Deputy@example.org", "name": "Holly Hart"}
    assert Client().post(f"{path}forward/", sent).status_code == 200
    assert Client().get(path).status_code == 410
    assert "Holly Hart hands this on to you" in last_message("deputy@example.org").body
    form = Client().get(f"{last_link('deputy@example.org')}accept/").content.decode()
    (name,) = re.findall(r'<input[^>]*name="person_name"[^>]*>', form)
    assert "value=" not in name, "the name of who passed it on stands in her form"
    said = {"organisation_name": "Hazel Hedge Arts", "person_name": "D. Deputy", "post": "Deputy"}
    Client().post(f"{last_link('deputy@example.org')}accept/", {**said, "agrees": "on"})
    person = Person.objects.get(email="deputy@example.org")
    assert person.mandates.get().post == "Deputy"
    assert not Person.objects.filter(email="arts@example.org").exists()


def test_to_herself_is_told(wood):
    invitation = an_invitation(wood, email="elm@example.org")
    url = reverse("clusters:forward-invitation", args=[invitation.pk])
    page = client_of(wood, "elm").post(url, {"email": "elm@example.org"})
    assert "That is your own address." in page.content.decode()


def test_signed_in(wood):
    invitation = an_invitation(wood, email="elm@example.org")
    forward_invitation(
        invitation=invitation, email="deputy@example.org", by=wood.elm, now=timezone.now()
    )
    assert last_message("deputy@example.org").kind == "clusters.invitation"


def test_to_those_who_act_for_it_needs_somebody_who_does(wood):
    invitation = an_invitation(wood, email="elm@example.org")
    with pytest.raises(BadInput, match="address of a colleague"):
        forward_invitation(invitation=invitation, by=wood.elm, now=timezone.now())


def test_the_facilitator_sees_who_has_it_now(wood, django_assert_num_queries):
    invitations = [
        an_invitation(wood, name=f"Hedge {number}", email=f"elm+{number}@example.org")
        for number in range(4)
    ]
    client = client_of(wood, "ash")
    url = reverse("clusters:invitations", args=[wood.cluster.pk])
    with CaptureQueriesContext(connection) as before:
        page = client.get(url).content.decode()
    needed = len(before)
    assert "handed on to" not in page
    for number in range(4):
        sent = {"email": f"deputy{number}@example.org", "name": "Holly Hart"}
        Client().post(f"{last_link(f'elm+{number}@example.org')}forward/", sent)
    with django_assert_num_queries(needed):
        page = client.get(url).content.decode()
    assert page.count("handed on to deputy") == 4
    one = reverse("clusters:resend-invitation", args=[wood.cluster.pk, invitations[0].pk])
    page = client.get(one).content.decode()
    assert "handed on to deputy0@example.org" in page
    assert 'value="deputy0@example.org"' in page
    file = client.get(f"{url}?as=csv").getvalue().decode("utf-8-sig")
    assert "deputy3@example.org" in file
