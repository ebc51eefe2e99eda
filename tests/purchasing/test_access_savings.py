"""Who may knock at which door of the ledger of savings."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.access import answers, client_of
from tests.agreements.making import another_member
from tests.purchasing.saving_claims import claimed

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 403, 404, 404, 404, 404, 401)
MATRIX = {
    ("savings", "get"): INSIDE,
    ("saving", "get"): INSIDE,
    ("claim-saving", "get"): INSIDE,
    ("edit-saving", "get"): (403, 200, 200, 403, 404, 404, 404, 404, 401),  # Ash claimed it
    ("confirm-saving", "post"): (403, 403, 302, 403, 404, 404, 404, 404, 401),
    ("refuse-saving", "get"): (403, 403, 200, 403, 404, 404, 404, 404, 401),
    ("withdraw-saving", "get"): (200, 200, 200, 403, 404, 404, 404, 404, 401),
    ("restore-saving", "post"): (409, 409, 409, 403, 404, 404, 404, 404, 401),  # it stands
    ("look-again", "post"): (409, 409, 409, 403, 404, 404, 404, 404, 401),  # its member is asked
    ("own-savings", "get"): (403, 403, 200, 403, 403, 403, 403, 403, 401),
    ("programme-savings", "get"): (200, 403, 403, 403, 404, 404, 404, 404, 401),
}
OF_CLUSTER = {"savings", "claim-saving"}


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, name, method):
    saving = claimed(wood)
    args = [wood.cluster.pk] if name in OF_CLUSTER else [wood.cluster.pk, saving.pk]
    elsewhere = {
        "own-savings": [saving.organisation_id], "programme-savings": [wood.programme.pk],
    }  # fmt: skip
    args = elsewhere.get(name, args)
    url = reverse(f"purchasing:{name}", args=args)
    assert answers(wood, method, url) == MATRIX[(name, method)]


def test_next_door_is_another_ledger_and_another_member_changes_nothing(wood):
    saving = claimed(wood)
    url = reverse("purchasing:saving", args=[wood.next_door.pk, saving.pk])
    assert client_of(wood, "willow").get(url).status_code == 404
    another_member(wood, "maple")
    client = client_of(wood, "maple")
    for verb in ("confirm-saving", "look-again"):
        url = reverse(f"purchasing:{verb}", args=[wood.cluster.pk, saving.pk])
        assert client.post(url).status_code == 403
