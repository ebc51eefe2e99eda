"""A follow-up beside the survey before: from what was published of both alone."""

import pytest
from django.urls import reverse

from spinney.base.kernel.errors import NotFound
from spinney.diagnostics.models import Version
from spinney.diagnostics.queries.compared import HIGHER, compared_for
from tests.access import client_of
from tests.diagnostics.findings import (
    answered,
    answered_survey,
    answers_of,
    make_survey,
    organisation,
    publish,
)

pytestmark = pytest.mark.django_db


def follow_up(wood, before, **changes):
    survey = make_survey(wood, follows=before, title="A year later")
    for number in range(6):
        answered(survey, organisation(wood, number), answers_of(number, **changes))
    return survey


def test_figures_stand_side_by_side(wood):
    before = answered_survey(wood)
    survey = follow_up(wood, before, lock="yes")
    publish(before, wood.ash)
    publish(survey, wood.ash)
    found = compared_for(wood.birch, survey)
    row = next(one for one in found.rows if one.question == "Help with computers?")
    assert row.then == row.now
    assert {one.change for one in found.rows if one.question == "Do screens lock?"} <= {
        HIGHER, "About the same", "Cannot be said",
    }  # fmt: skip
    url = reverse("diagnostics:compared-results", args=[survey.scope, survey.pk])
    assert "What has changed" in client_of(wood, "birch").get(url).content.decode()


def test_a_change_is_told_only_where_it_is_sure(wood):
    before = answered_survey(wood, 9)
    survey = make_survey(wood, follows=before)
    for number in range(9):
        answered(survey, organisation(wood, number), answers_of(number, need_ict="3"))
    publish(before, wood.ash)
    publish(survey, wood.ash)
    found = compared_for(wood.birch, survey)
    assert (
        next(one for one in found.rows if one.question == "Help with computers?").change == HIGHER
    )


def test_nothing_is_compared_before_both_are_published(wood):
    before = answered_survey(wood)
    survey = follow_up(wood, before)
    publish(survey, wood.ash)
    assert compared_for(wood.birch, survey).rows == ()


def test_what_is_asked_in_another_way_is_left_out_with_why(wood):
    before = answered_survey(wood)
    old = before.asks.definition
    lists = [
        {**one, "choices": one["choices"][:3]} if one["name"] == "help" else one
        for one in old["lists"]
    ]
    survey = make_survey(wood, follows=before)
    survey.asks = Version.objects.create(
        instrument=before.asks.instrument, number=2, definition={**old, "lists": lists},
        digest="2" * 64, minutes=5, state="replaced", made_at=before.made_at,
    )  # fmt: skip
    survey.save()
    for number in range(6):
        answered(survey, organisation(wood, number), answers_of(number, need_hr="2"))
    publish(before, wood.ash)
    publish(survey, wood.ash)
    found = compared_for(wood.birch, survey)
    assert ("Help with staff?", "It is asked in another way now.") in found.left_out
    assert "Help with staff?" not in {one.question for one in found.rows}


def test_a_survey_that_follows_none(wood):
    with pytest.raises(NotFound):
        compared_for(wood.birch, answered_survey(wood))
