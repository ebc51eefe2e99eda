"""A member's own days of notice in one's own calendar, by a secret address."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from spinney.base.kernel.errors import NotAllowed
from spinney.purchasing.actions.contract_feeds import follow_own_contracts
from spinney.purchasing.models import Contract
from tests.purchasing.making import a_contract

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def follow(wood):
    secret = follow_own_contracts(
        organisation=wood.organisations["birch"], person=wood.people["birch"], by=wood.birch,
        now=timezone.now(),
    )  # fmt: skip
    return reverse("purchasing:contracts-feed", args=[secret])


def test_all_that_run_stand_there_and_what_ends_goes(wood):
    birch = wood.organisations["birch"]
    a_contract(birch, category="energy")
    over = a_contract(birch, category="legal")
    a_contract(wood.organisations["cedar"], category="water")
    url = follow(wood)
    kinds = _kinds(url)
    assert len(kinds) == 2
    Contract.objects.filter(pk=over.pk).update(state="ended")
    assert len(_kinds(url)) == 1


def test_whoever_no_longer_acts_for_it_gets_nothing(wood):
    url = follow(wood)
    assert Client().get(url).status_code == 200
    from spinney.register.models import Mandate

    Mandate.objects.filter(organisation=wood.organisations["birch"]).delete()
    assert Client().get(url).status_code == 410


def test_only_its_own_people(wood):
    with pytest.raises(NotAllowed):
        follow_own_contracts(
            organisation=wood.organisations["birch"], person=wood.people["ash"], by=wood.ash,
            now=timezone.now(),
        )  # fmt: skip


def _kinds(url):
    events = Calendar.from_ical(Client().get(url).content).walk("VEVENT")
    return {str(one["SUMMARY"]).split(": ")[1] for one in events}
