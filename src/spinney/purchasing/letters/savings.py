"""What is written about savings: is the one that was claimed for you right? No amounts, no titles:
what somebody typed may name a supplier.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.purchasing.models import Saving
from spinney.purchasing.states import SavingState
from spinney.register import api as register

CLAIMED, ANSWERED = "purchasing.saving_claimed", "purchasing.saving_answered"
CONFIRM = "purchasing.confirm_saving"
MINUTES = 2
DAYS = 60
"""So long the link lives; after it the page still waits for whoever signs in."""
SAY_NO = "If it is not right, open the link and say so, with a word why: it then counts nowhere."


def errand_of(saving: Saving) -> Errand:
    """What a link lets its holder do: say whether a saving claimed for her organisation is right.
    She speaks for it, so she cannot hand it on.
    """
    return Errand(verb=CONFIRM, subject=subject_of(saving), scope=saving.scope, minutes=MINUTES)


def ask_to_confirm(saving: Saving, *, by: Actor, now: datetime) -> None:
    """Ask those who represent the member; not whoever claimed it."""
    letter = _claimed(
        saving.scope, one_line(saving.cluster.name), _asker(by, saving),
        one_line(saving.organisation.name),
    )  # fmt: skip
    letter = replace(letter, about=subject_of(saving), reply_to=reply_address(by))
    people = register.representatives_of([saving.organisation_id], localdate(now))
    for person in {one.person_id: one.person for one in people}.values():
        if person.pk != by.person_id:
            outbox.ask(
                letter, errand_of(saving), to=person, by=by, now=now,
                expires_at=links.in_days(now, DAYS), organisation_id=saving.organisation_id,
            )  # fmt: skip


def answered(saving: Saving, *, by: Actor, now: datetime) -> None:
    """Tell whoever claimed it for the member what the member said."""
    number = saving.claimed_by.removeprefix("person:")
    claimer = Person.objects.filter(pk=int(number)).first() if number.isdecimal() else None
    if claimer is None or not claimer.is_active or claimer.pk == by.person_id:
        return
    letter = _answered(
        saving.scope, one_line(saving.cluster.name), one_line(saving.organisation.name),
        saving.state == SavingState.CONFIRMED,
    )  # fmt: skip
    link = reverse("purchasing:saving", args=[saving.cluster_id, saving.pk])
    outbox.tell(replace(letter, link=link, about=subject_of(saving)), to=claimer, by=by, now=now)


def _asker(by: Actor, saving: Saving) -> str:
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    name = one_line(person.name or person.email) if person else ""
    return f"{name}, facilitator" if name else one_line(saving.cluster.name)


def _claimed(scope: Scope, place: str, asker: str, organisation: str) -> Letter:
    return Letter(
        kind=CLAIMED, scope=scope, place=place, asker=asker,
        headline=f"is this saving of {organisation} right?",
        paragraphs=[
            f"A saving was claimed for {organisation}. Only you know whether it is right. The link"
            " shows the sum, and where each figure comes from.",
        ],
        deed="Look at the saving", minutes=MINUTES, say_no=SAY_NO,
    )  # fmt: skip


def _answered(scope: Scope, place: str, organisation: str, confirmed: bool) -> Letter:
    said = "confirmed the saving" if confirmed else "did not confirm the saving"
    then = "It counts in the ledger now." if confirmed else "It says why, and it counts nowhere."
    return Letter(
        kind=ANSWERED, scope=scope, place=place, asker=place,
        headline=f"{organisation} {said} that you claimed for it", paragraphs=[then],
        link="/clusters/1/",
    )  # fmt: skip


_PLACE = Scope("cluster", 1)
add_kind(
    Kind(
        CLAIMED, "Savings that were claimed for your organisation",
        partial(_claimed, _PLACE, "The Spinney", "Ash Green, facilitator", "Birch House"),
    )
)  # fmt: skip
add_kind(
    Kind(
        ANSWERED, "What members say of savings that you claimed for them",
        partial(_answered, _PLACE, "The Spinney", "Birch House", True),
    )
)  # fmt: skip
