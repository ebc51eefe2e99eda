"""What is still to be done is changed; two who change it at once lose nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import ChangedMeanwhile, WrongState
from spinney.base.post.models import Message
from spinney.decisions.actions.action_list import edit_action, finish_action
from tests.access import client_of
from tests.decisions.registering import LATER, an_action

pytestmark = pytest.mark.django_db


def test_another_day_is_reminded_of_anew_and_another_member_told(wood):
    item = an_action(wood, due_on=date(2026, 4, 3), reminded_on=date(2026, 4, 1))
    done = edit_action(
        action=item, what=item.what, due_on=date(2026, 5, 3),
        organisation=wood.organisations["birch"], by=wood.ash, now=LATER,
    )  # fmt: skip
    assert (done.due_on, done.reminded_on, done.version) == (date(2026, 5, 3), None, 2)
    told = Message.objects.filter(kind="decisions.action_undertaken")
    assert told.filter(person=wood.people["birch"]).exists()


def test_the_second_of_two_is_told_what_the_first_changed(wood):
    item = an_action(wood)
    edit_action(action=item, what="Ask four firms", read=1, by=wood.ash, now=LATER)
    with pytest.raises(ChangedMeanwhile) as told:
        edit_action(action=item, what="Ask two", read=1, by=wood.ash, now=LATER)
    assert told.value.changes["what"][1] == "Ask four firms"


def test_what_is_done_stays(wood):
    item = finish_action(action=an_action(wood), by=wood.ash, now=LATER)
    with pytest.raises(WrongState):
        edit_action(action=item, what="Else", by=wood.ash, now=LATER)


def test_from_its_page(wood):
    item = an_action(wood, organisation=wood.organisations["birch"], person=wood.people["birch"])
    url = reverse("decisions:edit-action", args=[wood.cluster.pk, item.pk])
    client = client_of(wood, "ash")
    form = client.get(url).context["form"]
    done = client.post(url, form.initial | {"what": "Ask four", "due_on": ""}, follow=True)
    assert b"Ask four" in done.content
    item.refresh_from_db()
    assert item.person == wood.people["birch"]
