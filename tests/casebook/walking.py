"""A cluster walked from its first survey to its evaluation through the rooms' own actions, by those
who would do each step: for the clusters of a programme beside the one that is played in a browser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.timezone import localdate

from spinney.agreements.actions import drafting, signing
from spinney.agreements.bridge.signatures import Signer
from spinney.agreements.engine.terms import CATALOGUE, write
from spinney.agreements.engine.terms.sharing import Branding
from spinney.agreements.policies.signing import Choices
from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.clusters import api as clusters
from spinney.clusters.actions import conditions, days
from spinney.clusters.models import Cluster, Condition, Programme
from spinney.decisions import api as decisions
from spinney.decisions.actions import ballots, opening, results, steps
from spinney.decisions.actions.voting import cast_vote
from spinney.decisions.bridge.texts import BallotText, OptionText
from spinney.decisions.engine.settings import Settings
from spinney.decisions.models import Decision
from spinney.decisions.states import StepKind, VotedHow
from spinney.diagnostics.actions import asked, paper, survey_times, surveys
from spinney.diagnostics.models import Asked, Survey, Version
from spinney.diagnostics.queries.whom_to_ask import Invitee
from spinney.evaluation.actions import report_sections, reports
from spinney.evaluation.models import Report
from spinney.money.actions import (
    budgets,
    grant_decisions,
    grant_reports,
    grants,
    instalments,
    ledger,
)
from spinney.money.bridge.budgets import LineSaid
from spinney.money.models import Grant, Instalment
from spinney.money.policies.grants import GrantText
from spinney.purchasing.actions import savings
from spinney.purchasing.queries.claiming import SavingSaid
from spinney.register.models import Mandate, Organisation
from spinney.workplans.actions import plans, progress
from spinney.workplans.models import Activity, Workplan
from spinney.workplans.policies.plans import PlanText
from spinney.workplans.states import ActivityState

FOLLOWED_UP = {"comes": "yes", "aims_met": "2", "next": "more"}
HOPES = {"hope": "That we lose less time.", "fear": "That nobody has the time."}
GROUND_RULES = (
    "meetings", "meeting_notice", "decision_rule", "electorate", "quorum", "voting", "purchases",
    "publication", "branding", "joining", "leaving", "dispute_steps", "review",
)  # fmt: skip
QUESTION = re.compile(r"\[[^\]]*\]")
"""What stands in a new report for whoever writes it."""


@dataclass(frozen=True)
class Walker:
    """A cluster with who manages its programme, and who facilitates it."""

    cluster: Cluster
    manager: Person
    facilitator: Person

    @property
    def runs(self) -> Actor:
        return actor_for(self.facilitator, localdate())

    @property
    def funds(self) -> Actor:
        return actor_for(self.manager, localdate())

    def members(self) -> list[tuple[Organisation, Actor]]:
        """Each member, with whoever speaks for it as she may act today."""
        found = []
        for one in clusters.members(self.cluster):
            organisation = Organisation.objects.get(pk=one.organisation_id)
            person = Mandate.objects.get(organisation=organisation).person
            found.append((organisation, actor_for(person, localdate())))
        return found

    def asked_of_members(self, key: str, title: str, answers: dict[str, Any]) -> Survey:
        """A survey that is answered for every member, and closed."""
        by, now = self.runs, timezone.now()
        text = surveys.SurveyText(
            asks=Version.objects.get(instrument__key=key, state="published"), title=title, text="",
            closes_at=now + timedelta(days=14),
        )  # fmt: skip
        survey = surveys.make_survey(place=self.cluster, text=text, by=by, now=now)
        invitees = [
            Invitee(one.name, f"{one.pk}@members.example.org", "", one.pk)
            for one, _ in self.members()
        ]
        asked.ask_organisations(survey=survey, invitees=invitees, by=by, now=now)
        survey = survey_times.open_survey(survey=survey, by=by, now=now)
        for row in Asked.objects.filter(survey=survey).select_related("survey", "organisation"):
            assert paper.key_in_sheet(survey=survey, asked=row, answers=answers, by=by, now=now)
        return survey_times.close_survey(survey=survey, by=by, now=now)

    def vote(self, title: str, options: dict[str, int], backed: int) -> Decision:
        """Every member backs the first so many options; they become the outline of the plan."""
        by, now = self.runs, timezone.now()
        text = BallotText(title, "approve", settings=Settings(seats=backed))
        texts = [OptionText(name, cost_pence=pence) for name, pence in options.items()]
        ballot = ballots.draft_ballot(
            cluster=self.cluster, text=text, options=texts, by=by, now=now
        )
        closes = now + timedelta(days=14)
        ballot = opening.open_ballot(ballot=ballot, closes_at=closes, by=by, now=now)
        marks = {str(number): 1 for number in range(1, backed + 1)}
        for organisation, speaker in self.members():
            cast_vote(
                ballot=ballot, organisation_id=organisation.pk, marks=marks, how=VotedHow.SITE,
                by=speaker, now=timezone.now(),
            )  # fmt: skip
        results.close_ballot(ballot=ballot, by=by, now=timezone.now())
        decision = Decision.objects.get(ballot=ballot)
        step = decision.steps.get(kind=StepKind.OUTLINE)
        steps.take_step(step=step, by=by, now=timezone.now())
        return decision

    def agree(self) -> None:
        """Ground rules with what is usual, signed by every member."""
        by, now = self.runs, timezone.now()
        parties = [drafting.PartyLine(one) for one, _ in self.members()]
        made = drafting.start_agreement(
            cluster=self.cluster, wording="ground_rules", title="Our ground rules",
            parties=parties, by=by, now=now,
        )  # fmt: skip
        version = made.versions.get()
        own = {"branding": Branding(name=self.cluster.name)}
        for key in GROUND_RULES:
            value = write(key, own.get(key, CATALOGUE[key].default))
            drafting.answer_term(version=version, key=key, value=value, by=by, now=now)
        out = signing.put_out(
            version=version, deadline=localdate() + timedelta(days=21), choices=Choices(), by=by,
            now=now,
        )  # fmt: skip
        for organisation, speaker in self.members():
            row = out.asked.get(party__organisation=organisation)
            signer = Signer("Invented Person", identified_by="signed in")
            signing.sign(asked=row, signer=signer, by=speaker, now=timezone.now())

    def plan_work(self, decision: Decision) -> Workplan:
        """A plan of what was decided, agreed; its first activity is done."""
        by, now, today = self.runs, timezone.now(), localdate()
        text = PlanText("Workplan", today, today + timedelta(days=240))
        lines = [one.line_id for one in decisions.outline(self.cluster)]
        plan = plans.start_workplan(
            cluster=self.cluster, text=text, priorities=lines, by=by, now=now
        )
        rows = Activity.objects.filter(workplan=plan).order_by("pk")
        when = {one.pk: plans.NewDays(today, today + timedelta(days=60)) for one in rows}
        plans.replan_workplan(plan=plan, days=when, by=by, now=now)
        plan = plans.agree_workplan(plan=plan, decision=decision.number, by=by, now=now)
        first = rows.select_related("workplan")[0]
        progress.note_progress(activity=first, state=ActivityState.DONE, by=by, now=now)
        return plan

    def budget(self, lines: dict[str, int]) -> None:
        """A budget in force, with what the grant brings in."""
        by, now, today = self.runs, timezone.now(), localdate()
        whole = sum(lines.values())
        rows = [LineSaid("Grant", whole, is_income=True)]
        rows += [LineSaid(title, pence) for title, pence in lines.items()]
        said = budgets.BudgetSaid("Budget", today, today + timedelta(days=240))
        budget = budgets.start_budget(cluster=self.cluster, said=said, lines=rows, by=by, now=now)
        budgets.put_budget_in_force(budget=budget, by=by, now=now)

    def apply(self, pence: int) -> Grant:
        """Applied for and approved: nothing is released by that."""
        by, now = self.runs, timezone.now()
        holder, _ = self.members()[0]
        text = GrantText("Sharing what we have", pence, holder_id=holder.pk)
        grant = grants.draft_grant(cluster=self.cluster, text=text, by=by, now=now)
        grant = grants.apply_for_grant(grant=grant, by=by, now=now)
        return grant_decisions.approve_grant(
            grant=grant, awarded_pence=pence, by=self.funds, now=now
        )

    def meet_conditions(self, programme: Programme, last: int) -> None:
        """The manager notes that the conditions of the stages up to one are met."""
        rows = Condition.objects.filter(
            stage__programme=programme, stage__position__lte=last, retired_at=None
        )
        for condition in rows:
            shown = conditions.Shown(localdate(), "Seen by the programme (illustrative)")
            conditions.meet_condition(
                cluster=self.cluster, condition=condition, shown=shown, by=self.funds,
                now=timezone.now(),
            )  # fmt: skip

    def be_paid(self, grant: Grant) -> None:
        """Every instalment asked for by one and released by another, and received; between them
        all of it is spent and a report accepted.
        """
        for part in Instalment.objects.filter(grant=grant).order_by("number"):
            self.release(part)
            self.spend(grant, part.pence)
            if part.number == 1:
                self.report(grant)

    def release(self, part: Instalment) -> None:
        """Asked for by whoever facilitates, released by the manager, in the bank the same day."""
        instalments.ask_release(instalment=part, by=self.runs, now=timezone.now())
        instalments.release_instalment(instalment=part, by=self.funds, now=timezone.now())
        instalments.receive_instalment(
            instalment=part, received_on=localdate(), by=self.runs, now=timezone.now()
        )

    def spend(self, grant: Grant, pence: int, activity: Activity | None = None) -> None:
        """Pay so much out of the grant, for an activity if one is named."""
        words = "Training and support (illustrative)"
        said = ledger.Said(
            localdate(), words, pence, "activity_cost", grant.fund,
            activity.pk if activity else None,
        )  # fmt: skip
        ledger.add_payment(cluster=self.cluster, said=said, by=self.runs, now=timezone.now())

    def report(self, grant: Grant) -> None:
        """The first report, sent and accepted."""
        sent = grant_reports.send_grant_report(
            report=grant.reports.get(number=1), words="What was planned was done.", by=self.runs,
            now=timezone.now(),
        )  # fmt: skip
        grant_reports.answer_grant_report(
            report=sent, accepted=True, by=self.funds, now=timezone.now()
        )

    def log_days(self, facilitation: int, review: int) -> None:
        """Days of help as they were given."""
        for kind, number in (("facilitation", facilitation), ("review", review)):
            if number:
                work = days.Work(kind, localdate(), Decimal(number), "Helped the cluster")
                days.log_day(cluster=self.cluster, work=work, by=self.runs, now=timezone.now())

    def save(self, was: int, now_is: int) -> None:
        """A member says what it saves by a better contract: it is confirmed by that."""
        organisation, speaker = self.members()[0]
        first: date = localdate()
        said = SavingSaid(
            title="Telephone at another supplier", kind="cashable", category="telecoms",
            first_day=first, last_day=first + timedelta(days=364), new_pence=now_is,
            baseline_pence=was, basis_kind="contract", how="By comparing what we pay.",
        )  # fmt: skip
        savings.claim_saving(
            cluster=self.cluster, organisation=organisation, said=said, by=speaker,
            now=timezone.now(),
        )  # fmt: skip

    def evaluate(self) -> Report:
        """A report from the records, with an answer to each of its questions, finished."""
        by, now, today = self.runs, timezone.now(), localdate()
        text = reports.ReportText("What came of it", today - timedelta(days=30), today)
        report = reports.start_report(place=self.cluster, text=text, by=by, now=now)
        for section in report.sections.order_by("position"):
            words = QUESTION.sub("As the records show.", section.words)
            written = report_sections.SectionText(section.title, words, tuple(section.pictures))
            report_sections.write_report_section(section=section, text=written, by=by, now=now)
        return reports.finish_report(report=report, by=by, now=now)
