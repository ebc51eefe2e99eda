"""The last day is over: it held no more from that midnight; the site says so when it runs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from spinney.agreements.actions.coming_into_force import put_in_force
from spinney.agreements.actions.ending import end_agreement, run_out
from spinney.agreements.actions.varying import renew_agreement
from spinney.agreements.events.life import agreement_ended
from spinney.agreements.tasks.life import keep_agreements_true
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotAllowed
from spinney.base.record.models import Entry
from tests.agreements.life import NOW, TODAY, heard, sign
from tests.agreements.making import an_agreement

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def test_it_ends_on_the_day_after_its_last(wood):
    agreement = an_agreement(wood, until=YESTERDAY)
    with heard(agreement_ended) as news:
        keep_agreements_true(NOW)
        keep_agreements_true(NOW)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ended_on) == ("ended", TODAY)
    assert [said["on"] for _, said in news] == [TODAY]
    assert Entry.objects.filter(verb="agreements.run_out").count() == 1


def test_days_on_which_nothing_ran_are_made_up_for(wood):
    agreement = an_agreement(wood, until=YESTERDAY)
    keep_agreements_true(NOW + timedelta(days=40))
    agreement.refresh_from_db()
    assert agreement.ended_on == TODAY


def test_what_was_ended_for_a_later_day_is_over_on_it(wood):
    agreement = an_agreement(wood)
    on = date(2026, 4, 1)
    end_agreement(
        agreement=agreement,
        on=on,
        reason="Done.",
        decided_elsewhere="Members’ meeting",
        by=wood.ash,
        now=NOW,
    )
    keep_agreements_true(NOW)
    agreement.refresh_from_db()
    assert agreement.state == "agreed"
    keep_agreements_true(NOW + timedelta(days=12))
    agreement.refresh_from_db()
    assert (agreement.state, agreement.ended_on) == ("ended", on)


def test_what_is_renewed_goes_on(wood):
    agreement = an_agreement(wood, terms={"ends": TODAY.isoformat()}, until=TODAY)
    draft = renew_agreement(agreement=agreement, until=date(2027, 3, 31), by=wood.ash, now=NOW)
    put_in_force(version=sign(draft), by=wood.birch, now=NOW)
    keep_agreements_true(NOW + timedelta(days=1))
    agreement.refresh_from_db()
    assert agreement.state == "agreed"


def test_on_its_last_day_it_still_holds(wood):
    agreement = an_agreement(wood, until=TODAY)
    keep_agreements_true(NOW)
    run_out(agreement=agreement, by=Actor.system("last day"), now=NOW)
    agreement.refresh_from_db()
    assert agreement.state == "agreed"


def test_nobody_does_it_by_hand(wood):
    with pytest.raises(NotAllowed):
        run_out(agreement=an_agreement(wood, until=YESTERDAY), by=wood.ash, now=NOW)
