"""A cluster walked from its first survey to its evaluation by programs alone, over the JSON API:
each request carries the token of whoever would do that step.

Nothing here calls a room's own actions. Beside requests there are two things: tokens are made on
the page where people make them (tests/casebook/programs.py), and work that waits in the background
is done where a worker would do it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate
from tools.example_ledgers import Payment, quickbooks, sage, xero

from spinney.base.access.models import Person
from spinney.base.kernel.periods import add_months
from spinney.clusters.models import Cluster
from spinney.register.models import Mandate
from tests.casebook.programs import Program
from tests.harness.work import do_waiting_work

FOLLOWED_UP = {"comes": "yes", "aims_met": "2", "next": "more"}
HOPES = {"hope": "That we lose less time.", "fear": "That nobody has the time."}
QUESTION = re.compile(r"\[[^\]]*\]")
"""What stands in a new report for whoever writes it."""
LEDGERS = {"Durham": ("sage.csv", sage), "London": ("xero.csv", xero)} | {
    "Nottingham": ("quickbooks.csv", quickbooks)
}
"""What the bookkeeper of a member in each place exports, in the manner of which package."""
DONE_IN = 3
"""The stage of the programme in which the plan is carried out, from 0."""


@dataclass(frozen=True)
class Walker:
    """A cluster with who manages its programme, and who facilitates it."""

    cluster: Cluster
    manager: Person
    facilitator: Person

    @property
    def here(self) -> str:
        return f"/clusters/{self.cluster.pk}"

    @cached_property
    def runs(self) -> Program:
        """The facilitator's program."""
        return Program(self.facilitator, self.here)

    @cached_property
    def funds(self) -> Program:
        """The programme manager's."""
        return Program(self.manager, self.here)

    @cached_property
    def members(self) -> dict[int, Program]:
        """The program of whoever speaks for each member, by the id of the organisation."""
        rows = self.runs.get("members")
        ids = [one["organisation_id"] for one in rows if one["is_member"]]
        return {pk: Program(Mandate.objects.get(organisation=pk).person, self.here) for pk in ids}

    # What we need -------------------------------------------------------------------------------

    def asked_of_members(self, key: str, title: str, answers: Mapping[str, Any]) -> None:
        """A survey that every member answers itself, having seen what the others will see."""
        asks = next(one["id"] for one in self.runs.all("instruments") if one["key"] == key)
        closes = localdate() + timedelta(days=14)
        made = self.runs.post("surveys", {"asks": asks, "title": title, "closes_on": closes})
        survey = f"surveys/{made['id']}"
        counts = self.runs.post(f"{survey}/asked", {"members": True})
        assert counts["asked"] == len(self.members)
        self.runs.post(f"{survey}/open")
        for program in self.members.values():
            sheet = program.put(f"{survey}/answers", {"answers": answers})
            assert sheet["in_the_way"] == {}, sheet
            seen = program.get(f"{survey}/answers/others-see")
            assert {one["key"] for one in seen["answers"]} == set(answers)
            assert program.post(f"{survey}/answers/send", {"seen": seen["seen"]})["state"] == "sent"
        assert self.runs.post(f"{survey}/close")["sent"] == len(self.members)
        named = self.runs.get(f"{survey}/named-results")
        assert len(named["organisations"]) == len(self.members)
        self.funds.get(f"{survey}/named-results", 403)
        next(iter(self.members.values())).get(f"{survey}/named-results", 403)

    # What we do ---------------------------------------------------------------------------------

    def vote(self, title: str, options: Mapping[str, int], backed: int) -> int:
        """Every member backs the first so many options; they become the outline of the plan.
        Returns the number of the decision.
        """
        said = [{"title": name, "cost_pence": pence} for name, pence in options.items()]
        settings = {"seats": backed}
        body = {"title": title, "way": "approve", "settings": settings, "options": said}
        ballot = f"ballots/{self.runs.post('ballots', body)['id']}"
        closes = localdate() + timedelta(days=14)
        self.runs.post(f"{ballot}/open", {"closes_at": f"{closes}T20:00:00Z"})
        marks = {str(number): 1 for number in range(1, backed + 1)}
        for program in self.members.values():
            self.runs.post(f"{ballot}/close", status=409)
            program.post(f"{ballot}/vote", {"marks": marks})
        result = self.runs.post(f"{ballot}/close")
        chosen = [one["name"] for one in result["options"] if one["place"]]
        assert len(chosen) == backed
        number = int(result["decision_number"])
        self.runs.post(f"decisions/{number}/steps/outline/take")
        return number

    def agree(self) -> None:
        """Ground rules with what is usual, signed by whoever may sign for every member."""
        made = self.runs.post(
            "agreements", {"template": "ground_rules", "title": "Our ground rules"}
        )
        agreement = f"agreements/{made['id']}"
        for one in made["questions"]:
            if not one["is_term"]:
                words = one["answer"] or one["usual"] or "share what each cannot afford alone"
                self.runs.put(f"{agreement}/answers/{one['key']}", {"words": words})
                continue
            value = {"name": self.cluster.name} if one["key"] == "branding" else one["usual"]
            self.runs.put(f"{agreement}/terms/{one['key']}", {"value": value})
        deadline = localdate() + timedelta(days=21)
        self.runs.post(f"{agreement}/put-out", {"deadline": deadline})
        for program in self.members.values():
            read = program.get(f"{agreement}/signature")
            assert read["in_the_way"] == ""
            body = {"read": read["read"], "name": program.person.name, "agrees": True}
            given = program.post(f"{agreement}/signature", body)
            assert "Through a program" in given["identified_by"]
        assert self.runs.get(f"{agreement}/signing")["state"] == "complete"
        terms = {one["key"]: one for one in self.runs.all("terms")}
        assert terms["decision_rule"]["is_agreed"]

    def plan_work(self, decision: int) -> None:
        """A plan of what was decided, agreed; its first activity is done."""
        today = localdate()
        last = today + timedelta(days=240)
        lines = [one["line_id"] for one in self.runs.all("workplan/priorities")]
        body = {"title": "Workplan", "starts_on": today, "ends_on": last, "priorities": lines}
        self.runs.post("workplan", body)
        rows = self.runs.all("activities")
        until = self.timetable["stages"][DONE_IN]["target_on"]
        when = [{"id": one["id"], "starts_on": today, "ends_on": until} for one in rows]
        assert self.runs.post("workplan/replan", {"activities": when})["moved"] == len(rows)
        agreed = self.runs.post("workplan/agree", {"decision": decision})
        assert (agreed["state"], agreed["decision_number"]) == ("agreed", decision)
        self.runs.post(f"activities/{rows[0]['id']}/progress", {"state": "done"})

    # Money --------------------------------------------------------------------------------------

    def budget(self, lines: Mapping[str, int]) -> None:
        """A budget in force, with what the grant brings in."""
        today = localdate()
        income = {"title": "Grant", "planned_pence": sum(lines.values()), "is_income": True}
        spent = [{"title": title, "planned_pence": pence} for title, pence in lines.items()]
        body = {
            "title": "Budget", "first_day": today, "last_day": today + timedelta(days=240),
            "lines": [income, *spent],
        }  # fmt: skip
        made = self.runs.post("budgets", body)
        self.runs.post(f"budgets/{made['number']}/in-force")

    def apply(self, pence: int) -> None:
        """Applied for and approved: nothing is released by that."""
        holder = next(iter(self.members))
        body = {"title": "Sharing what we have", "asked_pence": pence, "holder_id": holder}
        grant = f"grants/{self.runs.post('grants', body)['id']}"
        self.runs.post(f"{grant}/apply")
        self.runs.post(f"{grant}/approve", {"awarded_pence": pence}, 403)
        found = self.funds.post(f"{grant}/approve", {"awarded_pence": pence})
        assert (found["awarded_pence"], found["released_pence"]) == (pence, 0)

    @property
    def grant(self) -> dict[str, Any]:
        """The cluster's grant as it stands."""
        (one,) = self.runs.all("grants")
        found: dict[str, Any] = self.runs.get(f"grants/{one['id']}")
        return found

    def be_refused_too_early(self) -> None:
        """Neither who asks nor who pays gets round what is not done yet; each is told why."""
        grant = self.grant
        first = f"grants/{grant['id']}/instalments/1"
        for program, deed in ((self.runs, "ask"), (self.funds, "release")):
            told = program.post(f"{first}/{deed}", status=409)["error"]["message"]
            assert "is not signed and in force: Ground rules." in told, told
        assert {one["state"] for one in self.grant["instalments"]} == {"planned"}
        assert self.grant["released_pence"] == 0

    def meet_conditions(self, last: int) -> None:
        """The manager notes that the conditions of the stages up to one are met."""
        programme = self.funds.get(f"/programmes/{self.cluster.programme_id}/timetable")
        stages = {one["name"] for one in programme["stages"][: last + 1]}
        shown = {"met_on": localdate(), "shown_by": "Seen by the programme (illustrative)"}
        for one in self.funds.all("conditions"):
            if one["stage"] in stages and one["met_on"] is None:
                self.funds.post(f"conditions/{one['id']}/meet", shown)

    def be_paid(self) -> None:
        """Every instalment asked for by one and released by another, and received; between them
        all of it is spent and a report accepted.
        """
        for part in self.grant["instalments"]:
            self.release(part["number"])
            self.spend(part["amount_pence"])
            if part["number"] == 1:
                self.report()

    def release(self, number: int) -> None:
        """Asked for by whoever facilitates, released by the manager, in the bank the same day."""
        part = f"grants/{self.grant['id']}/instalments/{number}"
        self.runs.post(f"{part}/ask")
        self.runs.post(f"{part}/release", status=403)
        self.funds.post(f"{part}/release")
        self.runs.post(f"{part}/received", {"received_on": localdate()})

    def spend(self, pence: int, activity: int | None = None) -> None:
        """Pay so much out of the grant, for an activity if one is named."""
        body = {
            "day": localdate(), "words": "Training and support (illustrative)",
            "amount_pence": pence, "account": "activity_cost", "activity_id": activity,
            "fund_id": self.grant["fund_id"],
        }  # fmt: skip
        self.runs.post("payments", body)

    def report(self) -> None:
        """The first report, sent and accepted."""
        report = f"grants/{self.grant['id']}/reports/1"
        self.runs.post(f"{report}/send", {"words": "What was planned was done."})
        assert self.funds.post(f"{report}/answer", {"accepted": True})["state"] == "accepted"

    def log_days(self, facilitation: int, review: int) -> None:
        """Days of help as they were given."""
        for kind, number in (("facilitation", facilitation), ("review", review)):
            if number:
                said = {"kind": kind, "worked_on": localdate(), "days": str(number)}
                self.runs.post("days", {**said, "what": "Helped the cluster"})

    # What came of it ----------------------------------------------------------------------------

    def save(self, was: int, now_is: int) -> None:
        """A member gives in what its bookkeeper's package exports, and says from it what it saves
        by a better contract. Its word confirms it; the others see no more than the terms show.
        """
        organisation, program = next(iter(self.members.items()))
        begins = add_months(localdate().replace(day=1), -12)
        bills = [
            Payment(
                add_months(begins, after) + timedelta(days=14), "Oakhill Communications",
                was // 12, was // 60, "Telephone", "Lines", f"INV{after}",
            )
            for after in range(12)
        ]  # fmt: skip
        name, written = LEDGERS[self.cluster.place]
        files = f"/organisations/{organisation}/spending/files"
        file = f"{files}/{program.give(files, name, written(bills, begins))['id']}"
        do_waiting_work()
        read = program.get(file)
        assert (read["state"], read["payments"]) == ("to_check", 12), read
        self.runs.get(file, 403)
        program.post(f"{file}/add")
        do_waiting_work()
        assert program.get(file)["state"] == "added"
        first: date = localdate() + timedelta(days=1)
        body = {
            "organisation_id": organisation, "title": "Telephone at another supplier",
            "kind": "cashable", "category": "telecoms", "covers": "category", "first_day": first,
            "last_day": first + timedelta(days=364), "basis_kind": "lines", "basis_first": begins,
            "basis_last": localdate().replace(day=1) - timedelta(days=1), "new_pence": now_is,
        }  # fmt: skip
        made = program.post("savings", body)
        saved = {"least_pence": was - now_is, "most_pence": was - now_is}
        assert (made["state"], made["baseline_pence"], made["amount"]) == ("confirmed", was, saved)

    def evaluate(self) -> None:
        """A report from the records, with an answer to each of its questions, finished."""
        today = localdate()
        text = {"title": "What came of it", "first_day": today - timedelta(days=30)}
        made = self.runs.post("reports", text | {"last_day": today})
        report = f"reports/{made['id']}"
        for section in made["sections"]:
            words = QUESTION.sub("As the records show.", section["words"])
            self.runs.patch(f"{report}/sections/{section['id']}", {"words": words})
        assert self.runs.post(f"{report}/finish")["state"] == "published"
        read = next(iter(self.members.values())).get(report)
        assert (read["shown_number"], read["faults"]) == (1, [])

    # The programme ------------------------------------------------------------------------------

    def replan(self, targets: Sequence[date], reason: str) -> None:
        """The manager gives each stage of the programme another date; nobody else can."""
        path = f"/programmes/{self.cluster.programme_id}/timetable"
        now = self.funds.get(path)
        for stage, target in zip(now["stages"], targets, strict=True):
            stage["target_on"] = target
        body = {"stages": now["stages"], "reason": reason, "read": now["version"]}
        for program in (self.runs, *self.members.values()):
            program.put(path, body, 403)
        made = self.funds.put(path, body)
        assert [one["target_on"] for one in made["stages"]] == [str(one) for one in targets]
        assert self.funds.put(path, body, 409), "it was read before somebody changed it"

    @property
    def timetable(self) -> dict[str, Any]:
        """The programme's timetable, as a member reads it."""
        member = next(iter(self.members.values()))
        found: dict[str, Any] = member.get(f"/programmes/{self.cluster.programme_id}/timetable")
        return found

    def follow(self) -> int:
        """What is to end with its stage of the programme ends with it still, now that the stage
        has another day; the plan keeps how it was, and why. Returns how many moved.
        """
        last = self.timetable["changes"][-1]
        was, becomes = (last[part][DONE_IN]["target_on"] for part in ("before", "after"))
        assert was != becomes, last
        rows = [one for one in self.runs.all("activities") if one["state"] == "planned"]
        moves = [
            {"id": one["id"], "starts_on": one["starts_on"], "ends_on": becomes}
            for one in rows
            if one["ends_on"] == was
        ]
        self.runs.post("workplan/replan", {"activities": moves}, 422)  # an agreed plan asks why
        body = {"activities": moves, "why": last["reason"]}
        moved = int(self.runs.post("workplan/replan", body)["moved"])
        member = next(iter(self.members.values()))
        kept = [one["reason"] for one in member.get("workplan")["baselines"]]
        assert kept[-1:] == [last["reason"]], kept
        until = {one["ends_on"] for one in member.all("activities") if one["state"] == "planned"}
        assert until == {becomes}
        return moved

    @property
    def links(self) -> dict[str, str]:
        """How far each link of the way is, as its records show."""
        return {one["key"]: one["state"] for one in self.runs.get("walk")["links"]}
