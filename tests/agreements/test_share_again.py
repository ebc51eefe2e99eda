"""What was taken back is shared again; who had to destroy something needs not any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from spinney.agreements.actions.sharing import share_again
from spinney.agreements.models import Duty
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.protocols import a_protocol
from tests.agreements.test_stop_sharing import EMAIL, sees, stop

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=2)


def test_from_that_moment_it_is_shared_again(wood):
    revocation = stop(wood, a_protocol(wood), field=EMAIL)
    share_again(revocation=revocation, by=wood.birch, now=LATER)
    assert not sees(wood, at=LATER - timedelta(seconds=1))
    assert sees(wood, at=LATER)
    assert Entry.objects.get(verb="agreements.share_again").detail["what"] == (
        "E-mail addresses of people to ask"
    )


def test_what_was_not_destroyed_yet_need_not_be(wood):
    revocation = stop(wood, a_protocol(wood, ["birch", "alder", "oak"]))
    done = Duty.objects.get(organisation=wood.organisations["oak"])
    done.state = "done"
    done.save()
    share_again(revocation=revocation, by=wood.birch, now=LATER)
    states = dict(Duty.objects.values_list("organisation__name", "state"))
    assert states == {"Alder House": "dropped", "Oak House": "done"}
    told = Message.objects.filter(kind="agreements.shared_again")
    assert {one.person for one in told} == {wood.people["alder"], wood.people["oak"]}


def test_not_twice_and_by_nobody_else(wood):
    revocation = stop(wood, a_protocol(wood))
    for who in ("ash", "alder", "hazel"):
        with pytest.raises(NotAllowed):
            share_again(revocation=revocation, by=wood.actor(who), now=LATER)
    share_again(revocation=revocation, by=wood.birch, now=LATER)
    with pytest.raises(WrongState, match="shared again already"):
        share_again(revocation=revocation, by=wood.birch, now=LATER)


def test_from_the_page(wood):
    stop(wood, a_protocol(wood), reason="Only for a while")
    birch = wood.organisations["birch"].pk
    client = client_of(wood, "birch")
    page = client.get(reverse("agreements:what-we-share", args=[birch])).content.decode()
    assert "What you have taken back" in page
    assert "Only for a while" in page
    revocation = wood.organisations["birch"]
    url = page.split("/share-again/")[0].rsplit('action="', 1)[1] + "/share-again/"
    assert client.post(url).status_code == 302
    page = client.get(reverse("agreements:what-we-share", args=[revocation.pk])).content.decode()
    assert "It is shared again" in page
    assert "What you have taken back" not in page
