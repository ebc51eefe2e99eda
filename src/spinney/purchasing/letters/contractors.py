"""What is written about contractors: that a paper ends. No names: many are one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.purchasing.bridge.contractors import trades_words
from spinney.purchasing.engine.trades import PAPERS
from spinney.purchasing.models import ContractorInsurance
from spinney.purchasing.queries.contractors import whom_it_concerns
from spinney.register import api as register

ENDS = "purchasing.contractor_paper_ends"


def paper_ends(paper: ContractorInsurance, *, by: Actor, now: datetime) -> None:
    """Tell those who used it or saw the paper, as far as they are still members."""
    today = localdate(now)
    cluster = paper.contractor.cluster
    if paper.expires_on is None:
        return
    letter = _ends(
        paper.contractor.scope, one_line(cluster.name),
        PAPERS.get(paper.kind, "A registration"), trades_words(paper.contractor.trades),
        paper.expires_on, paper.expires_on < today,
    )  # fmt: skip
    link = reverse("purchasing:contractor", args=[cluster.pk, paper.contractor_id])
    here = {one.organisation_id for one in clusters.members(cluster, at=today)}
    ids = [one for one in whom_it_concerns(paper, today) if one in here]
    people = {one.person_id: one.person for one in register.representatives_of(ids, today)}
    for person in people.values():
        outbox.tell(
            replace(letter, link=link, about=subject_of(paper.contractor)), to=person, by=by,
            now=now, key=f"{ENDS}:{paper.pk}:{person.pk}",
        )  # fmt: skip


def _ends(
    scope: Scope, place: str, paper: str, trades: str, on: date, is_over: bool
) -> Letter:  # fmt: skip
    verb = "ended" if is_over else "ends"
    return Letter(
        kind=ENDS, scope=scope, place=place, asker=place,
        headline=f"a paper of a contractor that you know {verb} on {day(on)}",
        paragraphs=[
            f"{paper}, noted for a contractor ({trades}), {verb} on {day(on)}. Before the next job,"
            " ask to see the new one, and note it there."
        ],
        link="/clusters/1/",
    )  # fmt: skip


def _example() -> Letter:
    return _ends(
        Scope("cluster", 1), "The Spinney", "Public liability insurance", "Plumber",
        date(2026, 3, 12), False,
    )  # fmt: skip


add_kind(Kind(ENDS, "Insurances of contractors that end", _example))
