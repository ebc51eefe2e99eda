"""How it goes is said by whoever does it: signed in, on the board, by a link."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from spinney.base.access import links
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.workplans.actions.progress import note_progress
from spinney.workplans.api import activity_done
from spinney.workplans.letters.activities import errand_of
from spinney.workplans.queries.plan_page import look_at
from spinney.workplans.states import ActivityState
from tests.access import client_of
from tests.agreements.making import another_member
from tests.workplans.making import DAY
from tests.workplans.planning import LATER, agreed, one_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def say(wood, one, state, by=None, words=""):
    by = by or wood.birch
    return note_progress(activity=one, state=ActivityState(state), words=words, by=by, now=LATER)


def test_done_frees_what_waited_and_tells(wood):
    plan = agreed(wood)
    one = one_of(plan, "Recruit")
    heard = []
    activity_done.connect(heard_by := lambda activity, **more: heard.append(activity))
    say(wood, one, "under_way")
    say(wood, one, "done", words="She starts on Monday.")
    say(wood, one, "done")
    activity_done.disconnect(heard_by)
    assert heard == [one]
    one.refresh_from_db()
    assert (one.began_on, one.done_on) == (LATER.date(), LATER.date())
    assert [note.state for note in one.notes.all()] == ["done", "done", "under_way"]
    letter = Message.objects.get(kind="workplans.may_begin")
    assert (letter.email, letter.subject.endswith("can begin: Train")) == ("ash@example.org", True)
    look = look_at(wood.birch, plan, DAY)
    assert [row.status.text for row in look.rows] == ["Done 2 April 2026", "To come"]
    say(wood, one, "under_way")
    one.refresh_from_db()
    assert (one.state, one.done_on) == ("under_way", None)


def test_help_is_told_to_those_who_run_it(wood):
    one = one_of(agreed(wood), "Recruit")
    say(wood, one, "help", words="Nobody applied.")
    letter = Message.objects.get(kind="workplans.needs_help")
    assert letter.email == "ash@example.org"
    assert "Nobody applied." in letter.body


def test_not_by_another_member_nor_in_leaps(wood):
    another_member(wood, "maple")
    one = one_of(agreed(wood), "Recruit")
    with pytest.raises(NotAllowed, match="for Birch House to say"):
        say(wood, one, "done", by=wood.actor("maple"))
    say(wood, one_of(one.workplan, "Train"), "under_way", by=wood.actor("maple"))  # all do it
    with pytest.raises(BadInput, match="from the list"):
        say(wood, one, "dropped")
    with pytest.raises(BadInput, match="date of birth"):
        say(wood, one, "under_way", words="Mrs Lane, born on 3 May 1950, came.")
    say(wood, one, "done")
    with pytest.raises(WrongState, match="cannot be set to “needs help”"):
        say(wood, one, "help")


def test_on_the_board_by_a_button_without_a_script(wood):
    one = one_of(agreed(wood), "Recruit")
    client = client_of(wood, "birch")
    board = reverse("workplans:plan-board", args=[wood.cluster.pk])
    page = client.get(board).content.decode()
    url = reverse("workplans:note-progress", args=[wood.cluster.pk, one.pk])
    assert url in page
    train = reverse("workplans:activity", args=[wood.cluster.pk, one_of(one.workplan, "Train").pk])
    assert train in page
    told = client.post(url, {"state": "under_way", "from": "board"}, follow=True)
    assert told.redirect_chain[0][0] == f"{board}#activity-{one.pk}"
    assert "“Recruit” is under way" in told.content.decode()


def test_by_a_link_without_an_account_and_again_with_the_same(wood):
    one = one_of(agreed(wood), "Recruit")
    now = timezone.now()
    _, secret = links.issue(
        errand_of(one), by=wood.ash, now=now, expires_at=now + timedelta(days=9),
        email="someone@example.org", organisation_id=one.organisation_id,
    )  # fmt: skip
    client, url = Client(), f"/do/{secret}/"
    page = client.get(url).content.decode()
    assert "Needs help" in page
    assert one.notes.count() == 0  # looking does nothing
    assert "Press one of the buttons" in client.post(url, {"words": "So"}).content.decode()
    noted = client.post(url, {"state": "help", "words": "Nobody applied."}, follow=True)
    assert "needs help" in noted.content.decode()
    assert client.post(url, {"state": "done"}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.done_on) == ("done", timezone.localdate())
    assert one.began_on == min(date(2026, 4, 1), timezone.localdate())
    assert one.notes.first().organisation_id == one.organisation_id
    one.removed_at = now
    one.save()
    assert client.get(url).status_code == 404
