"""What is written about shared costs: figures that are asked for, shares to look at, questions. No
amounts: the link shows them to whoever speaks for the member.
"""

from __future__ import annotations

from collections.abc import Iterable
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
from spinney.clusters import api as clusters
from spinney.money.models import CostShare
from spinney.register import api as register

FIGURES, SHARE, QUESTION = (
    "money.cost_figures_asked", "money.cost_share_to_answer", "money.cost_share_questioned",
)  # fmt: skip
GIVE, ANSWER = "money.give_figures", "money.answer_share"
GIVE_MINUTES, ANSWER_MINUTES = 3, 2
DAYS = 60
"""So long a link lives; after it the page still waits for whoever signs in."""
SAY_NO = "If it is not right, open the link and write your question: nothing is agreed then."
NO_FIGURES = "If you do not know them, hand the link on to somebody in your organisation who does."


def figures_errand(share: CostShare) -> Errand:
    """What a link lets its holder do: say what her organisation uses."""
    return Errand(GIVE, subject_of(share), share.cost.scope, GIVE_MINUTES, may_forward=True)


def answer_errand(share: CostShare) -> Errand:
    """What a link lets its holder do: agree to her organisation's share, or question it. She speaks
    for it, so she cannot hand it on.
    """
    return Errand(ANSWER, subject_of(share), share.cost.scope, ANSWER_MINUTES)


def ask_for_figures(
    shares: Iterable[tuple[CostShare, bool]], *, by: Actor, now: datetime
) -> int:  # fmt: skip
    """Ask these members for their figures, each with whether its part cannot be reckoned without
    them; returns how many were written to.
    """
    return sum(
        _ask(one, figures_errand(one), _figures(*_about(one, by), needed=needed), by, now)
        for one, needed in shares
    )


def ask_to_answer(
    shares: Iterable[CostShare], *, by: Actor, now: datetime, replied: bool = False
) -> int:  # fmt: skip
    """Ask these members whether their shares are right; `replied`: their question was answered,
    and the link shows the answer. Returns how many were written to.
    """
    return sum(
        _ask(one, answer_errand(one), _share(*_about(one, by), replied=replied), by, now)
        for one in shares
    )


def end_links(shares: Iterable[CostShare], now: datetime) -> None:
    """End every link of these shares: what they ask is past."""
    for one in shares:
        links.revoke(GIVE, subject_of(one), now=now)
        links.revoke(ANSWER, subject_of(one), now=now)


def _about(share: CostShare, by: Actor) -> tuple[Scope, str, str, str, str]:
    cost = share.cost
    person = Person.objects.filter(pk=by.person_id).first() if by.person_id else None
    place = one_line(cost.cluster.name)
    asker = one_line(person.name or person.email) if person else place
    return cost.scope, place, asker, one_line(share.organisation.name), one_line(cost.title)


def _ask(share: CostShare, errand: Errand, letter: Letter, by: Actor, now: datetime) -> bool:
    letter = replace(letter, about=subject_of(share), reply_to=reply_address(by))
    found = register.representatives_of([share.organisation_id], localdate(now))
    people = {one.person_id: one.person for one in found if one.person.is_active}
    for one in people.values():
        outbox.ask(
            letter, errand, to=one, by=by, now=now, expires_at=links.in_days(now, DAYS),
            organisation_id=share.organisation_id,
        )  # fmt: skip
    return bool(people)


def questioned(share: CostShare, *, by: Actor, now: datetime) -> None:
    """Tell those who run the cluster that a member questions its share."""
    cost = share.cost
    letter = _questioned(
        cost.scope,
        one_line(cost.cluster.name),
        one_line(share.organisation.name),
        one_line(cost.title),
    )
    link = reverse("money:shared-cost", args=[cost.cluster_id, cost.pk])
    letter = replace(letter, link=link, about=subject_of(share))
    for person in clusters.people_who_run(cost.cluster, localdate(now)):
        if person.pk != by.person_id:
            outbox.tell(letter, to=person, by=by, now=now)


def _figures(
    scope: Scope, place: str, asker: str, organisation: str, title: str, *, needed: bool = True
) -> Letter:  # fmt: skip
    why = (
        f"To reckon each member’s part, a figure or two of {organisation} are needed."
        if needed
        else f"A figure or two of {organisation} would help to see how fair that is."
    )
    return Letter(
        kind=FIGURES, scope=scope, place=place, asker=asker,
        headline=f"figures of {organisation} for {title}",
        paragraphs=[
            f"Your group shares this cost. {why} The link asks for them, and says what they are"
            " for.",
        ],
        deed="Give the figures", minutes=GIVE_MINUTES, say_no=NO_FIGURES,
    )  # fmt: skip


def _share(
    scope: Scope, place: str, asker: str, organisation: str, title: str, *, replied: bool = False
) -> Letter:  # fmt: skip
    said = (
        f"The question of {organisation} about its share was answered. The link shows the answer,"
        f" the part of {organisation}, and how it was reckoned."
        if replied
        else "A cost was shared among the members by the rule that you agreed. The link shows the"
        f" part of {organisation}, and how it was reckoned."
    )
    return Letter(
        kind=SHARE, scope=scope, place=place, asker=asker,
        headline=f"is the share of {organisation} right? {title}",
        paragraphs=[said],
        deed="Look at the share", minutes=ANSWER_MINUTES, say_no=SAY_NO,
    )  # fmt: skip


def _questioned(scope: Scope, place: str, organisation: str, title: str) -> Letter:
    return Letter(
        kind=QUESTION, scope=scope, place=place, asker=place,
        headline=f"{organisation} has a question about its share: {title}",
        paragraphs=["The question stands on the page of the cost. Answer it there."],
        link="/clusters/1/",
    )  # fmt: skip


_PLACE = Scope("cluster", 1)
_SAMPLE = (_PLACE, "The Spinney", "Ash Green", "Birch House", "IT support")
add_kind(Kind(FIGURES, "Figures that are needed to share a cost", partial(_figures, *_SAMPLE)))
add_kind(Kind(SHARE, "Your organisation’s share of a cost", partial(_share, *_SAMPLE)))
add_kind(
    Kind(
        QUESTION, "Questions of members about their shares of costs",
        partial(_questioned, _PLACE, "The Spinney", "Birch House", "IT support"),
    )
)  # fmt: skip
