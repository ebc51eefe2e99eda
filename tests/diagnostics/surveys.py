"""Surveys in both places, as tests of surveys begin: an invented instrument that comes with
Spinney, a survey of The Spinney and one of its programme.
"""

from __future__ import annotations

from datetime import timedelta

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor
from spinney.clusters.models import Membership
from spinney.diagnostics.actions import asked as asking
from spinney.diagnostics.actions import survey_times
from spinney.diagnostics.actions import surveys as actions
from spinney.diagnostics.actions.surveys import SurveyText
from spinney.diagnostics.engine.definition import Choice, ChoiceList, Kind, Question, Section
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.models import Asked, DetachedSheet, Instrument, Sheet, Survey, Version
from spinney.diagnostics.queries.whom_to_ask import Invitee
from spinney.diagnostics.states import AskedState, VersionState
from spinney.register.models import Mandate, Organisation
from tests.personas import NOON, Wood

CLOSES = NOON + timedelta(days=21)

YES_NO = ChoiceList("yes_no", (Choice("yes", "Yes"), Choice("no", "No")))
DEFINITION = Definition(
    "hedgerow",
    "The hedgerow questions",
    purpose="Who has what, and who needs what.",
    minutes=6,
    sections=(
        Section(
            "it",
            "Computers",
            (Question("backup", Kind.ONE, "Do you keep copies?", choices="yes_no"),),
        ),
    ),
    lists=(YES_NO,),
)


def make_version(**changes: object) -> Version:
    """A published version of an instrument, of nobody's own unless said."""
    title = str(changes.pop("title", DEFINITION.title))
    instrument = Instrument.objects.create(title=title, made_at=NOON, **changes)
    return Version.objects.create(
        instrument=instrument,
        number=1,
        definition=DEFINITION.to_json(),
        digest=f"{instrument.pk:064d}",
        minutes=DEFINITION.minutes,
        state=VersionState.PUBLISHED,
        made_at=NOON,
        published_at=NOON,
    )


def text_of(**changes: object) -> SurveyText:
    """What a survey says, closing in three weeks."""
    given = {"title": "Who needs what", "text": "We ask before we plan.", "closes_at": CLOSES}
    if "asks" not in changes:
        known = Version.objects.filter(instrument__key="hedgerow").first()
        given["asks"] = known or make_version(key="hedgerow")
    return SurveyText(**(given | changes))


def make_survey(wood: Wood, *, in_programme: bool = False, **changes: object) -> Survey:
    """A survey of The Spinney, set up by its facilitator; or of its programme, by its manager."""
    return actions.make_survey(
        place=wood.programme if in_programme else wood.cluster,
        text=text_of(**changes),
        by=runner(wood, in_programme),
        now=NOON,
    )


def runner(wood: Wood, in_programme: bool = False) -> Actor:
    """Who runs the surveys of a place."""
    return wood.rowan if in_programme else wood.ash


def invitee(number: int) -> Invitee:
    """One of any number of invented organisations."""
    return Invitee(f"Hedge Group {number}", f"office@hedge{number}.example.org", "Fern Hill")


def ask(survey: Survey, wood: Wood, *invitees: Invitee) -> list[Asked]:
    """Ask these, or the three first invented organisations."""
    by = wood.rowan
    chosen = invitees or tuple(invitee(number) for number in range(1, 4))
    asking.ask_organisations(survey=survey, invitees=chosen, by=by, now=NOON)
    return list(survey.asked.order_by("pk"))


def open_survey(wood: Wood, *, in_programme: bool = False, **changes: object) -> Survey:
    """An open survey that asks Birch House and three invented organisations."""
    survey = make_survey(wood, in_programme=in_programme, **changes)
    birch = wood.organisations["birch"]
    ask(
        survey,
        wood,
        Invitee(birch.name, "birch@example.org", "Birch", birch.pk),
        *(invitee(number) for number in range(1, 4)),
    )
    return survey_times.open_survey(survey=survey, by=runner(wood, in_programme), now=NOON)


def send(asked: Asked, *, detached: bool = False) -> None:
    """The organisation has sent its answers, as the tables say it."""
    Asked.objects.filter(pk=asked.pk).update(state=AskedState.SENT)
    sheet = {"state": "sent", "started_at": NOON, "saved_at": NOON, "sent_at": NOON}
    Sheet.objects.update_or_create(asked=asked, defaults=sheet)
    if detached:
        DetachedSheet.objects.create(survey_id=asked.survey_id, answers={"backup": "yes"})


def join(wood: Wood, name: str, *, email: str = "", person: str = "") -> Organisation:
    """Another member of The Spinney, with a representative where one is named."""
    organisation = Organisation.objects.create(name=name, email=email)
    Membership.objects.create(
        cluster=wood.cluster,
        organisation=organisation,
        admitted_to=wood.tiers["core"],
        tier=wood.tiers["core"],
        state="active",
        asked_at=NOON,
        joined_on=NOON.date(),
    )
    if person:
        somebody = Person.objects.create_user(f"{person.lower()}@example.org", person)
        Mandate.objects.create(
            organisation=organisation,
            person=somebody,
            may_represent=True,
            starts_on=NOON.date() - timedelta(days=60),
            given_by="system:test",
            given_at=NOON,
        )
    return organisation
