"""An entry that is taken back pays nothing: the grant is approved again."""

from __future__ import annotations

import pytest

from spinney.base.access.models import TaskLink
from spinney.money.actions.microgrants import pay_micro_grant
from spinney.money.actions.posting import reverse_entry
from tests.money.micro_grants import NOW, approved

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_it_can_be_paid_again(wood):
    one = pay_micro_grant(grant=approved(wood), day=NOW.date(), by=wood.ash, now=NOW)
    reverse_entry(entry=one.entry, words="Sent to the wrong account", by=wood.ash, now=NOW)
    one.refresh_from_db()
    assert (one.state, one.entry, one.report_due_on) == ("approved", None, None)
    assert TaskLink.objects.get().revoked_at is not None
    assert pay_micro_grant(grant=one, day=NOW.date(), by=wood.ash, now=NOW).state == "paid"
