"""What a draft still needs before members can vote on it; whom it would be put to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from spinney.agreements.api import how_decided
from spinney.base.kernel.errors import WrongState
from spinney.base.web.components.words import counted, money
from spinney.clusters.api import Cluster
from spinney.decisions.bridge.rules import BallotRule
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS, Way
from spinney.decisions.models import Ballot, Option


def missing(ballot: Ballot, options: Sequence[Option]) -> list[str]:
    """What a draft lacks, in words; nothing: it can be opened."""
    way, settings = WAYS[ballot.way], Settings.from_json(ballot.settings)
    live = [one for one in options if one.withdrawn_at is None]
    if not way.has_options:
        return []
    least = 1 if way.elects else 2
    found = []
    if ballot.elects_lead:
        nobody = [one for one in live if one.organisation_id is None]
        found += [
            f"Choose the organisation of “{one.title}”: you elect a lead body." for one in nobody
        ]
    if len(live) < least:
        what = "candidate" if way.elects else "option"
        found.append(f"Add options: it needs at least {counted(least, what)}.")
    elif settings.budget_pence is None and settings.seats > len(live):
        found.append(
            f"{settings.seats} are to be chosen, and there are only {len(live)}. Add options, or"
            " choose fewer."
        )
    if way.key == "money":
        found += _money(settings, live)
    if way.kind is Kind.TIMES:
        found += [f"Say when “{one.title}” is." for one in live if one.starts_at is None]
    return found


def stand_as_organisations(options: Iterable[Option]) -> bool:
    """Whether every option that can be chosen is an organisation that stands."""
    return all(one.organisation_id is not None for one in options if one.withdrawn_at is None)


def _money(settings: Settings, live: Sequence[Option]) -> list[str]:
    if not settings.budget_pence:
        return ["Say how much money you share out."]
    found = [f"Say what “{one.title}” costs." for one in live if one.cost_pence is None]
    dear = [one for one in live if (one.cost_pence or 0) > settings.budget_pence]
    if live and len(dear) == len(live):
        found.append(f"Each option costs more than {money(settings.budget_pence)}: none could win.")
    return found


def against_the_rule(ballot: Ballot, rule: BallotRule) -> list[str]:
    """What of a draft goes against what the members agreed about voting, in words."""
    way = WAYS[ballot.way]
    if rule.has_weights:
        if ballot.secret:
            return [NOT_WITH_WEIGHTS]
        return [BOTH_AGREED] if rule.customs.must_be_secret(way) and _agreed(rule) else []
    if rule.customs.must_be_secret(way) and not ballot.secret:
        return [must_be_secret_words(way)]
    return []


def _agreed(rule: BallotRule) -> bool:
    """Whether the members agreed how they vote, so that it is not what Spinney does by itself."""
    return any(one["key"] == "voting" for one in rule.sources)


def must_be_secret_words(way: Way) -> str:
    """Why a ballot has to be secret."""
    which = "elections are" if way.elects else "every vote is"
    said = f"Your members agreed that {which} secret, so this one has to be."
    if way.key in ("consent", "consensus", "advice"):
        said += " What people say in this way is answered, so choose another way."
    return said


NOT_WITH_WEIGHTS = (
    "Some of you have more votes than others. A secret paper with three votes on it tells whose it"
    " is, so this ballot has to be open."
)


BOTH_AGREED = (
    "You agreed that this is voted on in secret, and that some of you have more votes. A paper with"
    " three votes on it is not secret, so both cannot hold: change one of the two clauses first."
)


def suggested_close(cluster: Cluster, way: Way, on: date) -> date:
    """The last day that the terms in force suggest for a ballot that opens on a day: so long as
    people have to answer, and where voices are counted after the day on which the rule falls back
    to a vote. Raises WrongState when nobody may vote.
    """
    asking = how_decided(cluster, on)
    turns = asking.rule.fallback_on
    if turns is None or (way.decides and not way.has_options):
        return asking.closes_on
    return asking.closes_on - (turns - on)


def check_ready(ballot: Ballot, options: Sequence[Option], rule: BallotRule) -> None:
    """Raise WrongState for a draft that members cannot vote on yet."""
    lacks = missing(ballot, options) + against_the_rule(ballot, rule)
    if lacks:
        raise WrongState(" ".join(lacks))


def left(until: datetime, now: datetime) -> str:
    """How much time there is until a moment: "3 days", "5 hours", "20 minutes"."""
    minutes = max(0, int((until - now).total_seconds() // 60))
    if minutes >= 48 * 60:  # by the calendar, as days are counted everywhere else
        return counted((localdate(until) - localdate(now)).days, "day")
    if minutes >= 120:
        return counted(minutes // 60, "hour")
    return counted(minutes, "minute")
