"""What an organisation reads before it sends is what others see afterwards: one truth for both."""

from pathlib import Path

import pytest
from django.urls import reverse

from spinney.diagnostics.bridge.definitions import definition_of
from spinney.diagnostics.engine import library
from spinney.diagnostics.engine.disclosure.rules import Reason
from spinney.diagnostics.models import Version
from spinney.diagnostics.queries.published import cells_of
from spinney.diagnostics.queries.release import plan_for, what_others_see
from tests.access import client_of
from tests.diagnostics.findings import (
    answered,
    answers_of,
    make_survey,
    organisation,
    publish,
)

pytestmark = pytest.mark.django_db
BUILT_IN = Path("src/spinney/diagnostics/instruments")


def outlooks(survey):
    instrument = definition_of(survey.asks)
    return {one.key: what_others_see(survey, instrument, one) for one in instrument.questions()}


@pytest.mark.parametrize("mode", ["facilitator", "detached"])
@pytest.mark.parametrize("count", [3, 4, 5, 6, 9])
def test_nothing_is_published_that_was_not_said_before(wood, mode, count):
    survey = make_survey(wood, mode=mode)
    said = outlooks(survey)
    for number in range(count):
        answered(survey, organisation(wood, number), answers_of(number))
    shown = [cell for cell in cells_of(publish(survey, wood.ash)) if not cell.suppressed]
    for cell in shown:
        outlook = said[cell.question]
        assert outlook.is_shown, cell
        assert cell.statistic in outlook.statistics, cell
        assert cell.size >= outlook.needed, cell
    # And nothing is promised that does not come, once enough have answered.
    if count >= 6:
        keys = {cell.question for cell in shown}
        assert keys == {key for key, one in said.items() if one.statistics and one.needed <= count}


def test_what_was_said_stays_the_same_whoever_answers(wood):
    survey = make_survey(wood)
    before = outlooks(survey)
    for number in range(6):
        answered(survey, organisation(wood, number), answers_of(number))
    assert outlooks(survey) == before


def test_the_plan_depends_on_nothing_that_anybody_answered(wood):
    one, other = make_survey(wood), make_survey(wood)
    for number in range(6):
        answered(one, organisation(wood, number), answers_of(number))
        # Others answers, of the same questions: who answers what is no secret of the plan's.
        more = {"need_hr": "0", "backup": "no", "full_time": 7, "offers": ["ict"]}
        answered(other, organisation(wood, number), answers_of(number, **more))

    def plan(survey):
        cells = plan_for(survey).plan.cells()
        return [(c.question, c.statistic, c.size, c.option, c.reason) for c in cells]

    assert plan(one) == plan(other)


def test_what_is_the_organisation_s_or_the_facilitator_s_is_shown_to_nobody_else(wood):
    said = outlooks(make_survey(wood))
    for key in ("secret", "key_person", "private", "ends"):
        assert said[key].words == "nothing"


def test_in_a_survey_named_to_the_group_it_is_the_answer_itself(wood):
    survey = make_survey(wood, mode="group")
    said = outlooks(survey)
    for number in range(3):
        answered(survey, organisation(wood, number), answers_of(number))
    publish(survey, wood.ash)
    url = reverse("diagnostics:results", args=[survey.scope, survey.pk])
    text = client_of(wood, "birch").get(url).content.decode()
    instrument = definition_of(survey.asks)
    for key, outlook in said.items():
        label = instrument.question(key).label
        if outlook.named and not outlook.in_words:
            assert f'key">{label}' in text or f'key">{label.replace("’", "&#x27;")}' in text
        elif not outlook.is_shown:
            assert f'key">{label}' not in text


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.toml")), ids=lambda p: p.stem)
def test_every_built_in_question_has_a_word_for_it(wood, path):
    instrument = library.read(path.read_text())
    survey = make_survey(wood)
    version = Version.objects.create(
        instrument=survey.asks.instrument, number=9, definition=instrument.to_json(),
        digest="9" * 64, minutes=5, state="replaced", made_at=survey.made_at,
    )  # fmt: skip
    survey.asks = version
    survey.save()
    shown = 0
    for question in instrument.questions():
        outlook = what_others_see(survey, instrument, question)
        shown += outlook.is_shown
        assert outlook.words
        if question.shown != "group":
            assert not outlook.is_shown
        if outlook.reason is Reason.LINKED_QUESTION:
            assert "could give an answer away" in outlook.words
    assert shown
