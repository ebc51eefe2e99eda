"""What is written about setting a member aside: to its people, and to those who run the cluster."""

from __future__ import annotations

from datetime import datetime

from spinney.base.kernel.actors import Actor
from spinney.base.web.components.words import day
from spinney.clusters.bridge.rules import WHO_DECIDES, Decided
from spinney.clusters.letters.members import facilitators, people_of, tell_standing
from spinney.clusters.models import Membership, Suspension
from spinney.clusters.states import Decides


def proposed(suspension: Suspension, *, by: Actor, now: datetime) -> None:
    """Tell a member that it may be set aside, why, and until when it can answer."""
    membership = suspension.membership
    name, cluster = membership.organisation.name, membership.cluster
    words = [f"It is proposed to suspend {name} in {cluster.name} for a time.{_what(suspension)}"]
    if suspension.answer_by is not None:
        words.append(
            f"You have until {day(suspension.answer_by)} to answer, on the page. Nothing changes"
            " before it is decided."
        )
    words.append(_who(suspension))
    tell_standing(
        membership, f"{name} may be suspended in {cluster.name}: you can answer", words,
        suspension.reason, people_of(membership, now), by=by, now=now,
    )  # fmt: skip


def _what(suspension: Suspension) -> str:
    return f" It is for {suspension.for_what}." if suspension.for_what else ""


def _who(suspension: Suspension) -> str:
    where = f" That was agreed in {suspension.agreed_in}." if suspension.agreed_in else ""
    return f"{WHO_DECIDES[Decides(suspension.decides)]}{where}"


def answered(suspension: Suspension, *, by: Actor, now: datetime) -> None:
    """Tell those who run the cluster that the member has answered, so that it can be decided."""
    membership = suspension.membership
    name = membership.organisation.name
    tell_standing(
        membership, f"{name} has answered", [f"What it says is on its page. {_who(suspension)}"],
        "", facilitators(membership, now), by=by, now=now,
    )  # fmt: skip


def dropped(suspension: Suspension, *, by: Actor, now: datetime) -> None:
    """Tell a member that it is not proposed any more."""
    membership = suspension.membership
    name, cluster = membership.organisation.name, membership.cluster
    tell_standing(
        membership, f"{name} is not suspended in {cluster.name}",
        ["It is not proposed any more. Nothing changes."], "", people_of(membership, now),
        by=by, now=now,
    )  # fmt: skip


def set_aside(suspension: Suspension, decided: Decided, *, by: Actor, now: datetime) -> None:
    """Tell a member that it is suspended, where that was decided, and until when at the most."""
    membership = suspension.membership
    name, cluster = membership.organisation.name, membership.cluster
    words = [
        f"Until it is lifted it does not vote and is not counted; on {day(suspension.ends_on)} it"
        " ends by itself. You still see the page."
    ]
    if decided.where:
        words.append(f"It was decided: {decided.where.rstrip('.')}, on {day(decided.on)}.")
    tell_standing(
        membership, f"{name} is suspended in {cluster.name}", words, suspension.reason,
        people_of(membership, now), by=by, now=now,
    )  # fmt: skip


def back(membership: Membership, reason: str, *, by: Actor, now: datetime) -> None:
    """Tell a member, and those who run the cluster, that it is suspended no longer."""
    name, cluster = membership.organisation.name, membership.cluster
    tell_standing(
        membership, f"{name} is a member of {cluster.name} again",
        [f"It is {membership.tier.name} from today."], reason,
        [*people_of(membership, now), *facilitators(membership, now)], by=by, now=now,
    )  # fmt: skip
