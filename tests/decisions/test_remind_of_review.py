"""Those who run the cluster are reminded once of a decision that is to be looked at again."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.post.models import Message
from spinney.decisions.actions.reviews import remind_of_review
from spinney.decisions.tasks.book import remind_of_decisions
from tests.decisions.registering import LATER, noted

pytestmark = pytest.mark.django_db


def test_on_its_day_and_once(wood):
    day = (LATER + timedelta(days=5)).date()
    noted(wood, review_on=day)
    on = datetime.combine(day, time(8), timezone.get_default_timezone())
    remind_of_decisions(on - timedelta(days=1))
    assert not Message.objects.filter(kind="decisions.review_due").exists()
    remind_of_decisions(on)
    remind_of_decisions(on + timedelta(days=1))
    sent = Message.objects.get(kind="decisions.review_due")
    assert sent.person == wood.people["ash"]


def test_nobody_does_it_by_hand(wood):
    decision = noted(wood, review_on=LATER.date())
    with pytest.raises(NotAllowed):
        remind_of_review(decision=decision, by=wood.ash, now=LATER)
    remind_of_review(decision=decision, by=Actor.system("reminders"), now=LATER)
