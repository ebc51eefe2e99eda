"""The cluster is reminded once of a report that is due soon."""

from __future__ import annotations

from datetime import timedelta

import pytest

from spinney.base.post.models import Message
from spinney.money.actions.grant_reports import ask_grant_report
from spinney.money.models import GrantReport
from spinney.money.tasks.grants import remind_of_reports
from tests.money.granting import NOW, approved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_once(wood):
    grant = approved(wood)
    due = NOW.date() + timedelta(days=10)
    ask_grant_report(grant=grant, title="First", due_on=due, by=wood.rowan, now=NOW)
    before = Message.objects.count()
    remind_of_reports(NOW)
    after = Message.objects.count()
    assert after > before
    assert GrantReport.objects.get(title="First").reminded_on == NOW.date()
    remind_of_reports(NOW)
    assert Message.objects.count() == after
