"""Whatever is signed, ended, taken back and renewed on whichever day: no two versions of an
agreement hold on one day, and between two there is a gap only where the earlier was over.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from spinney.agreements.actions.coming_into_force import put_in_force
from spinney.agreements.actions.ending import end_agreement, undo_end
from spinney.agreements.actions.leaving import give_notice, take_back_notice
from spinney.agreements.actions.varying import renew_agreement, vary_agreement
from spinney.agreements.models import Agreement, Version
from spinney.agreements.queries.leaving import leaving_of
from spinney.agreements.states import AgreementState, VersionState
from spinney.agreements.tasks.life import keep_agreements_true
from spinney.base.kernel.errors import SpinneyError
from tests.agreements.life import TODAY, a_leaver, sign
from tests.personas import plant_wood

DAY = timedelta(days=1)


class DaysOfVersions(RuleBasedStateMachine):
    """One agreement of two, over some years; the site sleeps on some nights."""

    @initialize(lasts=st.none() | st.integers(1, 500))
    def sign_the_first(self, lasts):
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        wood = plant_wood()
        until = TODAY + lasts * DAY if lasts else None
        terms = {"ends": until.isoformat()} if until else {}
        self.agreement = a_leaver(wood, terms=terms, until=until, starts=TODAY)
        self.by, self.today = wood.ash, TODAY
        self.held: dict[date, set[int]] = {}

    def teardown(self):
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    @property
    def now(self):
        return datetime.combine(self.today, time(12), UTC)

    def attempt(self, deed, **given):
        """Do it; a refusal in words changes nothing and is as good."""
        try:
            with transaction.atomic():
                return deed(by=self.by, now=self.now, **given)
        except SpinneyError:
            return None

    def fresh(self):
        return Agreement.objects.get(pk=self.agreement.pk)

    @rule(days=st.integers(1, 120), awake=st.booleans())
    def time_passes(self, days, awake):
        for _ in range(days):
            self.held[self.today] = {v.number for v in self.versions() if v.is_in_force(self.today)}
            self.today += DAY
        if awake:
            keep_agreements_true(self.now)

    @rule(
        wanted=st.none() | st.integers(0, 90),
        lasts=st.none() | st.integers(0, 300),
        signed_after=st.none() | st.integers(0, 60),
    )
    def vary(self, wanted, lasts, signed_after):
        on = None if wanted is None else self.today + wanted * DAY
        draft = self.attempt(vary_agreement, agreement=self.fresh(), why="So.", wanted_from=on)
        if draft is not None and lasts is not None:
            draft.content["terms"]["ends"] = (self.today + lasts * DAY).isoformat()
            draft.save()
        if draft is not None and signed_after is not None:
            self.time_passes(days=signed_after, awake=False)
            self.sign_what_is_drafted()

    @rule(lasts=st.none() | st.integers(1, 400))
    def renew(self, lasts):
        until = None if lasts is None else self.today + lasts * DAY
        self.attempt(renew_agreement, agreement=self.fresh(), until=until)

    @rule()
    @precondition(lambda self: hasattr(self, "agreement"))
    def sign_what_is_drafted(self):
        draft = Version.objects.filter(agreement=self.agreement, state=VersionState.DRAFT).first()
        if draft is not None and self.attempt(self._sign, draft=draft) is None:
            Version.objects.filter(pk=draft.pk).update(state=VersionState.DISCARDED)

    def _sign(self, draft, by, now):
        return put_in_force(version=sign(draft), by=by, now=now)

    @rule(days=st.integers(0, 60))
    def end(self, days):
        on = self.today + days * DAY
        self.attempt(
            end_agreement, agreement=self.fresh(), on=on, reason="So.", decided_elsewhere="Vote"
        )

    @rule()
    def take_the_end_back(self):
        self.attempt(undo_end, agreement=self.fresh())

    @rule(days=st.integers(0, 40), whose=st.integers(0, 1))
    def leave(self, days, whose):
        party = list(self.agreement.parties.all())[whose]
        self.attempt(give_notice, party=party, leaves_on=self.today + days * DAY)

    @rule(whose=st.integers(0, 1))
    def stay(self, whose):
        leaving = leaving_of(list(self.agreement.parties.all())[whose])
        if leaving is not None:
            self.attempt(take_back_notice, leaving=leaving)

    def versions(self):
        return list(self.agreement.versions.filter(state=VersionState.AGREED).order_by("number"))

    @invariant()
    def no_day_has_two_versions(self):
        if not hasattr(self, "agreement"):
            return
        for one, other in pairwise(self.versions()):
            assert one.in_force_until is not None
            assert one.in_force_until < other.in_force_from
            if one.in_force_until + DAY < other.in_force_from:
                # Its terms named that day, or the agreement was ended before the later one held.
                named = one.content["terms"].get("ends") == one.in_force_until.isoformat()
                over = self.fresh().ended_on
                assert named or (over is not None and over <= other.in_force_from)

    @invariant()
    def what_was_is_not_changed(self):
        """Which version held on a past day is the same for ever."""
        if not hasattr(self, "agreement"):
            return
        for on, numbers in self.held.items():
            assert {v.number for v in self.versions() if v.is_in_force(on)} == numbers

    @invariant()
    def what_is_over_holds_no_more(self):
        if not hasattr(self, "agreement"):
            return
        agreement = self.fresh()
        if agreement.ended_on is not None:
            later = [agreement.ended_on + n * DAY for n in (0, 1, 30)]
            assert not any(v.is_in_force(on) for v in self.versions() for on in later)
        if agreement.state == AgreementState.ENDED:
            assert agreement.ended_on <= self.today

    @invariant()
    def a_party_that_has_left_is_none(self):
        if not hasattr(self, "agreement"):
            return
        for party in self.agreement.parties.all():
            leaving = leaving_of(party)
            if leaving is not None:
                assert party.left_on == leaving.leaves_on
                assert not party.belongs(leaving.leaves_on)


@pytest.mark.slow
@pytest.mark.one_database
@pytest.mark.django_db
def test_days_of_versions():
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        DaysOfVersions,
        settings=settings(
            max_examples=25, stateful_step_count=14, deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
