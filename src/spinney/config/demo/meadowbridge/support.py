"""Help that is there, who took it up, a request on its way and one that waits to be passed on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.timezone import localdate

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.record.record import subject_of
from spinney.config.demo.meadowbridge.members import Meadow, put_on_register
from spinney.config.demo.people import days_before
from spinney.config.demo.told import meadowbridge
from spinney.diagnostics.actions import requests, support
from spinney.diagnostics.letters.support import ANSWER
from spinney.diagnostics.models import Support, SupportRequest
from spinney.register.models import Organisation

ADDED, TAKEN_UP, ENDED, ASKED = 40, 33, 13, 9


def find_support(meadow: Meadow, now: datetime) -> None:
    """A directory of two entries, take-up, and two requests."""
    told, made = meadowbridge(), days_before(now, ADDED)
    provider = put_on_register(told, told["intermediary"]["name"], 5, second_tier=True, now=made)
    entries = {one["title"]: _enter(meadow, provider, one, now) for one in told["support"]}
    asked = _ask(meadow, told["request"], days_before(now, ASKED))
    _pass_on(meadow, asked, provider, entries[told["request"]["support"]], now)
    _ask(meadow, told["waiting_request"], days_before(now, 1))


def _enter(meadow: Meadow, provider: Organisation, one: dict[str, Any], now: datetime) -> Support:
    made = days_before(now, ADDED)
    plain = ("kind", "title", "area", "for_whom", "where", "cost")
    text = support.SupportText(
        **{key: one[key] for key in plain}, email=meadowbridge()["intermediary"]["email"]
    )
    entry = support.add_support(
        place=meadow.cluster, provider=provider, text=text, by=meadow.helper(made), now=made
    )
    if one["taken_up_by"]:
        _take_up(meadow, entry, one, now)
    return entry


def _take_up(meadow: Meadow, entry: Support, one: dict[str, Any], now: datetime) -> None:
    began, ended = days_before(now, TAKEN_UP), days_before(now, ENDED)
    taken = support.note_take_up(
        support=entry,
        organisation=meadow.organisations[one["taken_up_by"]],
        began_on=localdate(began),
        by=meadow.helper(began),
        now=began,
    )
    support.end_take_up(
        take_up=taken,
        ended_on=localdate(ended),
        outcome=one["outcome"],
        by=meadow.helper(ended),
        now=ended,
    )


def _ask(meadow: Meadow, told: dict[str, Any], moment: datetime) -> SupportRequest:
    return requests.ask_for_support(
        place=meadow.cluster,
        organisation=meadow.organisations[told["who"]],
        area=told["area"],
        what=told["what"],
        detail=told["detail"],
        by=meadow.speaker(told["who"], moment),
        now=moment,
    )


def _pass_on(
    meadow: Meadow, asked: SupportRequest, provider: Organisation, entry: Support, now: datetime
) -> None:
    """Passed to the intermediary, which takes it on from its link."""
    routed, answered = days_before(now, ASKED - 1), days_before(now, ASKED - 3)
    route = requests.Route(
        provider, entry.kind, meadowbridge()["intermediary"]["email"], support=entry
    )
    requests.route_request(asked=asked, route=route, by=meadow.helper(routed), now=routed)
    link = TaskLink.objects.get(verb=ANSWER, subject=subject_of(asked), revoked_at=None)
    requests.answer_request(asked=asked, takes_on=True, by=links.actor_of(link), now=answered)
    links.spend(link, now=answered)
