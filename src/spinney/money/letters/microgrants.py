"""What is written about micro-grants: will you apply, what came of it, how was it used?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time
from functools import partial

from django.utils.timezone import localdate, make_aware

from spinney.base.access import links
from spinney.base.access.links import Errand
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Scope
from spinney.base.post import outbox
from spinney.base.post.letters import Kind, Letter, add_kind
from spinney.base.post.senders import one_line, reply_address
from spinney.base.record.record import subject_of
from spinney.money.models import MicroGrant, MicroGrantRound
from spinney.money.policies.microgrants import APPLY, REPORT
from spinney.register import api as register

OUTCOME = "money.micro_grant_outcome"
APPLY_MINUTES, REPORT_MINUTES, REPORT_DAYS = 10, 5, 400
NO_NEED = "You need not. If it is not for you, do nothing."
MORE_TIME = "If you need more time, reply to this e-mail."


def apply_errand(one: MicroGrantRound) -> Errand:
    """What a link lets its holder do: apply once in a round."""
    return Errand(
        verb=APPLY, subject=subject_of(one), scope=one.scope, minutes=APPLY_MINUTES,
        may_forward=True,
    )  # fmt: skip


def report_errand(one: MicroGrant) -> Errand:
    """What a link lets its holder do: tell how a grant was used."""
    return Errand(
        verb=REPORT, subject=subject_of(one), scope=one.round.scope, minutes=REPORT_MINUTES,
        may_forward=True,
    )  # fmt: skip


def invite(one: MicroGrantRound, email: str, *, by: Actor, now: datetime) -> None:
    """Send somebody a link by which a group applies, good until the round closes."""
    letter = replace(
        _invitation(one_line(one.cluster.name), one_line(one.title)),
        scope=one.scope, about=subject_of(one), reply_to=reply_address(by), by_when=one.closes_on,
    )  # fmt: skip
    outbox.ask(letter, apply_errand(one), to=email, by=by, now=now, expires_at=ends_of(one))


def ends_of(one: MicroGrantRound) -> datetime:
    """Until when the links of a round live: to the end of its last day."""
    return make_aware(datetime.combine(one.closes_on, time(23, 59)))


def outcome(one: MicroGrant, *, by: Actor, now: datetime) -> None:
    """Tell whoever applied what came of it, and why."""
    given = one.given_pence is not None
    letter = replace(
        _outcome(one_line(one.round.cluster.name), one_line(one.round.title), given),
        scope=one.round.scope, about=subject_of(one), said=one.reasons, reply_to=reply_address(by),
    )  # fmt: skip
    for receiver in _receivers(one, now):
        outbox.tell(letter, to=receiver, by=by, now=now)


def ask_for_report(one: MicroGrant, *, by: Actor, now: datetime) -> None:
    """Send whoever got a grant the link by which it tells how it was used."""
    letter = replace(
        _report(one_line(one.round.cluster.name), one_line(one.round.title)),
        scope=one.round.scope, about=subject_of(one), reply_to=reply_address(by),
        by_when=one.report_due_on,
    )  # fmt: skip
    for receiver in _receivers(one, now):
        outbox.ask(
            letter, report_errand(one), to=receiver, by=by, now=now,
            expires_at=links.in_days(now, REPORT_DAYS), organisation_id=one.organisation_id,
        )  # fmt: skip


def _receivers(one: MicroGrant, now: datetime) -> Iterable[Person | str]:
    """Those who represent the organisation that applied; else the address that the group gave."""
    if one.organisation_id is None:
        return [one.email] if one.email else []
    mandates = register.representatives_of([one.organisation_id], localdate(now))
    return {found.person_id: found.person for found in mandates if found.person.is_active}.values()


_PLACE = Scope("cluster", 1)


def _invitation(place: str, title: str) -> Letter:
    return Letter(
        kind=APPLY, scope=_PLACE, place=place, asker=place,
        headline=f"would a small grant help your group? {title}",
        paragraphs=[
            "Small groups can apply, also those that are on no register. The link says what it is"
            " for and how much there is. You say what you would do with it.",
        ],
        deed="Apply", minutes=APPLY_MINUTES, say_no=NO_NEED,
    )  # fmt: skip


def _outcome(place: str, title: str, given: bool) -> Letter:
    said = "was approved" if given else "was not approved this time"
    then = "It is paid next." if given else "The reason is below."
    return Letter(
        kind=OUTCOME, scope=_PLACE, place=place, asker=place,
        headline=f"your application {said}: {title}", paragraphs=[then],
    )  # fmt: skip


def _report(place: str, title: str) -> Letter:
    return Letter(
        kind=REPORT, scope=_PLACE, place=place, asker=place,
        headline=f"how was your small grant used? {title}",
        paragraphs=[
            "The grant is paid. Once it is used, tell in a few words what it made possible. Keep"
            " this e-mail until then.",
        ],
        deed="Tell how it was used", minutes=REPORT_MINUTES, say_no=MORE_TIME,
    )  # fmt: skip


_TITLE = "Small grants for small groups"
add_kind(Kind(APPLY, "Invitations to apply for small grants",
              partial(_invitation, "The Spinney", _TITLE)))  # fmt: skip
add_kind(Kind(OUTCOME, "What came of your application for a small grant",
              partial(_outcome, "The Spinney", _TITLE, True)))  # fmt: skip
add_kind(Kind(REPORT, "How a small grant was used",
              partial(_report, "The Spinney", _TITLE)))  # fmt: skip
