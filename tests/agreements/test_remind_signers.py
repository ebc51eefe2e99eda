"""Reminders: by hand and by themselves; not to those who are done."""

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.signing_times import remind_signers
from spinney.agreements.tasks.signing import remind_before_the_last_day
from spinney.base.kernel.errors import NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from tests.agreements.signing_cases import (
    LAST_DAY,
    NOW,
    a_draft,
    actor,
    asked_of,
    colleague,
    put_it_out,
    signs,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


def reminded():
    rows = Message.objects.filter(kind="agreements.sign_reminded")
    return sorted(rows.values_list("email", flat=True))


def remind(wood, signing, name="ash", now=LATER, **more):
    return remind_signers(signing=signing, by=actor(wood, name), now=now, **more)


def test_those_who_have_not_signed_get_a_letter(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch")
    remind(wood, signing)
    assert reminded() == ["elder@example.org"]
    assert asked_of(signing, "elder").reminded_at == LATER
    uids = Entry.objects.get(verb="agreements.remind_signers").detail["organisations"]
    assert uids == [str(wood.organisations["elder"].uid)]


def test_one_alone_can_be_reminded(wood):
    signing = put_it_out(wood, a_draft(wood))
    remind(wood, signing, only=[asked_of(signing, "birch").pk])
    assert reminded() == ["birch@example.org"]


def test_of_two_signatories_the_one_who_signed_is_left_in_peace(wood):
    colleague(wood, "bay", wood.organisations["birch"])
    signing = put_it_out(wood, a_draft(wood), asked=[("birch", {"signatories": 2})])
    signs(wood, signing, "birch")
    remind(wood, signing)
    assert reminded() == ["bay@example.org"]


def test_nobody_is_reminded_whose_turn_it_is_not(wood):
    steps = [("birch", {"step": 1}), ("elder", {"step": 2})]
    signing = put_it_out(wood, a_draft(wood), asked=steps, in_order=True)
    remind(wood, signing)
    assert reminded() == ["birch@example.org"]


def test_nobody_is_reminded_twice_within_a_day_or_on_the_day_of_the_letter(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(WrongState, match="nobody to remind"):
        remind(wood, signing, now=NOW + timedelta(hours=3))
    remind(wood, signing)
    with pytest.raises(WrongState, match="nobody to remind"):
        remind(wood, signing, now=LATER + timedelta(hours=3))
    assert len(reminded()) == 2


def test_it_is_for_those_who_look_after_it(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(NotAllowed):
        remind(wood, signing, "birch")


def test_by_themselves_seven_and_two_days_before_the_last_day(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch")
    first = NOW + (LAST_DAY - date(2026, 3, 20))
    sent = []
    for before in range(10, -2, -1):
        earlier = len(reminded())
        remind_before_the_last_day(first - timedelta(days=before))
        if len(reminded()) > earlier:
            sent.append(before)
    assert sent == [7, 2]
    assert set(reminded()) == {"elder@example.org"}
