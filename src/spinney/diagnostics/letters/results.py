"""What is written when results are published: that they can be read, and never a figure of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from spinney.base.access.links import Errand
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import counted
from spinney.base.work import jobs
from spinney.base.work.models import Job
from spinney.diagnostics.letters.surveys import AT_ONCE
from spinney.diagnostics.models import Asked, Publication
from spinney.diagnostics.queries.published import WRITE
from spinney.diagnostics.states import AskedState

READ = "diagnostics.read_results"
PUBLISHED = "diagnostics.results_published"
MINUTES = 5
DAYS_TO_READ = 90
"""The link leads to the results for so many days."""

SAY_NO = "You need do nothing: it is for you to read, or to pass on to a colleague."


def results_published(publication: Publication, *, by: Actor, now: datetime) -> Job | None:
    """Tell everybody who was asked, whether or not they answered: who was told says nothing of who
    took part. A job does it where they are many, and is returned; it counts those too who declined
    and are left alone, for their number is told to nobody.
    """
    survey = publication.survey
    rows = survey.asked.exclude(state=AskedState.WITHDRAWN).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    if len(ids) <= AT_ONCE:
        write_each(publication, ids, by=by, now=now)
        return None
    return jobs.start(
        WRITE,
        title=f"Telling {counted(len(ids), 'organisation')} what came of “{survey.title}”",
        by=by,
        now=now,
        given={"publication": publication.pk, "asked": ids},
        subject=subject_of(publication),
        return_to=reverse("diagnostics:results", args=[survey.scope, survey.pk]),
    )


def write_each(publication: Publication, ids: Sequence[int], *, by: Actor, now: datetime) -> None:
    """Write to these of those asked, here and now, but to nobody who is not asked any more or has
    declined.
    """
    survey = publication.survey
    done = [AskedState.WITHDRAWN, AskedState.DECLINED]
    rows = survey.asked.filter(pk__in=ids).exclude(state__in=done).exclude(email="")
    for asked in rows.order_by("pk"):
        outbox.ask(
            # How it fared is told of nobody: whoever declined gets none, and that would tell.
            _letter(survey.scope, survey.place_name, survey.title, subject_of(survey)),
            errand_of(asked, survey.scope),
            to=asked.email,
            by=by,
            now=now,
            expires_at=now + timedelta(days=DAYS_TO_READ),
            organisation_id=asked.organisation_id,
        )


def errand_of(asked: Asked, scope: Scope) -> Errand:
    """What the link lets its holder do: read what the group reads."""
    return Errand(
        verb=READ, subject=subject_of(asked), scope=scope, minutes=MINUTES, may_forward=True
    )


def _letter(scope: Scope, place: str, title: str, about: str = "") -> Letter:
    named, where = one_line(title), one_line(place)
    return Letter(
        kind=PUBLISHED,
        scope=scope,
        place=where,
        asker=where,
        headline=f"what came of “{named}”, for {where}",
        paragraphs=[
            f"What came of “{named}” can now be read. It shows totals as they were promised, and"
            " says of each figure that is kept back why that is."
        ],
        deed="Read it",
        minutes=MINUTES,
        say_no=SAY_NO,
        about=about,
    )


add_kind(
    Kind(
        PUBLISHED,
        "Results of surveys that your organisation was asked in",
        lambda: _letter(Scope("cluster", 1), "The Spinney", "Who needs what"),
    )
)
