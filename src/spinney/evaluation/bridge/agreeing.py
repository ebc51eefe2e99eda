"""Who agrees before a report is public: as the term “What we publish” says, or each member.

What is kept of it (`Report.agreed_by`): {"rule": "concerned", "number": 2, "asked_on":
"2026-05-03", "days": 10, "needed": {uid: name}, "answers": {uid: {"yes": true, "on": "2026-05-04",
"by": "person:7", "why": ""}}, "decision": 4, "clause": "Ground rules, clause 3"}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from spinney.agreements import api as agreements
from spinney.clusters import api as clusters

Json = dict[str, Any]
NOBODY, MEMBERS, LEAD, CONCERNED = "nobody", "members", "lead_body", "concerned"
RULES = {
    NOBODY: "Your terms ask nobody before something is published.",
    MEMBERS: "Your terms ask the members to decide, by your rule for decisions.",
    LEAD: "Your terms ask the lead body.",
    CONCERNED: "Those it is about agree first: every member.",
}


@dataclass(frozen=True)
class Rule:
    """Who must agree: `needed` are organisations by uid. `days`: so long they have to answer, after
    which silence is consent; 0 where nothing of the kind was agreed. `clause` says where it stands.
    """

    rule: str
    needed: Mapping[str, str]
    days: int = 0
    clause: str = ""


@dataclass(frozen=True)
class Answer:
    yes: bool
    on: date
    by: str
    why: str = ""


@dataclass(frozen=True)
class Agreeing:
    """How far it is agreed to publish a finished version. `decision` is the number of the decision
    that settles it, where the members decide.
    """

    rule: Rule
    number: int = 0
    asked_on: date | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    decision: int | None = None

    def silent(self) -> list[str]:
        """Those who have not answered, by name."""
        return sorted(name for uid, name in self.rule.needed.items() if uid not in self.answers)

    def refused(self) -> list[str]:
        """Those who said no, by name."""
        return sorted(
            name
            for uid, name in self.rule.needed.items()
            if uid in self.answers and not self.answers[uid].yes
        )

    def last_day(self) -> date | None:
        """The last day to answer, where silence is consent after it."""
        if self.asked_on is None or not self.rule.days:
            return None
        return self.asked_on + timedelta(days=self.rule.days)

    def is_agreed(self, today: date) -> bool:
        """Whether it may be published on a day."""
        if self.rule.rule == NOBODY:
            return True
        if self.rule.rule == MEMBERS:
            return self.decision is not None
        if self.asked_on is None or self.refused() or not self.rule.needed:
            return False
        last = self.last_day()
        return not self.silent() or (last is not None and today > last)

    def to_json(self) -> Json:
        return {
            "rule": self.rule.rule,
            "needed": dict(self.rule.needed),
            "days": self.rule.days,
            "clause": self.rule.clause,
            "number": self.number,
            "asked_on": self.asked_on.isoformat() if self.asked_on else None,
            "answers": {
                uid: {"yes": one.yes, "on": one.on.isoformat(), "by": one.by, "why": one.why}
                for uid, one in self.answers.items()
            },
            "decision": self.decision,
        }


def agreeing_from(kept: Mapping[str, Any]) -> Agreeing | None:
    """As it was kept; None before anybody was asked."""
    if not kept:
        return None
    rule = Rule(kept["rule"], kept["needed"], kept["days"], kept["clause"])
    answers = {
        uid: Answer(one["yes"], date.fromisoformat(one["on"]), one["by"], one["why"])
        for uid, one in kept["answers"].items()
    }
    asked = date.fromisoformat(kept["asked_on"]) if kept["asked_on"] else None
    return Agreeing(rule, kept["number"], asked, answers, kept["decision"])


def rule_for(place: clusters.Cluster | clusters.Programme, on: date) -> Rule:
    """Who must agree on a day. A programme's report is about the members of all its clusters, whose
    terms differ: each of them is asked, and silence is no consent.
    """
    if isinstance(place, clusters.Programme):
        groups = clusters.clusters_of(place)
        return Rule(CONCERNED, {k: v for one in groups for k, v in _members(one, on).items()})
    terms = agreements.terms(place, at=on)
    source, said = terms.source("publication"), terms.publication
    members = _members(place, on)
    if source is None:
        return Rule(CONCERNED, members)
    clause = f"{source.title}, clause {source.clause.number}" if source.clause else source.title
    if said.decides == LEAD:
        lead = terms.lead_body.organisation
        named = {uid: name for uid, name in members.items() if uid == lead}
        return Rule(LEAD if named else CONCERNED, named or members, said.answer_days, clause)
    needed = members if said.decides == CONCERNED else {}
    return Rule(said.decides, needed, said.answer_days, clause)


def _members(cluster: clusters.Cluster, on: date) -> dict[str, str]:
    """Members by uid."""
    ids = [one.organisation_id for one in clusters.members(cluster, on)]
    found = clusters.Membership.objects.filter(cluster=cluster, organisation__in=ids)
    pairs = found.values_list("organisation__uid", "organisation__name")
    return {str(uid): name for uid, name in pairs}
