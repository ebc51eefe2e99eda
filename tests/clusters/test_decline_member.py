"""An organisation that asked to join is told that it does not come in, and why."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from spinney.base.post.models import Message
from spinney.clusters.states import MembershipState
from spinney.register.models import Mandate
from tests.access import client_of
from tests.clusters.cases import asked, today


def test_a_reason_is_needed_and_told(wood):
    membership = asked(wood)
    Mandate.objects.create(
        organisation=membership.organisation, person=wood.people["elm"], starts_on=today(),
        given_by="t", given_at=timezone.now(),
    )  # fmt: skip
    url = reverse("clusters:decline-member", args=[wood.cluster.pk, membership.pk])
    client = client_of(wood, "ash")
    assert client.post(url, {"reason": ""}).status_code == 200
    assert client.post(url, {"reason": "We are full until the autumn."}).status_code == 302
    membership.refresh_from_db()
    assert membership.state == MembershipState.DECLINED
    letter = Message.objects.get(email="elm@example.org")
    assert "> We are full until the autumn." in letter.body
