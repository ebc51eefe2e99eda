"""Two surveys: one answered, read and published; one that waits for answers today."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.people import days_before
from spinney.config.demo.told import meadowbridge
from spinney.diagnostics.actions import answers, asked, paper, results, sending, texts
from spinney.diagnostics.actions import survey_times as times
from spinney.diagnostics.actions import surveys as survey_actions
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.bridge.keeping import Given
from spinney.diagnostics.letters.surveys import ANSWER
from spinney.diagnostics.models import Asked, Survey, Version
from spinney.diagnostics.queries.texts import words_in
from spinney.diagnostics.queries.whom_to_ask import Invitee
from spinney.diagnostics.states import VersionState

OPENED, CLOSES, PUBLISHED = 48, 34, 30
OPENED_AGAIN, CLOSES_AGAIN = 4, -17
PAID = frozenset({"post", "part", "bought"})


def _ask(
    meadow: Meadow, which: str, instrument: str, days: tuple[int, ...], now: datetime
) -> Survey:
    """Set a survey up and open it to all members, so many days before today until so many."""
    told, opened = meadow.told, days_before(now, days[0])
    by = meadow.helper(opened)
    published = Version.objects.filter(state=VersionState.PUBLISHED)
    survey = survey_actions.make_survey(
        place=meadow.cluster,
        text=survey_actions.SurveyText(
            asks=published.get(instrument__key=instrument),
            title=told["surveys"][which],
            text=told["surveys"][f"{which}_words"],
            closes_at=_day_of(now, days[1]),
        ),
        by=by,
        now=opened,
    )
    invitees = [
        Invitee(one["name"], one["email"], one["person"], meadow.organisations[one["name"]].pk)
        for one in told["organisations"]
    ]
    asked.ask_organisations(survey=survey, invitees=invitees, by=by, now=opened)
    return times.open_survey(survey=survey, by=by, now=opened)


def _day_of(now: datetime, days: int) -> datetime:
    """The evening of the day so many days before now (after it, where negative)."""
    return (now - timedelta(days=days)).replace(hour=22, minute=0, second=0, microsecond=0)


def _asked(survey: Survey, organisation: str) -> Asked:
    return survey.asked.select_related("survey", "organisation").get(
        organisation__name=organisation
    )


def _at_link(row: Asked) -> Actor:
    """Whoever holds the link that was mailed to an organisation."""
    link = TaskLink.objects.get(verb=ANSWER, subject=subject_of(row), revoked_at=None)
    return links.actor_of(link)


def _answer(row: Asked, said: dict[str, Any], moment: datetime) -> None:
    by = _at_link(row)
    answers.answer_survey(asked=row, given=Given(said), by=by, now=moment)
    sending.send_answers(asked=row, by=by, now=moment)


def play_first_survey(
    meadow: Meadow, now: datetime, days: tuple[int, int, int] = (OPENED, CLOSES, PUBLISHED)
) -> Survey:
    """Asked of all, answered by all (some on paper), closed, its words read, published; so many
    days ago it was opened, closed and published.
    """
    opened, closes, published = days
    survey = _ask(meadow, "first", "pre_cluster_survey", days, now)
    for number, one in enumerate(meadow.told["organisations"]):
        moment, row = days_before(now, opened - 2 - number), _asked(survey, one["name"])
        said = _who_does_what(one, meadow.told["areas"])
        if one["came"] == "paper":
            paper.key_in_sheet(
                survey=row.survey, asked=row, answers=said, by=meadow.helper(moment), now=moment
            )
        else:
            _answer(row, said, moment)
    closed = days_before(now, closes)
    survey = times.close_survey(survey=survey, by=meadow.helper(closed), now=closed)
    _publish(meadow, survey, days_before(now, published))
    return survey


def _who_does_what(one: dict[str, Any], areas: list[str]) -> dict[str, Any]:
    """What an organisation said to the first survey, by the keys of its questions."""
    plain = ("full_time", "part_time", "key_person", "services", "contracts")
    said: dict[str, Any] = {key: one[key] for key in plain}
    said |= {"volunteer_count": one["volunteers"], "turnover": one["turnover"] * 100}
    if one["contracts"] == "yes":
        said["contract_services"] = one["services"][:1]
    for at, area in enumerate(areas):
        said[f"post_{area}"] = one["posts"][at]
        said[f"need_{area}"] = str(one["needs"][at])
        said[f"share_{area}"] = str(one["shares"][at])
        if one["costs"][at] and one["posts"][at] in PAID:
            said[f"cost_{area}"] = one["costs"][at] * 100
        if one["posts"][at] == "bought":
            said[f"pleased_{area}"] = "1"
    offered = {f"offer_{area}": words for area, words in one["offered"].items()}
    return said | {"offers_in": one["offers"]} | offered


def _publish(meadow: Meadow, survey: Survey, moment: datetime) -> None:
    """Every text read first: one kept back, the others shown as they were written."""
    told, by = meadow.told["texts"], meadow.helper(moment)
    for one in words_in(findings_of(survey)):
        if one.said == told["keep_back"]:
            texts.withhold_text(survey=survey, token=one.token, why=told["why"], by=by, now=moment)
        else:
            texts.clear_text(survey=survey, token=one.token, shown=one.said, by=by, now=moment)
    chosen = results.ToPublish(note=told["note"])
    results.publish_results(survey=survey, chosen=chosen, by=by, now=moment)


def ask_second(meadow: Meadow, now: datetime) -> Survey:
    """Open today: two have answered, the others are waited for."""
    survey = _ask(meadow, "second", "self_assessment", (OPENED_AGAIN, CLOSES_AGAIN), now)
    for number, one in enumerate(meadowbridge()["organisations"]):
        if one["name"] in meadowbridge()["surveys"]["answer_second"]:
            moment = days_before(now, OPENED_AGAIN - 1 - number % 3)
            _answer(_asked(survey, one["name"]), _how_strong(one), moment)
    return survey


def _how_strong(one: dict[str, Any]) -> dict[str, Any]:
    """Strong where no help is needed, weak where much is."""
    areas = meadowbridge()["areas"]
    strengths = {f"strength_{area}": str(3 - one["needs"][at]) for at, area in enumerate(areas)}
    return {"full_time": one["full_time"], "key_person": one["key_person"], **strengths}
