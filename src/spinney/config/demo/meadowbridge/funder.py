"""The programme that Meadowbridge belongs to: its manager, its rules, its days of help, and the
stages that the cluster went through. Invented altogether, like the cluster.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.access.sources import actor_for
from spinney.clusters.actions import conditions, days, programmes, stages
from spinney.clusters.models import Condition, Programme
from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before
from spinney.config.demo.told import meadowbridge

MADE = 75
"""So many days ago the programme was made."""
MOVED_ON = (10, 8, 7)
"""So many days ago the cluster left each of its stages, until it came to do its work."""


def make_funder(now: datetime) -> tuple[Programme, Person]:
    """The programme, begun, and whoever manages it."""
    told, made = meadowbridge()["funder"], days_before(now, MADE)
    who = told["manager"]
    person = Person.objects.create_user(who["email"], who["name"], demo_title=who["title"])
    programme = programmes.make_programme(
        parameters=programmes.Parameters(
            name=told["name"], funder=told["funder"], summary=told["summary"],
            starts_on=localdate(made), grant_pence=told["grant_pence"],
            facilitation_days=Decimal(told["facilitation_days"]),
            day_rate_pence=told["day_rate_pence"],
        ),
        by=actor_for(person, localdate(made)), now=made,
    )  # fmt: skip
    by = actor_for(person, localdate(made))
    return programmes.start_programme(programme=programme, by=by, now=made), person


def log_help(meadow: Meadow, now: datetime, helped: Mapping[str, str]) -> None:
    """The days on which the facilitator helped: so many days ago, at what."""
    for ago, what in helped.items():
        moment = days_before(now, int(ago))
        work = days.Work("facilitation", localdate(moment), Decimal(1), what)
        days.log_day(cluster=meadow.cluster, work=work, by=meadow.helper(moment), now=moment)


def move_on(meadow: Meadow, now: datetime, left: Sequence[int] = MOVED_ON) -> None:
    """On from the first stage, each left so many days ago, once its conditions were met."""
    for ago in left:
        moment = days_before(now, ago)
        stage = meadow.cluster.stage_moves.select_related("stage").get(left_on=None).stage
        for condition in Condition.objects.filter(stage=stage, retired_at=None):
            conditions.meet_condition(
                cluster=meadow.cluster, condition=condition,
                shown=conditions.Shown(localdate(moment), "Seen by the programme (illustrative)"),
                by=meadow.funder(moment), now=moment,
            )  # fmt: skip
        stages.move_stage(
            cluster=meadow.cluster, leaving=stage, by=meadow.helper(moment), now=moment
        )
