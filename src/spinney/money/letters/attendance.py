"""What is written about payments for attendance. No amounts, and no meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, tell_each
from spinney.money.models import AttendancePayment
from spinney.register import api as register

ATTENDANCE_NEWS = "money.attendance_news"
PAID = "you are paid for coming to meetings"
DROPPED = "a payment for coming to a meeting"


def tell_members(
    payments: Sequence[AttendancePayment], headline: str, *, by: Actor, now: datetime
) -> None:
    """Tell those who speak for the members that there is news: one letter a person, however many
    payments there are.
    """
    cluster = payments[0].ring_fence.cluster
    organisations = sorted({one.organisation_id for one in payments})
    place = one_line(cluster.name)
    url = reverse("money:attendance-payments", args=[cluster.pk])
    letter = _news(cluster_scope(cluster.pk), place, headline, url)
    found = register.representatives_of(organisations, localdate(now))
    tell_each(letter, (one.person for one in found), by=by, now=now)


def _news(scope: Scope, place: str, headline: str, link: str) -> Letter:
    return Letter(
        kind=ATTENDANCE_NEWS, scope=scope, place=place, asker=place, headline=headline,
        paragraphs=["What you are due for which meeting, and what became of it, is on this page."],
        link=link,
    )  # fmt: skip


add_kind(
    Kind(
        ATTENDANCE_NEWS,
        "News of payments for coming to meetings",
        lambda: _news(cluster_scope(1), "The Spinney", PAID, "/clusters/1/"),
    )
)
