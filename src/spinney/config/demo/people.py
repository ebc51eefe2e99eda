"""The people of the demonstration, all invented, at example.org."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.base.kernel.actors import Actor
from spinney.config.demo.told import illustration


def days_before(now: datetime, days: float) -> datetime:
    """So many days ago, at ten in the morning of a working hour."""
    moment = now - timedelta(days=days)
    return min(moment.replace(hour=10, minute=0, second=0, microsecond=0), now)


@dataclass
class Company:
    """Everybody who takes part; `representatives` by the name of their organisation."""

    named: dict[str, Person]
    representatives: dict[str, Person] = field(default_factory=dict)
    _number: count[int] = field(default_factory=count)

    def actor(self, name: str, now: datetime) -> Actor:
        """One of the named people, as she could act on that day."""
        return actor_for(self.named[name], localdate(now))

    def speaker(self, organisation: str, now: datetime) -> Actor:
        """The representative of an organisation, as she could act on that day."""
        return actor_for(self.representatives[organisation], localdate(now))

    def next_representative(self) -> tuple[str, str]:
        """An invented name and address, each used once."""
        number = next(self._number)
        names = illustration()["representatives"]
        first = names["first"][number % len(names["first"])]
        last = names["last"][number % len(names["last"])]
        return f"{first} {last}", f"{first.lower()}@{last.lower()}.example.org"


def make_people() -> Company:
    """The programme manager, two facilitators, a newcomer and the host."""
    named = {}
    for name, who in illustration()["people"].items():
        named[name] = Person.objects.create_user(
            who["email"], who["name"], is_host=name == "host", demo_title=who["title"]
        )
    return Company(named)
