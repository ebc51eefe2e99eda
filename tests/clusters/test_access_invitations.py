"""Who gets which answer at the addresses of invitations (columns: personas.EVERYBODY)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers
from tests.clusters.inviting import an_invitation

RUNS_IT = (200, 200, 403, 403, 404, 404, 404, 404, 401)
RUNS_BY_POST = (405, 405, 403, 403, 404, 404, 404, 404, 401)
#: The invitation was sent to ELM's address; nobody else learns that there is one.
INVITEE = (404, 404, 404, 404, 404, 200, 404, 404, 401)

OF_CLUSTER = {"invitations": RUNS_IT, "invite": RUNS_IT, "invite-several": RUNS_IT}
OF_INVITATION = {
    "remind-invitee": RUNS_BY_POST,
    "resend-invitation": RUNS_IT,
    "withdraw-invitation": RUNS_IT,
}
OF_INVITEE = ("accept-invitation", "decline-invitation", "forward-invitation")


@pytest.mark.parametrize("name", OF_CLUSTER)
def test_cluster_addresses(wood, name):
    url = reverse(f"clusters:{name}", args=[wood.cluster.pk])
    assert answers(wood, "get", url) == OF_CLUSTER[name]


@pytest.mark.parametrize("name", OF_INVITATION)
def test_invitation_addresses(wood, name):
    invitation = an_invitation(wood)
    url = reverse(f"clusters:{name}", args=[wood.cluster.pk, invitation.pk])
    assert answers(wood, "get", url) == OF_INVITATION[name]


@pytest.mark.parametrize("name", OF_INVITEE)
def test_invitee_addresses(wood, name):
    invitation = an_invitation(wood, email="elm@example.org")
    url = reverse(f"clusters:{name}", args=[invitation.pk])
    assert answers(wood, "get", url) == INVITEE


def test_whoever_represents_the_invited_organisation_may_answer_too(wood):
    invitation = an_invitation(
        wood, email="office@example.org", organisation=wood.organisations["sorrel"]
    )
    url = reverse("clusters:accept-invitation", args=[invitation.pk])
    assert answers(wood, "get", url) == (404, 404, 404, 404, 404, 404, 404, 200, 401)
