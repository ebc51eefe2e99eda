"""More time to sign: what was signed stays, and links go on working."""

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.signing_times import extend_deadline, lapse_signing
from spinney.agreements.models import Agreement, Signing
from spinney.agreements.states import AgreementState, SigningState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from tests.agreements.signing_cases import (
    LAST_DAY,
    NOW,
    a_draft,
    actor,
    asked_of,
    link_of,
    put_it_out,
    signs,
)

pytestmark = pytest.mark.django_db
NEW = date(2026, 5, 1)


def extend(wood, signing, name="ash", deadline=NEW, now=NOW):
    return extend_deadline(signing=signing, deadline=deadline, by=actor(wood, name), now=now)


def test_links_live_longer_and_those_who_wait_are_told(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch")
    link = link_of(asked_of(signing, "elder"), wood.people["elder"])
    extend(wood, signing)
    assert Signing.objects.get().deadline == NEW
    later = link_of(asked_of(signing, "elder"), wood.people["elder"])
    assert later.expires_at - link.expires_at == NEW - LAST_DAY
    news = Message.objects.filter(kind="agreements.signing_news")
    assert [one.email for one in news] == ["elder@example.org"]


def test_what_was_not_signed_in_time_goes_on_where_it_was(wood):
    agreement = a_draft(wood)
    signing = put_it_out(wood, agreement)
    signs(wood, signing, "birch")
    late = NOW + timedelta(days=25)
    lapse_signing(signing=signing, by=Actor.system("signing"), now=late)
    extend(wood, signing, now=late)
    assert Signing.objects.get().state == SigningState.OPEN
    signs(wood, signing, "elder", now=late)
    assert Agreement.objects.get(pk=agreement.pk).state == AgreementState.AGREED


@pytest.mark.parametrize("day", [LAST_DAY, date(2026, 3, 1), date(2028, 1, 1)])
def test_a_day_that_gives_no_time_or_too_much_is_told(wood, day):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(BadInput) as told:
        extend(wood, signing, deadline=day)
    assert "deadline" in told.value.fields


def test_what_is_signed_needs_no_more_time(wood):
    signing = put_it_out(wood, a_draft(wood))
    signs(wood, signing, "birch")
    signs(wood, signing, "elder")
    with pytest.raises(WrongState):
        extend(wood, signing)


def test_it_is_for_those_who_look_after_it(wood):
    signing = put_it_out(wood, a_draft(wood))
    with pytest.raises(NotAllowed):
        extend(wood, signing, "birch")
