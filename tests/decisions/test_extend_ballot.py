"""Members get more time; nobody ever gets less."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from spinney.base.access.models import TaskLink
from spinney.base.kernel.errors import BadInput, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.opening import extend_ballot
from tests.access import client_of
from tests.decisions.making import NOON, WEEK, a_ballot
from tests.decisions.writing import SOON, address, opened
from tests.personas import Wood

pytestmark = pytest.mark.django_db


def test_links_live_longer_and_voters_are_told(wood: Wood) -> None:
    ballot = opened(wood)
    before = TaskLink.objects.get().expires_at
    later = SOON + timedelta(days=3)
    done = extend_ballot(ballot=ballot, closes_at=later, by=wood.ash, now=NOON)
    assert (done.closes_at, TaskLink.objects.get().expires_at) == (
        later, before + timedelta(days=3),
    )  # fmt: skip
    assert "22 April 2026" in Message.objects.get(kind="decisions.vote_longer").body


@pytest.mark.parametrize("by", [-timedelta(hours=1), timedelta(0), timedelta(days=200)])
def test_not_less_and_not_without_end(wood: Wood, by: timedelta) -> None:
    with pytest.raises(BadInput):
        extend_ballot(ballot=opened(wood), closes_at=SOON + by, by=wood.ash, now=NOON)


def test_not_when_voting_has_ended(wood: Wood) -> None:
    with pytest.raises(WrongState, match="Voting closed"):
        extend_ballot(
            ballot=a_ballot(wood), closes_at=NOON + 3 * WEEK, by=wood.ash, now=NOON + WEEK
        )


def test_by_hand_on_its_page(wood: Wood) -> None:
    now = timezone.now()
    ballot = a_ballot(wood, opened_at=now, closes_at=now + WEEK)
    client, url = client_of(wood, "ash"), address(ballot, "extend_ballot")
    day = timezone.localdate() + timedelta(days=10)
    said = {"closes_on_day": day.day, "closes_on_month": day.month, "closes_on_year": day.year}
    assert "cannot be made shorter" in client.get(url).content.decode()
    assert client.post(url, said | {"closes_time": "12:30"}).status_code == 302
    ballot.refresh_from_db()
    assert timezone.localtime(ballot.closes_at).strftime("%H:%M") == "12:30"
