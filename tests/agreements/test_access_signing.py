"""Who may knock at which door of signing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.agreements.actions.signing_answers import attach_authority, decline_to_sign
from spinney.agreements.models import Agreement
from spinney.base.access.sources import actor_for
from tests.access import answers, client_of
from tests.agreements.signing_cases import a_draft, asked_of, put_it_out
from tests.agreements.test_attach_authority import pdf
from tests.agreements.test_send_scan import send_scan, sheet

pytestmark = pytest.mark.django_db

#          rowan ash birch cedar hazel elm willow sorrel nobody
RUNS = lambda ok: (ok, ok, 403, 404, 404, 404, 404, 404, 401)  # noqa: E731
INSIDE = lambda ok: (ok, ok, ok, 404, 404, 404, 404, 404, 401)  # noqa: E731
#: A supporter that is no party is not told of guarded doors that are for members.
SHUT = lambda ok: (ok, ok, 403, 403, 404, 404, 404, 404, 401)  # noqa: E731
MATRIX = {
    ("signing", "get"): INSIDE(200),
    ("put-out", "get"): SHUT(409),  # it is out already
    ("sign", "get"): (404, 404, 200, 404, 404, 404, 404, 404, 401),
    ("sign", "post"): (404, 404, 200, 404, 404, 404, 404, 404, 401),  # nothing is ticked
    ("remind-signers", "post"): SHUT(409),  # everybody was written to today
    ("extend-deadline", "get"): SHUT(200),
    ("take-back-signing", "get"): SHUT(200),
    ("ask-anew", "get"): SHUT(200),
    ("send-scan", "get"): INSIDE(200),
    ("fetch-scan", "get"): INSIDE(200),
    ("refuse-scan", "get"): INSIDE(200),
    ("fetch-authority", "get"): INSIDE(200),
}


@pytest.fixture
def out(wood):
    """Out for signature: Elder has declined, Birch has sent a scan and attached a minute."""
    agreement = a_draft(wood)
    now = timezone.now()
    signing = put_it_out(wood, agreement, deadline=now.date() + timedelta(days=9), now=now)
    birch, elder = (actor_for(wood.people[n], now.date()) for n in ("birch", "elder"))
    decline_to_sign(asked=asked_of(signing, "elder"), reason="No.", by=elder, now=now)
    made = sheet(on=timezone.localdate())
    scan = send_scan(asked=asked_of(signing, "birch"), sheet=made, by=birch, now=now)
    paper = attach_authority(asked=asked_of(signing, "birch"), file=pdf(), by=birch, now=now)
    return agreement, signing, scan, paper


def address(name, out):
    agreement, signing, scan, paper = out
    more = {
        "ask-anew": [asked_of(signing, "elder").pk],
        "send-scan": [asked_of(signing, "birch").pk],
        "fetch-scan": [scan.pk],
        "confirm-scan": [scan.pk],
        "refuse-scan": [scan.pk],
        "fetch-authority": [paper.pk],
    }.get(name, [])
    return reverse(f"agreements:{name}", args=[agreement.cluster_id, agreement.pk, *more])


@pytest.mark.parametrize(("name", "method"), MATRIX, ids=lambda v: v)
def test_access(wood, out, name, method):
    assert answers(wood, method, address(name, out)) == MATRIX[(name, method)]


def test_confirming_is_for_those_who_run_it_and_the_party(wood, out):
    # Rowan and Ash are the two; for Birch nothing is left to confirm.
    got = answers(wood, "post", address("confirm-scan", out))
    assert got == (302, 302, 409, 404, 404, 404, 404, 404, 401)


def test_another_party_sees_neither_scans_nor_minutes(wood, out):
    elder = client_of(wood, "elder")
    for name in ("fetch-scan", "fetch-authority", "send-scan", "refuse-scan"):
        assert elder.get(address(name, out)).status_code == 403, name
    assert elder.post(address("confirm-scan", out)).status_code == 403
    assert elder.get(address("signing", out)).status_code == 200


def test_what_is_next_door_is_not_found_under_this_address(wood, out):
    agreement = out[0]
    Agreement.objects.filter(pk=agreement.pk).update(cluster=wood.next_door)
    for name in ("signing", "sign", "put-out"):
        url = reverse(f"agreements:{name}", args=[wood.cluster.pk, agreement.pk])
        assert client_of(wood, "ash").get(url).status_code == 404, name
        assert client_of(wood, "birch").get(url).status_code == 404, name


@pytest.mark.parametrize("many", [3, 12])
def test_few_queries_however_many_sign(wood, django_assert_max_num_queries, many):
    names = ["birch", *(f"m{n}x" for n in range(many - 1))]
    agreement = a_draft(wood, names)
    put_it_out(wood, agreement, deadline=timezone.localdate() + timedelta(days=9))
    for name, page, most in (
        ("ash", "signing", 24),
        ("birch", "sign", 26),
        ("ash", "agreement", 34),
    ):
        client = client_of(wood, name)
        url = reverse(f"agreements:{page}", args=[agreement.cluster_id, agreement.pk])
        client.get(url)
        with django_assert_max_num_queries(most):
            assert client.get(url).status_code == 200
