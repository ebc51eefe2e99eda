"""Agreements that run out are said to, at 90, 30 and 7 days, once each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.agreements.actions.ending import warn_of_end
from spinney.agreements.models import Alert
from spinney.agreements.tasks.life import WARN_DAYS, warn_and_remind
from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from tests.agreements.life import NOW, TODAY
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db
LAST = TODAY + timedelta(days=120)


def letters():
    return Message.objects.filter(subject__contains="runs out")


def test_three_times_to_the_people_of_the_parties_and_to_those_who_run_it(wood):
    an_agreement(wood, until=LAST)
    for days in range(125):
        warn_and_remind(NOW + timedelta(days=days))
    assert list(Alert.objects.values_list("days", flat=True).order_by("-days")) == [90, 30, 7]
    said = sorted(letters().values_list("subject", flat=True))
    assert len(said) == 6  # birch and ash, three times
    assert "in 90 days" in " ".join(said)
    assert {m.person.name for m in letters().select_related("person")} == {"Birch", "Ash"}


def test_after_days_on_which_nothing_ran_only_the_newest_is_said(wood):
    an_agreement(wood, until=LAST)
    warn_and_remind(NOW + timedelta(days=115))
    assert [alert.days for alert in Alert.objects.all()] == [7]
    assert "in 5 days" in letters()[0].subject


def test_of_what_lasts_no_longer_anyway_it_is_not_said(wood):
    an_agreement(wood, starts=TODAY, until=TODAY + timedelta(days=20))
    warn_and_remind(NOW)
    assert not letters().exists()
    warn_and_remind(NOW + timedelta(days=13))
    assert [alert.days for alert in Alert.objects.all()] == [7]


def test_not_of_what_has_no_last_day_or_is_over(wood):
    an_agreement(wood)
    an_agreement(wood, until=TODAY - timedelta(days=1))
    warn_and_remind(NOW)
    assert not letters().exists()


def test_letters_name_nobody(wood):
    an_agreement(wood, until=TODAY + timedelta(days=7))
    warn_and_remind(NOW)
    for letter in letters():
        assert "Birch" not in letter.subject
        assert "@" not in letter.subject


def test_nobody_does_it_by_hand(wood):
    version = an_agreement(wood, until=LAST).versions.get()
    with pytest.raises(NotAllowed):
        warn_of_end(version=version, days=WARN_DAYS[0], by=wood.ash, now=NOW)
