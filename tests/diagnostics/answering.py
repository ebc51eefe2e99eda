"""A survey with something of everything, and people at its links, for tests of answering."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from spinney.base.access import links
from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import Actor
from spinney.base.record.record import subject_of
from spinney.diagnostics.actions import answers as actions
from spinney.diagnostics.bridge.keeping import Given
from spinney.diagnostics.engine.definition import (
    Choice,
    ChoiceList,
    Kind,
    Measure,
    Question,
    Section,
    Shown,
)
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.models import Asked, Instrument, Survey, Version
from spinney.register.models import Organisation

Q = Question
YES_NO = ChoiceList("yes_no", (Choice("yes", "Yes"), Choice("no", "No")))
NEED = ChoiceList(
    "need",
    (
        Choice("none", "No help", level=0),
        Choice("some", "Some help", level=1),
        Choice("much", "Much help", level=2),
    ),
)
AREAS = ChoiceList(
    "areas",
    (
        Choice("hr", "Staff"),
        Choice("ict", "Computers"),
        Choice("nothing", "Nothing", exclusive=True),
    ),
)
EVERYTHING = Definition(
    key="everything",
    title="Who needs what",
    purpose="So that we know where to begin.",
    minutes=8,
    lists=(YES_NO, NEED, AREAS),
    areas={"hr": "Staff", "ict": "Computers"},
    sections=(
        Section(
            "about",
            "About you",
            (
                Q("staff", Kind.WHOLE, "How many staff have you?", required=True,
                  constraint=". >= 0", measure=Measure.SIZE),
                Q("lead", Kind.TEXT, "Who leads them?", relevant="${staff} > 1",
                  shown=Shown.FACILITATOR),
                Q("founded", Kind.DATE, "When were you founded?"),
            ),
        ),
        Section(
            "costs",
            "Costs",
            (
                Q("rent", Kind.MONEY, "What is your rent a year?", measure=Measure.COST,
                  area="hr"),
                Q("hours", Kind.DECIMAL, "How many hours a week is it open?"),
                Q("rent_each", Kind.CALCULATED, "Rent for each of your ${staff} staff",
                  calculation="${rent} div ${staff}"),
            ),
            on_one_page=True,
        ),
        Section(
            "needs",
            "Needs",
            (
                Q("hr_need", Kind.SCALE, "How much help do you need with staff?", choices="need",
                  measure=Measure.NEED, area="hr"),
                Q("offers", Kind.SEVERAL, "What could you offer others?", choices="areas",
                  measure=Measure.OFFER),
                Q("hopes", Kind.LONG_TEXT, "What do you hope for?", measure=Measure.HOPE),
            ),
        ),
        Section(
            "computers",
            "Computers",
            (
                Q("age", Kind.WHOLE, "How old is it, in years?", required=True),
                Q("backup", Kind.ONE, "Are its files copied?", choices="yes_no"),
            ),
            repeats=4,
            each="computer",
        ),
    ),
)  # fmt: skip
FULL = {
    "staff": 4,
    "lead": "Ada",
    "founded": "1998-03-12",
    "rent": 1_200_000,
    "hours": "37.5",
    "hr_need": "much",
    "offers": ["hr", "ict"],
    "hopes": "To see each other more often.",
    "computers[]": 1,
    "computers[1].age": 3,
    "computers[1].backup": "yes",
}


def make_survey(wood, definition: Definition = EVERYTHING, **more) -> Survey:
    """A survey of The Spinney, open for a month from now."""
    now = timezone.now()
    instrument = Instrument.objects.create(
        cluster=wood.cluster, title=definition.title, made_at=now
    )
    version = Version.objects.create(
        instrument=instrument,
        number=1,
        definition=definition.to_json(),
        digest="0" * 64,
        minutes=definition.minutes,
        state="published",
        made_at=now,
    )
    given = {
        "cluster": wood.cluster,
        "asks": version,
        "title": "Who needs what",
        "state": "open",
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=30),
        "made_at": now,
    }
    return Survey.objects.create(**(given | more))


def ask(survey: Survey, organisation: Organisation, email: str = "office@example.org") -> Asked:
    return Asked.objects.create(
        survey=survey, organisation=organisation, email=email, asked_at=timezone.now()
    )


def birch_asked(wood, **more) -> Asked:
    return ask(make_survey(wood, **more), wood.organisations["birch"], "birch@example.org")


def link_to(asked: Asked, email: str = "office@example.org", **more) -> tuple[TaskLink, str]:
    """A link to answer, and its secret."""
    now = timezone.now()
    errand = links.Errand(
        "diagnostics.answer_survey", subject_of(asked), asked.survey.scope, 8, may_forward=True
    )
    given = {"expires_at": now + timedelta(days=30), "organisation_id": asked.organisation_id}
    return links.issue(errand, by=Actor.system("test"), now=now, email=email, **(given | more))


def guest(asked: Asked, email: str = "office@example.org") -> Actor:
    """Somebody at the link to answer."""
    link, _ = link_to(asked, email)
    return links.actor_of(link)


def answer(asked: Asked, by: Actor, answers: dict | None = None, now=None, **given):
    """Save answers, all of them unless some are given."""
    said = Given(FULL if answers is None else answers, **given)
    fresh = Asked.objects.get(pk=asked.pk)
    return actions.answer_survey(asked=fresh, given=said, by=by, now=now or timezone.now())
