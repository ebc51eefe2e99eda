"""Letters about evidence: what will run out, and what has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, organisation_scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.outbox import tell
from spinney.base.web.components.words import counted, day, days_away, listed
from spinney.register.models import Evidence, Organisation


def evidence_ending(
    organisation: Organisation,
    ending: Sequence[Evidence],
    *,
    to: Person,
    by: Actor,
    now: datetime,
    today: date,
) -> None:
    """Remind somebody who keeps an organisation's evidence of all that runs out or has run out;
    one letter a day.
    """
    said = [(str(e), e.expires_on) for e in ending if e.expires_on]
    letter = _evidence_ending(organisation, said, today)
    link = reverse("register:list-evidence", args=[organisation.pk])
    letter = Letter(**{**vars(letter), "link": link})
    key = f"register.evidence_ending:{organisation.pk}:{to.pk}:{today.isoformat()}"
    tell(letter, to=to, by=by, now=now, key=key)


def _evidence_ending(
    organisation: Organisation, ending: Sequence[tuple[str, date]], today: date
) -> Letter:
    to_come = [on for _, on in ending if on >= today]
    over = [name for name, on in ending if on < today]
    names = listed(name for name, _ in ending[:3])
    more = f" and {counted(len(ending) - 3, 'more', 'more')}" if len(ending) > 3 else ""
    verb = "has run out" if over and not to_come else "will run out"
    if len(ending) > 1:
        verb = "have run out" if not to_come else "run out soon"
    return Letter(
        kind="register.evidence_ending",
        scope=organisation_scope(organisation.pk or 0),
        place=organisation.name,
        asker="Spinney",
        headline=f"{names}{more} {verb}",
        paragraphs=[
            *(_line(name, on, today) for name, on in ending),
            "When you have the new one, put it in place of the old. Clusters that see the old one"
            " then see the new one, if you leave it so.",
        ],
        deed="Replace",
        minutes=3,
        by_when=min(to_come, default=None),
        say_no="If it is no longer needed, withdraw it on the same page.",
        link="/",
    )


def _line(name: str, on: date, today: date) -> str:
    if on < today:
        return f"{name} ran out on {day(on)}."
    return f"{name} runs out on {day(on)}, {days_away(on, today)}."


add_kind(
    Kind(
        "register.evidence_ending",
        "Evidence that runs out",
        lambda: _evidence_ending(
            Organisation(name="Birch House"),
            [("Public liability insurance", date(2026, 4, 2))],
            date(2026, 3, 20),
        ),
    )
)
