"""Journey: a facilitator reads what was sent, clears what was written, looks at what everybody will
see and publishes it; a member and somebody at a link read it; themes go on the list.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone

from spinney.base.access import links
from spinney.base.kernel.actors import Actor
from spinney.diagnostics.engine import library
from spinney.diagnostics.engine.definition import Kind
from spinney.diagnostics.engine.walking import walk
from spinney.diagnostics.letters.results import errand_of
from spinney.diagnostics.models import Survey, Version
from tests.browser import Visit, chromium, visitor, width
from tests.diagnostics.findings import answered, make_survey, organisation
from tests.journeys.signing_in import keep_picture, sign_in

__all__ = ["chromium", "visitor", "width"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BUILT_IN = Path("src/spinney/diagnostics/instruments")
HOPES = (
    "We hope to see Ada Green at Fernley Hall more often.",
    "Ring us on 01204 555 123 when there is a bid to write together.",
    "More time for the people who come to us.",
)


def look(visitor: Visit, name: str) -> None:
    keep_picture(visitor, f"results-{name}")
    assert visitor.problems() == [], name


TYPED: dict[Kind, tuple[object, ...]] = {
    Kind.WHOLE: (0, 1, 2, 3, 6, 14),
    Kind.MONEY: (0, 400_00, 1_500_00, 8_000_00),
    Kind.TEXT: HOPES,
    Kind.LONG_TEXT: HOPES,
    Kind.DATE: tuple(f"2026-{month:02d}-15" for month in range(1, 13)),
}


def chosen(chance, kind, names):
    """A choice that stands out more often than not: the first or the last."""
    if kind is Kind.SEVERAL:
        return chance.sample([name for name in names if name != "none"], 2)
    weights = [1 + 3 * (at in (0, len(names) - 1)) for at in range(len(names))]
    return chance.choices(names, weights)[0]


def answers(instrument, number):
    """What an invented organisation answers to every question that it is asked."""
    chance = Random(number)
    said: dict[str, object] = {}
    for question in instrument.questions():
        names = [one.name for one in instrument.choices_of(question)]
        if instrument.section_of(question.key).repeats:
            continue
        if names:
            said[question.key] = chosen(chance, question.kind, names)
        elif question.kind in TYPED:
            said[question.key] = chance.choice(TYPED[question.kind])
    return walk(instrument, said, today=timezone.localdate()).sent


def survey_of(wood, key, count=9, **more):
    instrument = library.read((BUILT_IN / f"{key}.toml").read_text())
    survey = make_survey(wood, title=instrument.title, **more)
    Version.objects.filter(pk=survey.asks_id).update(definition=instrument.to_json())
    survey = Survey.objects.get(pk=survey.pk)
    for number in range(count):
        answered(survey, organisation(wood, number), answers(instrument, number))
    return survey


def test_from_what_was_sent_to_what_everybody_sees(visitor: Visit, wood):
    survey = survey_of(wood, "pre_cluster_survey")
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("diagnostics:survey", args=[survey.scope, survey.pk]))
    look(visitor, "survey")
    page.get_by_role("link", name="Answers with names").click()
    look(visitor, "named")
    page.get_by_text("Answers of one organisation").click()
    page.get_by_role("link", name="Hedge Group 2").click()
    look(visitor, "one-organisation")
    visitor.open(reverse("diagnostics:results", args=[survey.scope, survey.pk]))
    look(visitor, "not-yet")
    page.get_by_role("link", name="What was written").click()
    look(visitor, "texts")
    page.get_by_role("link", name="Read the first").click()
    look(visitor, "read-one")
    page.get_by_role("button", name="Let the group read this").click()
    page.get_by_text("The group may read it.").wait_for()
    page.get_by_role("button", name="Keep it back").click()
    page.get_by_text("It is kept back.").wait_for()
    visitor.open(reverse("diagnostics:results", args=[survey.scope, survey.pk]))
    page.get_by_role("link", name="Look at what everybody would see").click()
    look(visitor, "preview")
    page.get_by_label("By kind of organisation").check()
    page.get_by_role("button", name="Look at it so").click()
    look(visitor, "preview-divided")
    page.get_by_label("A few words of yours").fill("Thank you for your time.")
    page.get_by_role("button", name="Publish it and tell everybody").click()
    page.get_by_text("It is published.").wait_for()
    look(visitor, "published")
    page.get_by_role("link", name="Themes from these results").click()
    look(visitor, "suggest-themes")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Put them on the list").click()
    page.get_by_text("1 theme put on the list").wait_for()
    fragility = reverse("diagnostics:fragility", args=[survey.scope])
    visitor.open(f"{fragility}?of=asked&survey={survey.pk}&below=4")
    look(visitor, "fragility")
    sign_in(visitor, wood.people["birch"])
    page = visitor.open(reverse("diagnostics:results", args=[survey.scope, survey.pk]))
    assert "Hedge Group" not in page.content()
    look(visitor, "member")


def test_what_is_missing_is_costed_and_a_link_leads_to_what_all_see(visitor: Visit, wood):
    survey = survey_of(wood, "ict_review", 6)
    sign_in(visitor, wood.people["ash"])
    page = visitor.open(reverse("diagnostics:named-results", args=[survey.scope, survey.pk]))
    look(visitor, "ict-named")
    page.get_by_text("A guess, to illustrate").first.wait_for()
    page.locator("#upgrades table a").first.click()
    look(visitor, "set-upgrade")
    page.get_by_label("What does it cost?").fill("95")
    page.get_by_label("Where is the figure from?").fill("Quote from Fern Computers")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("Quote from Fern Computers").first.wait_for()
    visitor.open(reverse("diagnostics:publish-results", args=[survey.scope, survey.pk]))
    page.get_by_role("button", name="Publish it and tell everybody").click()
    page.get_by_text("It is published.").wait_for()
    asked = survey.asked.order_by("pk").last()
    now = timezone.now()
    _, secret = links.issue(
        errand_of(asked, survey.scope), by=Actor.system("test"), now=now, email=asked.email,
        expires_at=now + timedelta(days=5), organisation_id=asked.organisation_id,
    )  # fmt: skip
    visitor.open(f"/do/{secret}/")
    look(visitor, "at-a-link")
