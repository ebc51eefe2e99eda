"""What is written about grants: to those who run the cluster and speak for whoever holds its money,
and to the programme's managers. No amounts, no reasons: these stand on the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, tell_each
from spinney.base.record.record import subject_of
from spinney.clusters import api as clusters
from spinney.money.models import Grant, GrantReport
from spinney.register import api as register

GRANT_NEWS, REPORT_DUE = "money.grant_news", "money.grant_report_due"
REPORT_MINUTES = 20
SAY_NO = "If you need more time, ask the programme manager: the day can be moved."


def _url(grant: Grant) -> str:
    return reverse("money:grant", args=[grant.cluster_id, grant.pk])


def cluster_people(grant: Grant, on: date) -> list[Person]:
    """Who hears of a grant for the cluster: those who facilitate it, and those who represent the
    organisation that holds its money.
    """
    people = clusters.people_who_run(grant.cluster, on)
    if grant.holder_id is not None:
        people += [one.person for one in register.representatives_of([grant.holder_id], on)]
    return people


def tell_cluster(grant: Grant, headline: str, *, by: Actor, now: datetime) -> None:
    """Tell the cluster that there is news of its grant."""
    _tell(grant, headline, cluster_people(grant, localdate(now)), by=by, now=now)


def tell_funder(grant: Grant, headline: str, *, by: Actor, now: datetime) -> None:
    """Tell the programme's managers that there is news of a grant."""
    programme = grant.cluster.programme
    if programme is not None:
        people = clusters.people_who_run(programme, localdate(now))
        _tell(grant, headline, people, by=by, now=now)


def _tell(
    grant: Grant, headline: str, people: Iterable[Person], *, by: Actor, now: datetime
) -> None:  # fmt: skip
    letter = _news(grant.scope, one_line(grant.cluster.name), headline, _url(grant))
    letter = Letter(**(vars(letter) | {"about": subject_of(grant)}))
    tell_each(letter, people, by=by, now=now)


def _news(scope: Scope, place: str, headline: str, link: str) -> Letter:
    return Letter(
        kind=GRANT_NEWS, scope=scope, place=place, asker=place, headline=headline,
        paragraphs=["What it says, and what comes next, is on the page of the grant."],
        link=link,
    )  # fmt: skip


def report_due(report: GrantReport, *, by: Actor, now: datetime) -> None:
    """Remind the cluster that a report is due soon."""
    grant = report.grant
    if report.due_on is None:
        return
    letter = _due(grant.scope, one_line(grant.cluster.name), report.due_on, _url(grant))
    letter = Letter(**(vars(letter) | {"about": subject_of(grant)}))
    for person in {one.pk: one for one in cluster_people(grant, localdate(now))}.values():
        key = f"{REPORT_DUE}:{report.pk}:{report.due_on}:{person.pk}"
        outbox.tell(letter, to=person, by=by, now=now, key=key)


def _due(scope: Scope, place: str, until: date, link: str) -> Letter:
    return Letter(
        kind=REPORT_DUE, scope=scope, place=place, asker=place,
        headline="a report on your grant is due",
        paragraphs=["The funder waits for it; the next part of the money may wait for it too."],
        deed="Write the report", minutes=REPORT_MINUTES, by_when=until, say_no=SAY_NO, link=link,
    )  # fmt: skip


add_kind(
    Kind(
        GRANT_NEWS,
        "News of your cluster’s grant",
        lambda: _news(cluster_scope(1), "The Spinney", "your grant is approved", "/clusters/1/"),
    )
)
add_kind(
    Kind(
        REPORT_DUE,
        "Reminders of reports on grants",
        lambda: _due(cluster_scope(1), "The Spinney", date(2026, 3, 12), "/clusters/1/"),
    )
)
