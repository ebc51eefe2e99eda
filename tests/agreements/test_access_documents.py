"""Who may take an agreement away."""

import pytest
from django.urls import reverse

from spinney.agreements.bridge import site_seal
from spinney.agreements.states import SpeaksFor
from tests.access import answers, client_of
from tests.agreements.engine.sealing import a_key
from tests.agreements.making import an_agreement, another_member
from tests.agreements.sealed_cases import a_sealed_agreement, an_original

#         rowan ash birch cedar hazel elm willow sorrel nobody
INSIDE = (200, 200, 200, 404, 404, 404, 404, 404, 401)
"""Cedar, a supporter, sees the agreements that she is a party of, and no others."""
PACK = (200, 200, 200, 403, 404, 404, 404, 404, 401)
NO_POST = (405, 405, 405, 405, 404, 404, 404, 404, 401)
MATRIX = {
    ("download-pdf", "get"): INSIDE,
    ("download-word", "get"): INSIDE,
    ("download-sealed", "get"): INSIDE,
    ("download-pack", "get"): PACK,
    ("download-original", "get"): INSIDE,
    ("download-pdf", "post"): NO_POST,
    ("download-sealed", "post"): NO_POST,
}


@pytest.fixture(autouse=True)
def quick_key(monkeypatch):
    monkeypatch.setattr(site_seal, "make_key", lambda name, now: a_key(name))


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    agreement = a_sealed_agreement(wood)
    number = an_original(agreement).pk if door == "download-original" else 1
    url = reverse(f"agreements:{door}", args=[wood.cluster.pk, agreement.pk, number])
    assert answers(wood, method, url) == MATRIX[door, method]


def test_what_is_between_others_is_not_taken_by_members(wood):
    another_member(wood, "elder")
    agreement = an_agreement(wood, ["elder"], speaks_for=SpeaksFor.PARTIES)
    url = reverse("agreements:download-pdf", args=[wood.cluster.pk, agreement.pk, 1])
    assert client_of(wood, "birch").get(url).status_code == 404


def test_not_through_the_cluster_next_door(wood):
    agreement = a_sealed_agreement(wood)
    for door in ("download-pdf", "download-sealed"):
        url = reverse(f"agreements:{door}", args=[wood.next_door.pk, agreement.pk, 1])
        assert client_of(wood, "willow").get(url).status_code == 404


def test_an_original_of_another_agreement(wood):
    agreement, other = an_agreement(wood), an_agreement(wood)
    original = an_original(other).pk
    url = reverse("agreements:download-original", args=[wood.cluster.pk, agreement.pk, original])
    assert client_of(wood, "birch").get(url).status_code == 404


def test_anybody_may_check_a_sealed_pdf(wood):
    assert answers(wood, "get", reverse("agreements:verify-document")) == (200,) * 9
