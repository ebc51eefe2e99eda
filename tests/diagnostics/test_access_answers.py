"""Who may knock at which door of answering, signed in."""

import pytest
from django.urls import reverse

from spinney.diagnostics.models import Survey
from tests.access import answers
from tests.diagnostics.answering import answer, ask, birch_asked, guest, make_survey

pytestmark = pytest.mark.django_db

#       rowan ash birch cedar hazel elm willow sorrel nobody
OWN = lambda ok: (403, 403, ok, 403, 404, 404, 404, 404, 401)  # noqa: E731
#: Whoever sees names: the facilitator of the cluster, not the programme's manager.
SEES = lambda ok: (403, ok, 403, 403, 404, 404, 404, 404, 401)  # noqa: E731
RUNS = lambda ok: (ok, ok, 403, 403, 404, 404, 404, 404, 401)  # noqa: E731
STEPS = {
    "": 200, "q-staff": 200, "check": 200, "others-see": 200, "sent": 302, "take-back": 302,
    "no": 200, "colleague": 200, "spreadsheet": 200, "template": 200, "copy": 200,
    "copy-csv": 200, "copy-xlsx": 200, "not-ours": 302, "nonsense": 404,
}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_answering(wood, step):
    asked = birch_asked(wood)
    answer(asked, guest(asked))
    args = [asked.survey.scope, asked.survey_id, *([step] if step else [])]
    url = reverse("diagnostics:answer-survey", args=args)
    assert answers(wood, "get", url) == OWN(STEPS[step])


@pytest.mark.parametrize("step", ["q-staff", "settle", "no", "end-part", "take-spreadsheet"])
def test_answering_by_post(wood, step):
    asked = birch_asked(wood)
    url = reverse("diagnostics:answer-survey", args=[asked.survey.scope, asked.survey_id, step])
    assert answers(wood, "post", url) == OWN(200 if step == "no" else 302)


@pytest.mark.parametrize(
    ("name", "of_one", "who", "status"),
    [
        ("keyed-sheets", False, SEES, 200),
        ("key-in-sheet", True, SEES, 200),
        ("load-sheet", True, SEES, 200),
        ("key-in-sheet", False, SEES, 404),
        ("sheet-template", False, RUNS, 200),
    ],
)
def test_sheets(wood, name, of_one, who, status):
    asked = birch_asked(wood)
    args = [asked.survey.scope, asked.survey_id, *([asked.pk] if of_one else [])]
    assert answers(wood, "get", reverse(f"diagnostics:{name}", args=args)) == who(status)


def test_sheets_of_a_detached_survey_are_keyed_in_by_whoever_runs_it(wood):
    survey = make_survey(wood, mode="detached")
    url = reverse("diagnostics:key-in-sheet", args=[survey.scope, survey.pk])
    assert answers(wood, "get", url) == RUNS(200)


def test_a_survey_of_a_programme(wood):
    survey = make_survey(wood, cluster=None, programme=wood.programme)
    ask(survey, wood.organisations["sorrel"])
    url = reverse("diagnostics:answer-survey", args=[survey.scope, survey.pk])
    assert answers(wood, "get", url) == (403, 403, 403, 403, 404, 404, 404, 200, 401)
    sheets = reverse("diagnostics:keyed-sheets", args=[survey.scope, survey.pk])
    assert answers(wood, "get", sheets) == (200, 403, 403, 403, 404, 404, 404, 404, 401)


def test_a_draft_is_nobody_s_to_answer(wood):
    asked = birch_asked(wood)
    Survey.objects.update(state="draft")
    url = reverse("diagnostics:answer-survey", args=[asked.survey.scope, asked.survey_id])
    assert answers(wood, "get", url) == (404,) * 8 + (401,)


def test_another_place_s_address_does_not_do(wood):
    asked = birch_asked(wood)
    url = f"/clusters/{wood.next_door.pk}/surveys/{asked.survey_id}/answer-survey/"
    assert answers(wood, "get", url)[2] == 404
