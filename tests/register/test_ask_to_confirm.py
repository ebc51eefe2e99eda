"""Once a year those who represent an organisation are asked whether its profile is right."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.kernel.errors import NotAllowed
from spinney.register.actions.profiles import confirm_profile
from spinney.register.actions.reminders import ask_to_confirm
from spinney.register.models import Mandate
from spinney.register.tasks.profiles import ask_whether_profiles_are_right
from tests.register.acting import book_of, days, last_entry, mails, mandate, now, someone, today


def settled(wood):
    """Everybody has acted for long enough to be asked."""
    Mandate.objects.update(given_at=now() - timedelta(days=60))
    return wood.organisations["birch"]


def test_the_duty_asks_and_does_not_nag(wood):
    birch = settled(wood)
    ask_whether_profiles_are_right(now())
    (mail,) = mails("birch@example.org")
    assert "is what we say about Birch House still right?" in mail.subject
    birch.refresh_from_db()
    assert birch.confirm_asked_on == today()
    for later in (7, 89):
        ask_whether_profiles_are_right(now() + timedelta(days=later))
    assert len(mails("birch@example.org")) == 1
    ask_whether_profiles_are_right(now() + timedelta(days=91))
    assert len(mails("birch@example.org")) == 2


def test_not_within_a_year_of_the_last_confirmation(wood):
    birch = settled(wood)
    confirm_profile(organisation=birch, by=wood.birch, now=now())
    ask_whether_profiles_are_right(now() + timedelta(days=300))
    assert mails("birch@example.org") == []
    ask_whether_profiles_are_right(now() + timedelta(days=366))
    assert len(mails("birch@example.org")) == 1


def test_not_in_the_first_month_of_whoever_acts_for_it(wood):
    Mandate.objects.update(given_at=now() - timedelta(days=29))
    ask_whether_profiles_are_right(now())
    assert mails("birch@example.org") == []


def test_its_own_representatives_are_asked_not_their_deputies(wood):
    birch = settled(wood)
    principal = birch.mandates.get()
    mandate(someone("Ivy"), birch, deputy_for=principal)
    mandate(someone("Rose"), birch, may_represent=False, may_hold_data=True)
    assert ask_to_confirm(organisation=birch, by=wood.hazel, now=now()) == 1
    assert mails("ivy@example.org") == mails("rose@example.org") == []
    entry = last_entry(book_of(birch))
    assert (entry.verb, entry.detail["people"]) == ("register.ask_to_confirm", 1)


def test_nobody_is_asked_where_nobody_acts(wood):
    birch = settled(wood)
    birch.mandates.update(ends_on=days(-1))
    assert ask_to_confirm(organisation=birch, by=wood.hazel, now=now()) == 0


@pytest.mark.parametrize("name", ["birch", "ash", "elm"])
def test_others_may_not(wood, name):
    with pytest.raises(NotAllowed):
        ask_to_confirm(organisation=wood.organisations["birch"], by=wood.actor(name), now=now())
