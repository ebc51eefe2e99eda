"""A survey that was answered, for tests of what it shows: invented organisations with invented
answers, straight in the tables.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from spinney.base.kernel.actors import Actor
from spinney.diagnostics.actions.results import ToPublish, publish_results
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
from spinney.diagnostics.models import (
    Answer,
    Asked,
    DetachedSheet,
    Instrument,
    Publication,
    Sheet,
    Survey,
    Version,
)
from spinney.register.models import Organisation
from tests.personas import NOON, Wood

Q = Question
LISTS = (
    ChoiceList("yes_no", (Choice("yes", "Yes"), Choice("no", "No"))),
    ChoiceList(
        "help",
        tuple(
            Choice(str(at), label, level=at)
            for at, label in enumerate(("No help", "A little", "Quite a lot", "A great deal"))
        ),
    ),
    ChoiceList(
        "who",
        (
            Choice("post", "Somebody whose job it is", level=2),
            Choice("bought", "Somebody we pay outside", level=1),
            Choice("nobody", "Nobody", level=0),
        ),
    ),
    ChoiceList(
        "in_place",
        (
            Choice("yes", "Yes", meets=True),
            Choice("no", "No", meets=False),
            Choice("unsure", "I do not know"),
        ),
    ),
    ChoiceList(
        "areas",
        (
            Choice("hr", "Staff"),
            Choice("ict", "Computers"),
            Choice("none", "Nothing", exclusive=True),
        ),
    ),
)  # fmt: skip
DEFINITION = Definition(
    "findings",
    "What there is and what is needed",
    minutes=5,
    areas={"hr": "Staff", "ict": "Computers"},
    lists=LISTS,
    sections=(
        Section(
            "about",
            "About you",
            (
                Q("full_time", Kind.WHOLE, "How many full-time staff?", measure=Measure.SIZE,
                  constraint=". >= 0"),
                Q("key_person", Kind.ONE, "Does all hang on one person?", choices="yes_no",
                  shown=Shown.FACILITATOR),
                Q("secret", Kind.ONE, "Steers only", choices="yes_no", shown=Shown.OWN),
            ),
        ),
        Section(
            "needs",
            "Needs",
            (
                Q("need_hr", Kind.SCALE, "Help with staff?", choices="help", required=True,
                  measure=Measure.NEED, area="hr"),
                Q("need_ict", Kind.SCALE, "Help with computers?", choices="help", required=True,
                  measure=Measure.NEED, area="ict"),
                Q("strong_hr", Kind.SCALE, "How good with staff?", choices="help",
                  measure=Measure.STRENGTH, area="hr"),
                Q("share_ict", Kind.SCALE, "Would you share computers?", choices="help",
                  measure=Measure.INTEREST, area="ict"),
                Q("post_hr", Kind.ONE, "Who does staff?", choices="who", measure=Measure.POST,
                  area="hr"),
                Q("cost_hr", Kind.MONEY, "What does staff work cost?", measure=Measure.COST,
                  area="hr", relevant="${post_hr} = 'post' or ${post_hr} = 'bought'"),
                Q("offers", Kind.SEVERAL, "What could you offer?", choices="areas",
                  measure=Measure.OFFER),
            ),
        ),
        Section(
            "ict",
            "Computers",
            (
                Q("backup", Kind.ONE, "Are your files copied?", choices="in_place",
                  measure=Measure.BASELINE, area="ict", remedy="Copy them online",
                  cost_pence=120_00),
                Q("lock", Kind.ONE, "Do screens lock?", choices="in_place",
                  measure=Measure.BASELINE, area="ict", remedy="Switch it on", per="full_time"),
                Q("ends", Kind.DATE, "When does your internet contract end?",
                  measure=Measure.RENEWAL, area="ict"),
            ),
        ),
        Section(
            "hopes",
            "Hopes",
            (
                Q("hope", Kind.LONG_TEXT, "What do you hope for?", measure=Measure.HOPE),
                Q("private", Kind.TEXT, "For the facilitator alone?", shown=Shown.FACILITATOR),
            ),
        ),
    ),
)  # fmt: skip


def answers_of(number: int, **changes: object) -> dict[str, object]:
    """What the organisation of a number answers: different ones differ."""
    said: dict[str, object] = {
        "full_time": (2, 3, 12, 5, 0, 40)[number % 6],
        "key_person": "yes" if number % 2 else "no",
        "secret": "no",
        "need_hr": str((3, 2, 3, 1, 2, 3)[number % 6]),
        "need_ict": str((0, 1, 0, 2, 1, 0)[number % 6]),
        "strong_hr": str((0, 1, 0, 1, 0, 2)[number % 6]),
        "share_ict": str((3, 3, 2, 0, 1, 2)[number % 6]),
        "post_hr": ("post", "bought", "nobody")[number % 3],
        "offers": (["hr"], ["ict"], ["hr", "ict"], ["none"])[number % 4],
        "backup": ("yes", "no", "no", "unsure", "yes", "no")[number % 6],
        "lock": ("yes", "yes", "no", "yes", "yes", "no")[number % 6],
        "ends": f"2026-0{4 + number % 5}-15",
        "hope": f"Group {number} hopes to see Ada Green more often.",
        "private": f"Private words of {number}.",
    }
    if said["post_hr"] != "nobody":
        said["cost_hr"] = (1_000_00, 3_000_00, 9_000_00, 400_00)[number % 4]
    return said | changes


def make_survey(wood: Wood, *, in_programme: bool = False, **more: object) -> Survey:
    """A closed survey of The Spinney, or of its programme."""
    now = timezone.now()
    instrument, _ = Instrument.objects.get_or_create(
        key="findings",
        cluster=None,
        programme=None,
        defaults={"title": DEFINITION.title, "made_at": NOON},
    )
    version, _ = Version.objects.get_or_create(
        instrument=instrument,
        number=1,
        defaults={
            "definition": DEFINITION.to_json(),
            "digest": "0" * 63 + "f",
            "minutes": 5,
            "state": "published",
            "made_at": NOON,
        },
    )
    place = {"programme": wood.programme} if in_programme else {"cluster": wood.cluster}
    given = {
        "asks": version,
        "title": "Who needs what",
        "state": "closed",
        "opens_at": now - timedelta(days=9),
        "closes_at": now - timedelta(days=1),
        "closed_at": now - timedelta(days=1),
        "frozen_at": now - timedelta(days=8),
        "made_at": NOON,
    }
    return Survey.objects.create(**(place | given | more))


def answered(survey: Survey, organisation: Organisation, said: dict[str, object]) -> Asked:
    """The organisation was asked, and has sent this."""
    now = timezone.now()
    asked, _ = Asked.objects.get_or_create(
        survey=survey,
        organisation=organisation,
        defaults={
            "email": f"office{organisation.pk}@example.org",
            "person_name": f"Person {organisation.pk}",
            "asked_at": now,
            "agreed_at": now,
        },
    )
    Asked.objects.filter(pk=asked.pk).update(state="sent")
    if survey.mode == "detached":
        kept = {key: value for key, value in said.items() if value is not None}
        DetachedSheet.objects.create(survey=survey, answers=kept)
        return asked
    sheet, made = Sheet.objects.get_or_create(
        asked=asked, defaults={"state": "sent", "started_at": now, "saved_at": now, "revision": 0}
    )
    sheet.answers.all().delete()
    sheet.state, sheet.sent_at, sheet.revision = "sent", now, sheet.revision + 1
    sheet.save()
    Answer.objects.bulk_create(
        Answer(
            sheet=sheet, key=key, value=value, sent_value=value, is_sent=True, written_at=now,
            written_by="address:1",
        )
        for key, value in said.items()
        if value is not None
    )  # fmt: skip
    return asked


def answered_survey(wood: Wood, count: int = 6, **more: object) -> Survey:
    """A closed survey with the answers of so many organisations, Birch House the first."""
    survey = make_survey(wood, **more)
    for number in range(count):
        answered(survey, organisation(wood, number), answers_of(number))
    return survey


def organisation(wood: Wood, number: int) -> Organisation:
    """One of any number of invented organisations; the first is Birch House."""
    if number == 0:
        return wood.organisations["birch"]
    kinds = ("voluntary", "second_tier")
    found, _ = Organisation.objects.get_or_create(
        name=f"Hedge Group {number}",
        defaults={"kind": kinds[number % 2], "income_pence": number * 40_000_00, "town": "Fernley"},
    )
    return found


def publish(survey: Survey, by: Actor, *breakdowns: str, **more: object) -> Publication:
    chosen = ToPublish(breakdowns, str(more.get("note", "")), more.get("seen"))
    fresh = Survey.objects.get(pk=survey.pk)
    return publish_results(survey=fresh, chosen=chosen, by=by, now=timezone.now())
