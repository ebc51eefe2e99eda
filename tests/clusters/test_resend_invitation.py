"""Sending an invitation again: to another address, with a later date."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from tests.access import client_of
from tests.clusters.cases import today
from tests.clusters.inviting import an_invitation, last_link


def test_earlier_links_stop_working(wood):
    invitation = an_invitation(wood)
    first = last_link("arts@example.org")
    day = today() + timedelta(days=21)
    sent = {
        "email": "Holly@example.org", "answer_by_day": day.day, "answer_by_month": day.month,
        "answer_by_year": day.year,
    }  # fmt: skip
    url = reverse("clusters:resend-invitation", args=[wood.cluster.pk, invitation.pk])
    assert client_of(wood, "ash").post(url, sent).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.email, invitation.answer_by) == ("holly@example.org", day)
    assert Client().get(first).status_code == 410
    assert Client().get(last_link("holly@example.org")).status_code == 200


def test_the_list_says_whether_it_was_delivered(wood):
    an_invitation(wood)
    url = reverse("clusters:invitations", args=[wood.cluster.pk])
    page = client_of(wood, "ash").get(url).content.decode()
    assert "Waiting to be sent." in page
    assert "Remind, change or withdraw" in page
