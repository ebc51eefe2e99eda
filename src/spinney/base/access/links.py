"""Task links: issued for one verb on one subject; opened, used, forwarded, revoked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime

from spinney.base.access.models import Person, TaskLink
from spinney.base.kernel.actors import Actor, Pass, Scope
from spinney.base.kernel.errors import LinkEnded, NotAllowed, NotFound
from spinney.base.kernel.ids import digest, new_secret
from spinney.base.record.prepared import prepared


@dataclass(frozen=True)
class Errand:
    """What a link is for: the verb, on what, in which scope, and the minutes that it takes."""

    verb: str
    subject: str
    scope: Scope
    minutes: int = 5
    may_forward: bool = False


def issue(
    errand: Errand,
    *,
    by: Actor,
    now: datetime,
    expires_at: datetime,
    email: str = "",
    person: Person | None = None,
    organisation_id: int | None = None,
) -> tuple[TaskLink, str]:
    """Make a link and the secret that goes into its address; the secret is not kept."""
    secret = new_secret()
    link = TaskLink.objects.create(
        digest=digest(secret),
        verb=errand.verb,
        subject=errand.subject,
        scope=str(errand.scope),
        minutes=errand.minutes,
        may_forward=errand.may_forward,
        email=email,
        person=person,
        organisation_id=organisation_id,
        made_at=now,
        made_by=by.label,
        expires_at=expires_at,
    )
    return link, secret


@prepared
def _by_digest(digest: str) -> QuerySet[TaskLink]:
    return TaskLink.objects.filter(digest=digest).select_related("person")


def look_up(secret: str) -> TaskLink:
    """The link of a secret, live or ended. Raises NotFound."""
    link = _by_digest.first(digest=digest(secret))
    if link is None:
        raise NotFound("This link is not complete. Copy the whole address from the e-mail.")
    return link


def find(secret: str, *, now: datetime) -> TaskLink:
    """The live link of a secret. Raises NotFound, or LinkEnded with the reason."""
    link = look_up(secret)
    open_up(link, now=now)
    return link


def open_up(link: TaskLink, *, now: datetime) -> None:
    """Note that a link was opened, the first time. Raises LinkEnded with the reason."""
    check_live(link, now)
    if link.opened_at is None:
        TaskLink.objects.filter(pk=link.pk).update(opened_at=now)


_again: set[str] = set()


def can_be_done_again(verb: str) -> None:
    """Called by a room when it starts: what this verb's links do may be changed and done again
    with the same link until its time runs out (answers to a survey, for one).
    """
    _again.add(verb)


def check_live(link: TaskLink, now: datetime) -> None:
    """Raise LinkEnded unless the link can still be used."""
    if link.revoked_at is not None:
        raise LinkEnded(_why_revoked(link))
    if link.used_at is not None and link.verb not in _again:
        raise LinkEnded(
            f"This was already done with this link on {localtime(link.used_at):%-d %B %Y}."
        )
    if link.expires_at <= now:
        day = f"{localtime(link.expires_at):%-d %B %Y}"
        raise LinkEnded(f"This link ended on {day}. Ask whoever sent it for a new one.")


def _why_revoked(link: TaskLink) -> str:
    newer = link.forwarded_to.order_by("pk").first()
    if newer is None:
        return "This link was withdrawn. If you still need it, ask whoever sent it."
    day = f"{localtime(newer.made_at):%-d %B %Y}"
    if newer.email == link.email:
        return f"A newer link was sent to the same address on {day}. Use that one."
    return f"This task was handed on to a colleague on {day}, so this link has ended."


def actor_of(link: TaskLink) -> Actor:
    """The guest that a link makes of its holder: one verb, one subject, for one organisation."""
    return Actor(
        label=f"guest:link {link.pk}",
        person_id=link.person_id,
        organisation_id=link.organisation_id,
        roles={},
        pass_=Pass(verb=link.verb, subject=link.subject, link_id=link.pk),
    )


def spend(link: TaskLink, *, now: datetime) -> None:
    """Mark the link as used; a second use at the same moment raises LinkEnded."""
    done = TaskLink.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(used_at=now)
    if not done:
        raise LinkEnded("This was already done with this link.")
    link.used_at = now


def remember(link: TaskLink, **memory: object) -> None:
    """Keep what was typed so far with the link, so that it can be taken up on another device."""
    link.memory = {**link.memory, **memory}
    TaskLink.objects.filter(pk=link.pk).update(memory=link.memory)


@transaction.atomic
def forward(link: TaskLink, *, email: str, now: datetime) -> tuple[TaskLink, str]:
    """Hand the task to a deputy: her link is made, this one ends. Raises NotAllowed if the task
    must be done by its receiver.
    """
    check_live(link, now)
    if not link.may_forward:
        raise NotAllowed("This task is yours alone. Reply to the e-mail if you cannot do it.")
    secret = new_secret()
    copy = TaskLink.objects.create(
        digest=digest(secret),
        verb=link.verb,
        subject=link.subject,
        scope=link.scope,
        minutes=link.minutes,
        may_forward=True,
        email=email,
        organisation_id=link.organisation_id,
        forwarded_from=link,
        memory=link.memory,
        made_at=now,
        made_by=f"guest:link {link.pk}",
        expires_at=link.expires_at,
    )
    TaskLink.objects.filter(pk=link.pk).update(revoked_at=now)
    return copy, secret


@transaction.atomic
def renew(link: TaskLink, *, now: datetime) -> tuple[TaskLink, str]:
    """A new link in place of one whose time ran out: same task, same address, same length of life.

    Raises LinkEnded when the task was done or withdrawn, so that it no longer stands.
    """
    link = TaskLink.objects.select_for_update().get(pk=link.pk)
    if link.used_at is not None or link.revoked_at is not None:
        check_live(link, now)
    secret = new_secret()
    copy = TaskLink.objects.create(
        digest=digest(secret),
        verb=link.verb,
        subject=link.subject,
        scope=link.scope,
        minutes=link.minutes,
        may_forward=link.may_forward,
        email=link.email,
        person=link.person,
        organisation_id=link.organisation_id,
        forwarded_from=link,
        memory=link.memory,
        made_at=now,
        made_by=link.made_by,
        expires_at=now + (link.expires_at - link.made_at),
    )
    TaskLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now)
    return copy, secret


def revoke(verb: str, subject: str, *, now: datetime) -> int:
    """End every live link for a verb on a subject; returns how many."""
    live = TaskLink.objects.filter(verb=verb, subject=subject, revoked_at=None)
    if verb not in _again:
        live = live.filter(used_at=None)
    return live.update(revoked_at=now)


def finish(verb: str, subject: str, *, now: datetime) -> int:
    """What the links for a verb on a subject asked for was done: every live one counts as used,
    whichever of them did it, so that it says so when it is opened again. Returns how many.
    """
    live = TaskLink.objects.filter(verb=verb, subject=subject, used_at=None, revoked_at=None)
    return live.update(used_at=now)


def holders(verb: str, subjects: Iterable[str]) -> dict[str, str]:
    """Who was last given a link for a verb that nobody used or withdrew, by subject: the address,
    which is a colleague's where it was handed on. One query.
    """
    waiting = TaskLink.objects.filter(verb=verb, subject__in=list(subjects))
    waiting = waiting.filter(used_at=None, revoked_at=None).exclude(email="")
    return dict(waiting.order_by("made_at", "pk").values_list("subject", "email"))


def prolong(verb: str, subjects: Iterable[str], *, until: datetime) -> int:
    """Let the links for a verb on these subjects live until then, or no longer than that; those
    that were revoked stay ended, and those that were used, unless what they do can be done again.
    Returns how many.
    """
    waiting = TaskLink.objects.filter(verb=verb, subject__in=list(subjects), revoked_at=None)
    if verb not in _again:
        waiting = waiting.filter(used_at=None)
    return waiting.update(expires_at=until)


def in_days(now: datetime, days: int) -> datetime:
    """The moment so many days on: how long a link lives is said in days."""
    return now + timedelta(days=days)
