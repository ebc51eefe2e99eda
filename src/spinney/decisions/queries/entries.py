"""Votes on paper and by phone, for whoever asks. What one person typed is shown to nobody else
before a second has typed it too.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet

from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.decisions.models import Ballot, Elector, Entry
from spinney.decisions.policies.entries import RUNS_IT
from spinney.decisions.states import EntryState

NOT_IN_TIME = "Voting ended before a second person had confirmed it."


def waiting_entries(ballot: Ballot) -> int:
    """How many votes on paper or by phone wait for their second person: in a secret ballot as many
    as envelopes.
    """
    rows = ballot.entries.filter(state=EntryState.WAITING)
    return rows.filter(elector__isnull=False).count()


def entries_of(ballot: Ballot) -> QuerySet[Entry]:
    """The entries with a name (in a secret ballot: the envelopes), the newest first."""
    rows = ballot.entries.filter(elector__isnull=False)
    return rows.select_related("elector__organisation").order_by("-entered_at", "-pk")


def get_entry(ballot: Ballot, pk: int) -> Entry:
    """One entry of a ballot that the actor may see. Raises NotFound."""
    rows = ballot.entries.select_related("elector__organisation")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such vote on paper here. It may have been counted already.")
    found.ballot = ballot
    return found


def envelopes_in(ballot: Ballot) -> QuerySet[Entry]:
    """The envelopes whose papers are not counted yet, by name of the organisation."""
    rows = entries_of(ballot).filter(state=EntryState.WAITING)
    return rows.order_by("elector__organisation__name", "pk")


def papers_by(ballot: Ballot, by: Actor | str) -> QuerySet[Entry]:
    """The papers without a name that somebody typed, in her order, and nobody has counted yet."""
    label = by if isinstance(by, str) else by.label
    rows = ballot.entries.filter(elector=None, state=EntryState.WAITING, entered_by=label)
    return rows.order_by("pk")


def typists_of(ballot: Ballot) -> dict[str, int]:
    """Who typed papers that are not counted yet, and how many each."""
    rows = ballot.entries.filter(elector=None, state=EntryState.WAITING)
    many = rows.values("entered_by").annotate(many=Count("pk")).order_by("entered_by")
    return {one["entered_by"]: one["many"] for one in many}


def sets_beside(ballot: Ballot, by: Actor, on: date) -> dict[str, list[Entry]]:
    """The papers that others typed who can be the second person beside the actor, by their labels:
    anybody beside those who run the cluster, and only those beside others, so that no two members
    alone can say what lay in the envelopes.
    """
    others = [one for one in typists_of(ballot) if one != by.label]
    if not by.roles_in(ballot.scope) & RUNS_IT:
        others = [one for one in others if _runs_it(one, ballot, on)]
    return {one: list(papers_by(ballot, one)) for one in others}


def _runs_it(label: str, ballot: Ballot, on: date) -> bool:
    """Whether somebody runs the cluster of a ballot on a day."""
    number = label.removeprefix("person:")
    person = Person.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    return person is not None and bool(actor_for(person, on).roles_in(ballot.scope) & RUNS_IT)


def electors_on_paper(ballot: Ballot) -> list[Elector]:
    """Those who take part, by name: whose vote can be typed."""
    rows = ballot.electors.filter(recused_at=None).select_related("organisation")
    return list(rows.order_by("organisation__name", "pk"))
