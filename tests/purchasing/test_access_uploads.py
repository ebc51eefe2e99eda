"""Who may knock at which door of a member's own spending, and what others are told of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.record.models import Entry
from spinney.purchasing.models import SpendUpload
from tests.access import answers, client_of
from tests.agreements.making import another_member
from tests.purchasing.giving import LATER, added, given
from tests.purchasing.making import spent

pytestmark = pytest.mark.django_db

#       rowan ash birch cedar hazel elm willow sorrel nobody
OWN = (403, 403, 200, 403, 403, 403, 403, 403, 401)
DEED = (403, 403, 302, 403, 403, 403, 403, 403, 401)
LATE = (403, 403, 409, 403, 403, 403, 403, 403, 401)
HOME = {
    "spending": OWN, "spend-lines": OWN, "set-measures": OWN, "give-file": OWN,
}  # fmt: skip
PAGES = {"upload": OWN, "left-out-rows": OWN, "change-layout": OWN, "undo-upload": LATE}
DEEDS = {"add-lines": DEED, "discard-upload": DEED}


@pytest.fixture
def upload(wood):
    return given(wood.organisations["birch"], wood.birch)


@pytest.mark.parametrize("name", HOME)
def test_of_an_organisation(wood, name):
    address = reverse(f"purchasing:{name}", args=[wood.organisations["birch"].pk])
    assert answers(wood, "get", address) == HOME[name]


@pytest.mark.parametrize("name", PAGES)
def test_of_a_file(wood, upload, name):
    address = reverse(f"purchasing:{name}", args=[upload.organisation_id, upload.pk])
    assert answers(wood, "get", address) == PAGES[name]


@pytest.mark.parametrize("name", DEEDS)
def test_deeds_on_a_file(wood, upload, name):
    address = reverse(f"purchasing:{name}", args=[upload.organisation_id, upload.pk])
    assert answers(wood, "post", address) == DEEDS[name]


def test_a_forged_number_of_an_organisation_leads_nowhere(wood, upload):
    """Sorrel keeps her own organisation's spending, and asks for Birch's file below it."""
    own = wood.organisations["sorrel"].pk
    client = client_of(wood, "sorrel")
    for name in ("upload", "left-out-rows", "change-layout", "undo-upload"):
        assert client.get(reverse(f"purchasing:{name}", args=[own, upload.pk])).status_code == 404
    for name in ("add-lines", "discard-upload"):
        assert client.post(reverse(f"purchasing:{name}", args=[own, upload.pk])).status_code == 404
    upload.refresh_from_db()
    assert upload.state == "to_check"


def test_lists_and_files_of_one_member_have_nothing_of_another(wood):
    maple = another_member(wood, "Maple Centre")
    spent(maple, [("Secret Supplies Ltd", "other", 98_765, date(2025, 5, 1))])
    added(wood.organisations["birch"], wood.birch, LATER)
    client = client_of(wood, "birch")
    url = reverse("purchasing:spend-lines", args=[wood.organisations["birch"].pk])
    for address in (url, f"{url}?as=csv", f"{url}?as=xlsx", f"{url}?q=Secret"):
        response = client.get(address)
        shown = b"".join(response.streaming_content) if response.streaming else response.content
        assert b"Secret Supplies" not in shown
        assert b"987.65" not in shown


def test_the_page_of_the_job_is_for_whoever_started_it(wood, upload):
    address = reverse("job", args=[upload.job])
    # Hazel runs the installation and sees that there is work, never whose payments are in it.
    statuses = answers(wood, "get", address)
    assert statuses == (404, 404, 200, 404, 200, 404, 404, 404, 401)
    shown = client_of(wood, "hazel").get(address).content.decode()
    for secret in (upload.name, "BT Group", "Birch House"):
        assert secret not in shown


def test_what_is_recorded_stands_in_the_member_s_own_book(wood):
    added(wood.organisations["birch"], wood.birch)
    books = set(Entry.objects.filter(verb__startswith="purchasing.").values_list("book", flat=True))
    assert books == {f"organisation:{wood.organisations['birch'].pk}"}
    told = str(list(Entry.objects.values_list("detail", flat=True)))
    for secret in ("BT Group", "Larch", "Example", "40000", "400.00"):
        assert secret not in told


@pytest.mark.parametrize("files", [1, 6])
def test_pages_take_few_queries_however_much_there_is(wood, django_assert_max_num_queries, files):
    birch = wood.organisations["birch"]
    for _ in range(files):
        spent(birch, [(f"Name {n}", "other", 100, date(2025, 5, 1)) for n in range(files * 3)])
    client = client_of(wood, "birch")
    with django_assert_max_num_queries(26):
        client.get(reverse("purchasing:spending", args=[birch.pk]))
    with django_assert_max_num_queries(20):
        client.get(reverse("purchasing:spend-lines", args=[birch.pk]))
    upload = SpendUpload.objects.first()
    with django_assert_max_num_queries(16):
        client.get(reverse("purchasing:upload", args=[birch.pk, upload.pk]))
