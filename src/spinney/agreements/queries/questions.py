"""What a draft asks, one thing after the other; what may be offered as the answer, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spinney.agreements.bridge.fields import known_fields
from spinney.agreements.bridge.fixing import names_in
from spinney.agreements.bridge.terms import in_words
from spinney.agreements.bridge.wordings import wordings
from spinney.agreements.engine.content import Clause, Content
from spinney.agreements.engine.terms import CATALOGUE, Json, Terms, write
from spinney.agreements.engine.wordings import GIVEN, Wording, WordingClause, gaps_in
from spinney.agreements.models import Agreement
from spinney.agreements.queries.terms import terms
from spinney.agreements.states import PartyRole, SpeaksFor
from spinney.clusters import api as clusters
from spinney.register.api import Organisation

MINUTES_EACH = 2
"""About so long a question takes to talk over, where the template does not say."""


@dataclass(frozen=True)
class Step:
    """One question: a term, or a question of the template; the clause in which the answer will
    stand, and whether there is an answer.
    """

    key: str
    title: str
    question: str
    is_term: bool
    clause: Clause | None
    answered: bool


def steps_of(content: Content, wording: Wording | None) -> list[Step]:
    """What a draft asks, in the order of its clauses, each thing once; then what it states though
    no clause says it.
    """
    found: dict[str, Step] = {}
    for clause in content.clauses:
        for key in gaps_in(clause.text):
            step = _step(key, clause, content, wording)
            if step is not None:
                found.setdefault(key, step)
    for key in content.stated():
        step = _step(key, content.clause_of(key), content, wording)
        if step is not None:
            found.setdefault(key, step)
    return list(found.values())


def _step(
    key: str, clause: Clause | None, content: Content, wording: Wording | None
) -> Step | None:
    if key in CATALOGUE:
        term = CATALOGUE[key]
        return Step(key, term.title, term.question, True, clause, key in content.terms)
    asked = wording.question_of.get(key) if wording else None
    if asked is None or key in GIVEN:
        return None
    answered = bool(content.answers.get(key, "").strip())
    return Step(key, asked.title, asked.title, False, clause, answered)


@dataclass(frozen=True)
class Walk:
    """The questions of a draft, and where in them somebody is."""

    steps: tuple[Step, ...]
    at: int

    @property
    def step(self) -> Step:
        return self.steps[self.at]

    @property
    def before(self) -> Step | None:
        return self.steps[self.at - 1] if self.at else None

    @property
    def after(self) -> Step | None:
        return self.steps[self.at + 1] if self.at + 1 < len(self.steps) else None

    @property
    def open(self) -> int:
        """How many have no answer yet."""
        return sum(not one.answered for one in self.steps)


def walk_to(content: Content, wording: Wording | None, key: str) -> Walk | None:
    """The walk through a draft's questions at one of them; None when it does not ask that."""
    steps = tuple(steps_of(content, wording))
    at = next((place for place, one in enumerate(steps) if one.key == key), None)
    return None if at is None else Walk(steps, at)


def minutes_left(walk: Walk, wording: Wording | None) -> int:
    """About how many minutes the open questions take."""
    each = wording.minutes / len(walk.steps) if wording else MINUTES_EACH
    return max(1, round(each * walk.open))


def words_of_term(key: str, said: Json) -> str:
    """What is said of a term in plain sentences. One query at most."""
    return in_words(key, said, names_in({key: said}))


def explained(content: Content, clause: Clause | None) -> WordingClause | None:
    """What the template says of a clause: why it is there, what goes wrong, what others chose."""
    wording = wordings().get(content.wording)
    return wording.clause_of.get(clause.key) if wording and clause else None


# What can be chosen, and what is offered ----------------------------------------------------------


def organisations_for(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """The organisations that a term can name (uid, name): the parties in their order, then the
    other members of the cluster. Three queries.
    """
    parties = agreement.parties.filter(left_on=None).select_related("organisation")
    found = {str(one.organisation.uid): one.organisation.name for one in parties}
    if agreement.speaks_for == SpeaksFor.CLUSTER:
        ids = [one.organisation_id for one in clusters.belongs(agreement.cluster)]
        rows = Organisation.objects.filter(pk__in=ids).order_by("name")
        for uid, name in rows.values_list("uid", "name"):
            found.setdefault(str(uid), name)
    return tuple(found.items())


def fields_offered() -> tuple[tuple[str, str], ...]:
    """The declared data that a protocol can name (key, title)."""
    return tuple((key, field.title) for key, field in known_fields().items())


@dataclass(frozen=True)
class Suggested:
    """What is offered as an answer, as JSON, and where it comes from in words."""

    value: Json
    where: str


_ROLES = {
    "lead_body": PartyRole.LEAD,
    "host": PartyRole.HOST,
    "guarantor": PartyRole.GUARANTOR,
}


def suggested(agreement: Agreement, key: str) -> Suggested | None:
    """What the site knows that may be the answer: the roles of the parties, how the cluster is set
    up, what is in force in it now. None where nothing is known: Spinney's own default is offered.
    """
    for offer in (_by_role, _as_set_up, _in_force):
        found = offer(agreement, key)
        if found is not None:
            return found
    return None


def _by_role(agreement: Agreement, key: str) -> Suggested | None:
    if key not in _ROLES:
        return None
    named = agreement.parties.filter(role=_ROLES[key], left_on=None).select_related("organisation")
    uids = [str(one.organisation.uid) for one in named]
    if len(uids) != 1:
        return None
    value: Mapping[str, Json] | str = uids[0]
    if key != "lead_body":
        value = {"organisation": uids[0]}
    return Suggested(value, "as in the list of parties")


def _as_set_up(agreement: Agreement, key: str) -> Suggested | None:
    cluster = agreement.cluster
    if key == "leaving" and cluster.notice_to_leave_days:
        offered = {"notice_days": cluster.notice_to_leave_days}
        return Suggested(_with_default(key, offered), "the notice that the cluster has now")
    if key == "tiers":
        lines = list(_tiers(cluster))
        if lines:
            return Suggested({"tiers": lines}, "the tiers that the cluster has now")
    return None


def _with_default(key: str, said: Mapping[str, Json]) -> Json:
    usual = write(key, CATALOGUE[key].default)
    return {**usual, **said} if isinstance(usual, Mapping) else said


def _tiers(cluster: clusters.Cluster) -> Iterator[dict[str, Json]]:
    """The tiers of a cluster, or of its programme, as the term states them."""
    own = list(cluster.tiers.order_by("position"))
    if not own and cluster.programme is not None:
        own = list(cluster.programme.tiers.order_by("position"))
    for one in own:
        yield {
            "name": one.name, "description": one.description, "is_member": one.is_member,
            "may_vote": one.may_vote, "in_quorum": one.in_quorum, "may_see": one.may_see,
        }  # fmt: skip


def _in_force(agreement: Agreement, key: str) -> Suggested | None:
    now: Terms = terms(agreement.cluster)
    source = now.source(key)
    if source is None or CATALOGUE[key].of_its_own or CATALOGUE[key].adds_up:
        return None
    return Suggested(write(key, now.value(key)), f"what “{source.title}” says now")
