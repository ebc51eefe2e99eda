"""What is written to members about their payments files: no amount, no supplier, no person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Role, Scope, cluster_scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.clusters.api import Cluster
from spinney.purchasing.models import SpendAsked
from spinney.purchasing.policies.shares import LINK_DAYS
from spinney.purchasing.policies.uploads import BY_LINK
from spinney.register import api as register

NARROWED = "purchasing.share_narrowed"
MINUTES = 10
SAY_NO = "You need not. If you would rather not, reply to this e-mail."


def errand_of(asked: SpendAsked) -> Errand:
    """What a link lets its holder do: give in payments files of one member, and nothing else."""
    return Errand(
        verb=BY_LINK, subject=subject_of(asked), scope=asked.scope, minutes=MINUTES,
        may_forward=True,
    )  # fmt: skip


def ask(asked: SpendAsked, *, said: str, by: Actor, now: datetime, again: bool = False) -> int:
    """Write to those who represent a member, each with a link of her own. Earlier links stay: a
    bookkeeper may be at work with one. Returns how many letters there are.
    """
    people = people_of(asked.organisation_id, now)
    letter = replace(
        _letter(one_line(asked.cluster.name), one_line(asked.organisation.name), again=again),
        scope=asked.scope,
        asker=_asker(by, asked),
        said=said,
        by_when=asked.by_day,
        about=subject_of(asked),
        reply_to=reply_address(by),
    )
    expires_at = now + timedelta(days=LINK_DAYS)
    for person in people:
        outbox.ask(
            letter, errand_of(asked), to=person, by=by, now=now, expires_at=expires_at,
            organisation_id=asked.organisation_id,
        )  # fmt: skip
    return len(people)


def people_of(organisation_id: int, now: datetime) -> list[Person]:
    """Whom to write to for a member: those who represent it, each once."""
    mandates = register.representatives_of([organisation_id], localdate(now))
    return list({one.person_id: one.person for one in mandates if one.person.is_active}.values())


def _letter(place: str, organisation: str, *, again: bool = False) -> Letter:
    first = f"{place} looks at what its members buy, so that you can buy together and pay less."
    paragraphs = [
        f"You were asked for this before. {first}" if again else first,
        f"Give in an export of the payments of {organisation}, just as your accounts package or"
        " your bank makes it. You need no account here, and you can hand this on to your"
        " bookkeeper.",
        "Nobody else sees the payments. People who were paid are left out by themselves. The"
        " cluster sees something only once you have looked at it and shared it.",
    ]
    return Letter(
        kind=BY_LINK,
        scope=Scope("cluster", 1),
        place=place,
        asker=place,
        headline=f"what does {organisation} buy?",
        paragraphs=paragraphs,
        deed="Give your payments file",
        minutes=MINUTES,
        by_when=date(2026, 4, 12),
        say_no=SAY_NO,
    )


def _asker(by: Actor, asked: SpendAsked) -> str:
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    if person is None:
        return one_line(asked.cluster.name)
    is_facilitator = Role.FACILITATOR in by.roles_in(asked.scope)
    part = "facilitator" if is_facilitator else "programme manager"
    return f"{one_line(person.name or person.email)}, {part}"


add_kind(
    Kind(
        BY_LINK,
        "Requests for your payments files",
        lambda: _letter("The Spinney", "Birch House"),
    )
)


def narrowed(cluster: Cluster, merge: Any, *, is_shown: bool, by: Actor, now: datetime) -> None:
    """Tell a member whose organisation turned out to be the same as another that less is shown of
    its spending than before, and where it can show more. `merge` names both (`kept`, `aside`).
    """
    letter = _narrowed(
        cluster_scope(cluster.pk), one_line(cluster.name), one_line(merge.kept.name),
        one_line(merge.aside.name), is_shown=is_shown,
    )  # fmt: skip
    link = reverse("purchasing:preview-share", args=[cluster.pk])
    letter = replace(letter, link=link, about=subject_of(merge))
    people = {one.pk: one for org in (merge.kept, merge.aside) for one in people_of(org.pk, now)}
    for person in people.values():
        outbox.tell(letter, to=person, by=by, now=now)


def _narrowed(scope: Scope, place: str, kept: str, aside: str, *, is_shown: bool = True) -> Letter:
    left = "less of it is shown there than before" if is_shown else "nothing of it is shown there"
    return Letter(
        kind=NARROWED, scope=scope, place=place, asker=place,
        headline="less of your spending is shown",
        paragraphs=[
            f"{aside} and {kept} turned out to be one organisation, and are put together as {kept}."
            f" {place} sees no more of your spending than both had agreed to show. So {left}.",
            "You need not do anything. If you would like to show more, look first at what the"
            " others would see.",
        ],
        link="/clusters/1/",
    )  # fmt: skip


add_kind(
    Kind(
        NARROWED,
        "Less of your spending is shown, because two organisations are one",
        lambda: _narrowed(cluster_scope(1), "The Spinney", "Birch House", "Birch Hall"),
    )
)
