"""What is written to a member about names that are left out: how many, never which."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from spinney.base.kernel.actors import Actor, Scope, organisation_scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line
from spinney.base.web.components.words import counted
from spinney.purchasing.letters.shares import people_of
from spinney.register.api import Organisation

JUDGED_AGAIN = "purchasing.names_judged_again"


def names_judged_again(
    organisation: Organisation, left_out: int, would_count: int, *, by: Actor, now: datetime
) -> None:
    """Tell a member's people that some of its names are now taken for people, and where to look."""
    letter = _judged_again(
        organisation_scope(organisation.pk), one_line(organisation.name), left_out, would_count,
        reverse("purchasing:aside", args=[organisation.pk]),
    )  # fmt: skip
    for person in people_of(organisation.pk, now):
        outbox.tell(letter, to=person, by=by, now=now)


def _judged_again(scope: Scope, place: str, left_out: int, would_count: int, link: str) -> Letter:
    names = counted(left_out, "name among your payments is", "names among your payments are")
    paragraphs = [
        f"The rules by which people are left out became better. By them {names} now taken for"
        " people. Their payments are not counted any more, and no cluster knows their names.",
        "What you decided yourself stays as it is. If a firm is among them, you can count it"
        " again.",
    ]
    if would_count:
        others = counted(would_count, "other name that is", "other names that are")
        paragraphs.append(
            f"Of {others} left out the rules now think that it is a firm's. It stays left out until"
            " you count it again."
        )
    return Letter(
        kind=JUDGED_AGAIN, scope=scope, place=place, asker=place,
        headline="more names are left out of your payments",
        paragraphs=paragraphs, link=link,
    )  # fmt: skip


add_kind(
    Kind(
        JUDGED_AGAIN,
        "More names are left out of your payments, because they are people",
        lambda: _judged_again(organisation_scope(1), "Birch House", 2, 1, "/organisations/1/"),
    )
)
