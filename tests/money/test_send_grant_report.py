"""The words go with the figures of the ledger."""

from __future__ import annotations

import pytest

from spinney.base.kernel.errors import BadInput, WrongState
from spinney.money.actions.grant_reports import answer_grant_report, send_grant_report
from tests.money.granting import NOW, released, spend

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_with_the_figures(wood):
    grant = released(wood)
    spend(wood, grant, 20_000)
    report = grant.reports.get()
    with pytest.raises(BadInput):
        send_grant_report(report=report, words=" ", by=wood.ash, now=NOW)
    report = send_grant_report(report=report, words="Done.", by=wood.ash, now=NOW)
    assert (report.figures["spent"], report.figures["due"]) == (20_000, 900_000)
    answer_grant_report(report=report, accepted=True, by=wood.rowan, now=NOW)
    with pytest.raises(WrongState, match="accepted"):
        send_grant_report(report=report, words="More.", by=wood.ash, now=NOW)
