"""Who a letter is from, who gets it, and words from elsewhere that stand in one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.base.post import outbox
from spinney.base.post.letters import Letter


def one_line(words: str) -> str:
    """Words from elsewhere in a line of the house's: no address in them, and no second line.

    >>> one_line("Come to\\nhttps://example.org")
    'Come to https example.org'
    """
    return " ".join(words.replace("://", " ").split())


def reply_address(by: Actor) -> str:
    """Where an answer by mail goes: to the person who asks; "" where the site does."""
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    return person.email if person else ""


def tell_each(letter: Letter, people: Iterable[Person], *, by: Actor, now: datetime) -> None:
    """Tell each of them once who is active; not whoever did it."""
    for person in {one.pk: one for one in people if one.is_active}.values():
        if person.pk != by.person_id:
            outbox.tell(letter, to=person, by=by, now=now)
