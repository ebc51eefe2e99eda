"""A party gives notice: when it leaves, by whom, and what holds from that day by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.leaving import give_notice
from spinney.agreements.models import Leaving
from spinney.agreements.queries.terms import terms
from spinney.base.kernel.errors import BadInput, NotAllowed, WrongState
from spinney.base.post.models import Message
from spinney.base.record.models import Entry
from tests.access import client_of
from tests.agreements.life import NOW, TODAY, a_leaver, party_of

pytestmark = pytest.mark.django_db
NINETY = {"leaving": {"notice_days": 90}}


def leave(wood, agreement, name="birch", whose="birch", **given):
    return give_notice(party=party_of(agreement, whose), by=wood.actor(name), now=NOW, **given)


def test_with_the_notice_that_was_agreed(wood):
    agreement = a_leaver(wood, terms=NINETY)
    leaving = leave(wood, agreement, reason="We merge.")
    party = party_of(agreement, "birch")
    assert leaving.leaves_on == party.left_on == TODAY + timedelta(days=90)
    assert party.belongs(leaving.leaves_on - timedelta(days=1))
    assert not party.belongs(leaving.leaves_on)
    assert Entry.objects.get(verb="agreements.give_notice").detail["reason"] == "We merge."
    told = {m.person.name for m in Message.objects.filter(subject__contains="leaves")}
    assert told == {"Maple", "Ash"}


def test_where_this_agreement_says_nothing_the_cluster_s_terms_count(wood):
    a_leaver(wood, terms=NINETY)
    other = a_leaver(wood)
    assert terms(wood.cluster, TODAY).leaving.notice_days == 90
    assert leave(wood, other).leaves_on == TODAY + timedelta(days=90)


def test_where_nothing_is_agreed_four_weeks(wood):
    assert leave(wood, a_leaver(wood)).leaves_on == TODAY + timedelta(days=28)


def test_not_earlier_by_its_own_people(wood):
    with pytest.raises(BadInput, match="18 June 2026 or a later day"):
        leave(wood, a_leaver(wood, terms=NINETY), leaves_on=TODAY + timedelta(days=5))


def test_those_who_run_it_can_agree_to_an_earlier_day(wood):
    day = TODAY + timedelta(days=5)
    assert leave(wood, a_leaver(wood, terms=NINETY), "ash", leaves_on=day).leaves_on == day


def test_on_the_same_day_it_has_left_at_once(wood):
    agreement = a_leaver(wood, terms={"leaving": {"notice_days": 0}})
    leaving = leave(wood, agreement)
    assert (leaving.state, leaving.left_at) == ("left", NOW)
    assert not party_of(agreement, "birch").belongs(TODAY)


def test_it_can_be_made_to_leave_with_a_reason(wood):
    agreement = a_leaver(wood)
    with pytest.raises(BadInput, match="who decided"):
        leave(wood, agreement, "ash", "maple", asked_for_it=False)
    leave(wood, agreement, "ash", "maple", asked_for_it=False, reason="Decided on 1 March.")
    assert Leaving.objects.get().state == "notice"


def test_where_nobody_can_be_made_to_leave_nobody_is(wood):
    agreement = a_leaver(wood, terms={"leaving": {"notice_days": 7, "made_to_leave_by": "nobody"}})
    with pytest.raises(NotAllowed, match="nobody can be made to leave"):
        leave(wood, agreement, "ash", "maple", asked_for_it=False, reason="We want it.")
    assert leave(wood, agreement, "ash", "maple").state == "notice"  # it asked for it itself


def test_no_other_party_gives_notice_for_it(wood):
    with pytest.raises(NotAllowed):
        leave(wood, a_leaver(wood), "birch", "maple")


def test_once_only(wood):
    agreement = a_leaver(wood)
    leave(wood, agreement)
    with pytest.raises(WrongState, match="leaves on 17 April 2026"):
        leave(wood, agreement)


def test_not_what_it_has_not_signed(wood):
    agreement = a_leaver(wood)
    agreement.parties.update(joined_on=None)
    with pytest.raises(WrongState, match="has not signed"):
        leave(wood, agreement)


def test_from_its_page(wood):
    agreement = a_leaver(wood, terms=NINETY)
    party = party_of(agreement, "birch")
    page = f"/clusters/{wood.cluster.pk}/agreements/{agreement.pk}/"
    url = f"{page}parties/{party.pk}/give-notice/"
    client = client_of(wood, "birch")
    assert url.encode() in client.get(page).content
    shown = client.get(url).content
    assert b"You agreed on 90 days of notice" in shown
    assert b"Who wants it?" not in shown
    far = date(2099, 1, 1)
    sent = {"leaves_on_day": far.day, "leaves_on_month": far.month, "leaves_on_year": far.year}
    done = client.post(url, sent, follow=True)
    assert b"leaves on 1 January 2099" in done.content
    assert b"Step by step" in done.content
