"""What is written to those whom a member no longer shows something, or shows it again. No reason is
given, and nobody is blamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.agreements.models import Duty, Revocation
from spinney.agreements.queries.given import Given
from spinney.base.kernel.actors import Actor, Scope, cluster_scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day
from spinney.clusters import api as clusters
from spinney.register import api as register

STOPPED, AGAIN = "agreements.sharing_stopped", "agreements.shared_again"


def _stopped(giver: str, agreement: str, destroy_by: date | None, **more: object) -> Letter:
    paragraphs = [
        f"Under “{agreement}”, {giver} now shares less with you than before. What it no longer"
        " shares is not shown any more, on pages and in files.",
    ]
    if destroy_by is not None:
        paragraphs.append(
            f"Destroy what you hold of it by {day(destroy_by)}, on paper and in files, unless a law"
            " obliges you to keep it. This stands in your list of what is due."
        )
    return _letter(STOPPED, f"{giver} shares less with you", paragraphs, **more)


def _again(giver: str, agreement: str, **more: object) -> Letter:
    words = [
        f"Under “{agreement}”, {giver} shares with you again what it had stopped sharing. You need"
        " destroy nothing more because of that."
    ]
    return _letter(AGAIN, f"{giver} shares with you again", words, **more)


def _letter(kind: str, headline: str, paragraphs: Sequence[str], **more: object) -> Letter:
    given = {"scope": Scope("cluster", 1), "place": "The Spinney", "asker": "Birch House"} | more
    return Letter(kind=kind, headline=headline, paragraphs=paragraphs, **given)  # type: ignore[arg-type]


add_kind(
    Kind(
        STOPPED,
        "Partners that share less with you",
        lambda: _stopped("Birch House", "How we share data", date(2026, 9, 12)),
    )
)
add_kind(
    Kind(AGAIN, "Partners that share with you again", lambda: _again("Birch House", "Our protocol"))
)


def sharing_stopped(
    revocation: Revocation, given: Given, duties: Iterable[Duty], *, by: Actor, now: datetime
) -> None:
    """Tell those who were shown it, each by when to destroy what it holds; and those that run the
    cluster, if they were.
    """
    due = {duty.organisation_id: duty.due_on for duty in duties}
    about = _about(revocation)
    for mandate in register.representatives_of(given.keep_months, localdate(now)):
        organisation_id = mandate.organisation_id
        letter = _stopped(
            revocation.organisation.name, revocation.agreement.title, due.get(organisation_id),
            link=_page(organisation_id), **about,
        )  # fmt: skip
        key = f"{STOPPED}:{revocation.pk}:{mandate.person_id}"
        outbox.tell(letter, to=mandate.person, by=by, now=now, key=key)
    if given.runners:
        _tell_runners(revocation, by=by, now=now)


def _tell_runners(revocation: Revocation, *, by: Actor, now: datetime) -> None:
    cluster = revocation.agreement.cluster
    page = reverse("agreements:directory", args=[cluster.pk])
    name, title = revocation.organisation.name, revocation.agreement.title
    letter = _stopped(name, title, None, link=page, **_about(revocation))
    for person in clusters.people_who_run(cluster, localdate(now)):
        if person.pk != by.person_id:
            key = f"{STOPPED}:{revocation.pk}:{person.pk}"
            outbox.tell(letter, to=person, by=by, now=now, key=key)


def shared_again(
    revocation: Revocation, recipients: Iterable[int], *, by: Actor, now: datetime
) -> None:
    """Tell those who were told that it was no longer shared."""
    for mandate in register.representatives_of(recipients, localdate(now)):
        letter = _again(
            revocation.organisation.name, revocation.agreement.title,
            link=_page(mandate.organisation_id), **_about(revocation),
        )  # fmt: skip
        key = f"{AGAIN}:{revocation.pk}:{mandate.person_id}"
        outbox.tell(letter, to=mandate.person, by=by, now=now, key=key)


def _page(organisation_id: int) -> str:
    return reverse("agreements:shared-with-us", args=[organisation_id])


def _about(revocation: Revocation) -> dict[str, object]:
    cluster = revocation.agreement.cluster
    return {
        "scope": cluster_scope(cluster.pk),
        "place": cluster.name,
        "asker": revocation.organisation.name,
        "about": subject_of(revocation),
    }
