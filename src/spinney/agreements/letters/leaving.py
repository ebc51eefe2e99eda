"""What is written when a party leaves an agreement: to its people, the other parties and those who
run the cluster. Why it leaves is told as it said it; how both sides part stands on the page.
"""

from __future__ import annotations

from datetime import datetime

from spinney.agreements.letters.told import asker, news, people_of, people_who_run, present
from spinney.agreements.models import Leaving
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import tell_each
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day

LEAVING = "agreements.leaving"


def notice_given(leaving: Leaving, *, by: Actor, now: datetime) -> None:
    """Tell everybody concerned when a party leaves, and what is to be done until then."""
    party = leaving.party
    name, on = party.organisation.name, day(leaving.leaves_on)
    words = [
        f"{name} is a party of “{party.agreement.title}” until the day before. From {on} it shares"
        " nothing under it and owes nothing new.",
        "The page lists what it still has to do: each thing is done, handed over or dropped.",
    ]
    headline = f"{name} leaves “{party.agreement.title}” on {on}"
    _tell(leaving, headline, words, by=by, now=now, said=leaving.reason)


def notice_taken_back(leaving: Leaving, *, by: Actor, now: datetime) -> None:
    """Tell the same people that it stays."""
    party = leaving.party
    headline = f"{party.organisation.name} stays in “{party.agreement.title}”"
    _tell(leaving, headline, ["The notice was taken back. Nothing changes."], by=by, now=now)


def has_left(leaving: Leaving, *, by: Actor, now: datetime) -> None:
    """Tell the same people that the day has come, and what stays."""
    party = leaving.party
    words = [
        "It shares nothing under it any more. What was signed, what was done and how you part stays"
        " in the record."
    ]
    headline = f"{party.organisation.name} has left “{party.agreement.title}”"
    _tell(leaving, headline, words, by=by, now=now)


def _tell(
    leaving: Leaving,
    headline: str,
    words: list[str],
    *,
    by: Actor,
    now: datetime,
    said: str = "",
) -> None:
    agreement = leaving.party.agreement
    letter = news(
        agreement, LEAVING, headline, words, said=said, asker=asker(by, agreement),
        about=subject_of(leaving),
    )  # fmt: skip
    parties = {one.pk: one for one in [leaving.party, *present(agreement, now)]}
    tell_each(
        letter,
        [*people_of(parties.values(), now), *people_who_run(agreement, now)],
        by=by,
        now=now,
    )


add_kind(
    Kind(
        LEAVING,
        "Organisations that leave an agreement",
        lambda: Letter(
            kind=LEAVING,
            scope=Scope("cluster", 1),
            place="The Spinney",
            asker="Birch House",
            headline="Birch House leaves “Ground rules” on 12 March 2026",
            paragraphs=["Birch House is a party of “Ground rules” until the day before."],
            link="/clusters/1/agreements/1/",
        ),
    )
)
