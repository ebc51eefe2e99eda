"""The facilitator's own view: everything with names, for those alone to whom it was promised."""

import csv
from io import BytesIO, StringIO

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotAllowed
from spinney.diagnostics.queries.named_results import every_answer, headline, named_results
from tests.access import client_of
from tests.diagnostics.findings import answered, answered_survey, answers_of, organisation

pytestmark = pytest.mark.django_db


def address(survey, name="named-results", *more):
    return reverse(f"diagnostics:{name}", args=[survey.scope, survey.pk, *more])


def test_needs_stand_beside_strengths(wood):
    found = named_results(wood.ash, answered_survey(wood))
    assert [row.area for row in found.heat] == ["hr", "ict"]
    assert found.heat[0].mean_need == pytest.approx(14 / 18)
    assert found.heat[0].mean_strength == pytest.approx(4 / 18)
    assert headline(found).startswith("6 organisations answered. Help is needed most with Staff.")


def test_posts_costs_gaps_dates_and_who_is_fragile(wood):
    found = named_results(wood.ash, answered_survey(wood))
    (post,) = found.posts
    assert post.label == "Staff"
    assert post.yes == ("Birch House", "Hedge Group 3")
    (cost,) = found.costs
    assert (cost.said, cost.least, cost.most) == (4, 400_00, 3_000_00)
    assert {one.label for one in found.gaps} == {"Are your files copied?", "Do screens lock?"}
    assert [row.on for row in found.renewals] == sorted(row.on for row in found.renewals)
    assert found.named(found.fragility.few_staff) == "Birch House, Hedge Group 1 and Hedge Group 4"
    assert [row.words for row in found.offers if row.organisation == "Hedge Group 2"] == [
        "Computers", "Staff",
    ]  # fmt: skip


def test_what_only_steers_is_shown_to_nobody(wood):
    text = str(every_answer(wood.ash, answered_survey(wood)))
    assert "Steers only" not in text
    assert "Private words of 2." in text


def test_a_programme_manager_is_refused(wood):
    with pytest.raises(NotAllowed):
        named_results(wood.rowan, answered_survey(wood))


def test_the_page_and_one_organisation_s(wood):
    survey = answered_survey(wood)
    client = client_of(wood, "ash")
    text = client.get(address(survey)).content.decode()
    for words in ("Where help is needed", "Posts held and missing", "A guess, to illustrate",
                  "What ends when", "Who leans on too few people", "Hedge Group 5"):  # fmt: skip
        assert words in text
    asked = survey.asked.get(organisation__name="Hedge Group 2")
    text = client.get(address(survey, "organisation-answers", asked.pk)).content.decode()
    assert "Private words of 2." in text
    assert "Private words of 3." not in text


def test_files_hold_every_answer_and_no_formula(wood):
    survey = answered_survey(wood)
    answered(survey, organisation(wood, 1), answers_of(1, hope="=HYPERLINK(1)"))
    client = client_of(wood, "ash")
    response = client.get(f"{address(survey)}?as=csv")
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows[0] == ["Organisation", "Part of the survey", "Question", "Answer"]
    assert ["Hedge Group 1", "Hopes", "What do you hope for?", "'=HYPERLINK(1)"] in rows
    response = client.get(f"{address(survey)}?as=xlsx")
    from openpyxl import load_workbook

    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert "'=HYPERLINK(1)" in [row[3].value for row in sheet.iter_rows()]


def test_many_answers_take_no_more_queries(wood, django_assert_max_num_queries):
    survey = answered_survey(wood, 4)
    ash = wood.ash
    with django_assert_max_num_queries(8):
        few = named_results(ash, survey)
    for number in range(4, 30):
        answered(survey, organisation(wood, number), answers_of(number))
    with django_assert_max_num_queries(8):
        many = named_results(ash, survey)
    assert (len(few.who), len(many.who)) == (4, 30)
