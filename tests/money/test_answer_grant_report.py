"""Accepted, or sent back with what is missing."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.money.actions.grant_reports import answer_grant_report, send_grant_report
from tests.money.granting import NOW, released

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_sent_back_and_then_accepted(wood):
    report = released(wood).reports.get()
    report = send_grant_report(report=report, words="Done.", by=wood.ash, now=NOW)
    with pytest.raises(BadInput, match="what is missing"):
        answer_grant_report(report=report, accepted=False, by=wood.rowan, now=NOW)
    report = answer_grant_report(
        report=report, accepted=False, note="How many came?", by=wood.rowan, now=NOW
    )
    assert report.state == "returned"
    report = send_grant_report(report=report, words="Done: 40.", by=wood.ash, now=NOW)
    done = answer_grant_report(report=report, accepted=True, by=wood.rowan, now=NOW)
    assert done.state == "accepted"
