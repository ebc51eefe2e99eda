"""Who may knock at which door of what members share, and that the link of one member's bookkeeper
opens nothing else.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.access import links
from spinney.base.record.models import Entry
from spinney.clusters.states import MembershipState
from spinney.purchasing.actions.shares import share_spend
from spinney.purchasing.models import SpendAsked, SpendLine, SpendUpload
from tests.access import answers
from tests.agreements.making import another_member
from tests.harness.work import do_waiting_work
from tests.purchasing.giving import LATER, a_file, asked, given, link_for
from tests.purchasing.making import a_share, spent

pytestmark = pytest.mark.django_db

#      rowan ash birch cedar hazel elm willow sorrel nobody
OUT = (404, 404, 404, 404, 401)
IN = (200, 200, 200, 403, *OUT)
RUN = (200, 200, 403, 403, *OUT)
MEMBER = (403, 403, 200, 403, *OUT)
PAGES = {"spend-shares": IN, "ask-for-spend": RUN, "preview-share": MEMBER}
DEEDS = {
    "remind-of-spend": (302, 409, 403, 403, *OUT),  # rowan does it first
    "share-spend": (403, 403, 422, 403, *OUT), "renew-share": (403, 403, 422, 403, *OUT),
    "take-back-share": (403, 403, 302, 403, *OUT),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_pages(wood, name):
    address = reverse(f"purchasing:{name}", args=[wood.cluster.pk])
    assert answers(wood, "get", address) == PAGES[name]


@pytest.mark.parametrize("name", DEEDS)
def test_deeds(wood, name):
    a_share(wood.cluster, wood.organisations["birch"])
    maple = another_member(wood, "Maple Centre")
    row = SpendAsked(cluster=wood.cluster, organisation=maple, asked_by="x")
    row.asked_at = timezone.now() - timezone.timedelta(days=3)
    row.save()
    address = reverse(f"purchasing:{name}", args=[wood.cluster.pk])
    assert answers(wood, "post", address) == DEEDS[name]


# The link of a bookkeeper ---------------------------------------------------------------------


@pytest.fixture
def door(wood):
    """The address of a link for Birch House, as it stands today."""
    _, secret = link_for(asked(wood), wood, timezone.now())
    return f"/do/{secret}/"


def worked(client, door):
    do_waiting_work()
    return client.get(door).content.decode()


def test_from_the_link_to_the_last_word_without_an_account_or_a_script(wood, door):
    client = Client()
    page = client.get(door).content.decode()
    assert "Give a file of the payments of Birch House" in page
    assert "The Spinney does not see the payments." in page
    reading = client.post(door, {"file": a_file()}, follow=True).content.decode()
    assert '<meta http-equiv="refresh"' in reading
    page = worked(client, door)
    assert "Check how the file was read" in page
    assert "£2,018.45" in page
    assert "What is in “Contact”?" in client.get(f"{door}columns/").content.decode()
    client.post(f"{door}add/")
    assert "6 payments of “payments.csv” are in." in worked(client, door)
    assert SpendAsked.objects.get().answered_at is not None
    client.get(f"{door}another/")
    client.post(f"{door}another/", {"file": a_file(LATER, "later.csv")})
    assert "Here already" in worked(client, door)
    client.post(f"{door}throw-away/")
    assert "Thank you" in client.post(f"{door}finish/").content.decode()
    assert client.cookies == {}


def test_once_it_was_all_the_link_opens_nothing(wood, door):
    client = Client()
    client.post(door, {"file": a_file()})
    do_waiting_work()
    client.post(f"{door}finish/")
    for step in ("", "another/", "columns/", "add/"):
        page = client.get(f"{door}{step}")
        assert page.status_code == 410
        assert "BT Group" not in page.content.decode()
    assert client.post(f"{door}add/").status_code == 410
    assert client.post(door, {"file": a_file(LATER)}).status_code == 410
    assert (SpendUpload.objects.count(), SpendLine.objects.count()) == (1, 0)


def test_it_shows_nothing_that_was_not_given_in_by_it(wood, door):
    birch = wood.organisations["birch"]
    given(birch, wood.birch)
    spent(birch, [("Secret Supplies Ltd", "other", 98_765, date(2025, 5, 1))])
    client = Client()
    page = client.get(door).content.decode()
    assert "payments.csv" not in page
    again = client.post(door, {"file": a_file()}).content.decode()
    assert "This very file was given in before" in again
    assert "Check how" not in again
    # The same person, in the same browser, is nobody at the member's own pages.
    own = reverse("purchasing:spending", args=[birch.pk])
    assert client.get(own)["Location"].startswith("/account/login")


def test_two_links_of_one_member_do_not_see_one_another_s_files(wood, door):
    first, second = Client(), Client()
    first.post(door, {"file": a_file()})
    _, secret = link_for(SpendAsked.objects.get(), wood, timezone.now())
    page = second.get(f"/do/{secret}/").content.decode()
    assert "payments.csv" not in page
    assert second.post(f"/do/{secret}/add/").status_code in (200, 404)
    do_waiting_work()
    assert SpendLine.objects.count() == 0


def test_handed_on_to_a_bookkeeper_the_work_goes_on_and_the_first_link_ends(wood):
    link, secret = link_for(asked(wood), wood, timezone.now())
    first, second = Client(), Client()
    first.post(f"/do/{secret}/", {"file": a_file()})
    do_waiting_work()
    link.refresh_from_db()
    _, other = links.forward(link, email="books@example.org", now=timezone.now())
    assert first.get(f"/do/{secret}/").status_code == 410
    assert "Check how the file was read" in second.get(f"/do/{other}/").content.decode()
    second.post(f"/do/{other}/add/")
    do_waiting_work()
    assert SpendLine.objects.count() == 6


def test_it_ends_with_the_membership(wood, door):
    membership = wood.memberships["birch"]
    membership.state, membership.left_on = MembershipState.LEFT, date(2026, 1, 1)
    membership.leaves_on = date(2026, 1, 1)
    membership.save()
    page = Client().get(door)
    assert page.status_code == 409
    assert "no longer a member" in page.content.decode()


def test_looking_at_a_link_does_nothing(wood, door):
    client = Client()
    client.post(door, {"file": a_file()})
    do_waiting_work()
    for step in ("add/", "throw-away/", "finish/"):
        client.get(f"{door}{step}")
    do_waiting_work()
    assert SpendUpload.objects.get().state == "to_check"


def test_of_what_is_shared_nothing_is_told_in_the_record_but_that_it_is(wood):
    birch = wood.organisations["birch"]
    spent(birch, [("Secret Supplies Ltd", "other", 98_765, date(2025, 5, 1))])
    share_spend(
        cluster=wood.cluster, first_day=date(2025, 5, 1), last_day=date(2025, 5, 31),
        agreed=("bands", "runners"), by=wood.birch, now=timezone.now(),
    )  # fmt: skip
    told = str(Entry.objects.get(verb="purchasing.share_spend").detail)
    assert "Birch House" in told
    for secret in ("Secret", "98765", "987.65"):
        assert secret not in told
