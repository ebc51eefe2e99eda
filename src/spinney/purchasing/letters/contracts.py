"""What is written about contracts: that notice must be given soon. No amounts, and no names of
suppliers.
"""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.purchasing.engine.categories.tree import CATEGORIES
from spinney.purchasing.letters.purchases import people_of
from spinney.purchasing.models import Contract

NOTICE_SOON = "purchasing.notice_soon"
MINUTES = 5
SAY_NO = "If you want to keep it, do nothing: you are not reminded again of this day."


def notice_soon(contract: Contract, *, by: Actor, now: datetime) -> None:
    """Tell whoever a contract belongs to: the member's people, or those who run the cluster."""
    if contract.notice_day is None:
        return
    if contract.organisation is not None:
        place = one_line(contract.organisation.name)
        link = reverse("purchasing:contract", args=[contract.organisation_id, contract.pk])
        own = [contract.organisation.pk]
        people = people_of(own, localdate(now)).get(contract.organisation.pk, [])
    elif contract.cluster is not None:
        place = one_line(contract.cluster.name)
        link = reverse("purchasing:joint-contract", args=[contract.cluster_id, contract.pk])
        people = clusters.people_who_run(contract.cluster, localdate(now))
    else:
        return
    category = CATEGORIES.get(contract.category, CATEGORIES["other"]).title
    letter = _soon(contract.scope, place, category, contract.notice_day, contract.renews, link)
    for person in people:
        key = f"{NOTICE_SOON}:{contract.pk}:{contract.notice_day}:{person.pk}"
        outbox.tell(
            Letter(**(vars(letter) | {"about": subject_of(contract)})), to=person, by=by, now=now,
            key=key,
        )  # fmt: skip


def _soon(scope: Scope, place: str, category: str, until: date, renews: bool, link: str) -> Letter:
    goes_on = " If nobody does, it goes on by itself." if renews else ""
    return Letter(
        kind=NOTICE_SOON, scope=scope, place=place, asker=place,
        headline=f"notice on a contract: {category.lower()}",
        paragraphs=[
            f"The last day on which notice can be given on a contract of yours is {day(until)}."
            f"{goes_on} Before you keep it, look whether others could leave with you."
        ],
        deed="Decide", minutes=MINUTES, by_when=until, say_no=SAY_NO, link=link,
    )  # fmt: skip


add_kind(
    Kind(
        NOTICE_SOON,
        "Reminders to give notice on contracts",
        lambda: _soon(
            cluster_scope(1), "Birch House", "Energy", date(2026, 3, 12), True, "/clusters/1/"
        ),
    )
)
