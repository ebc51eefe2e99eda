"""Own figures for what mending a gap costs."""

import pytest
from django.utils import timezone

from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.diagnostics.actions.results import set_upgrade
from spinney.diagnostics.models import Upgrade
from spinney.diagnostics.queries.named_results import named_results
from tests.diagnostics.findings import answered, answered_survey, answers_of, organisation

pytestmark = pytest.mark.django_db


def put(survey, by, cost, key="backup", note=""):
    return set_upgrade(
        survey=survey, key=key, cost_pence=cost, note=note, by=by, now=timezone.now()
    )


def gap(survey, wood, key="backup"):
    return next(one for one in named_results(wood.ash, survey).gaps if one.key == key)


def test_an_own_figure_stands_in_place_of_the_guess_and_can_be_taken_away(wood):
    survey = answered_survey(wood)
    before = gap(survey, wood)
    assert (before.cost_each, before.cost, before.illustrative) == (120_00, 360_00, True)
    assert before.not_known == ("Hedge Group 3",)
    put(survey, wood.ash, 80_00, note="Quote from Fern Computers")
    after = gap(survey, wood)
    assert (after.cost_each, after.cost, after.illustrative) == (80_00, 240_00, False)
    assert after.note == "Quote from Fern Computers"
    put(survey, wood.ash, None)
    assert gap(survey, wood).illustrative


def test_a_gap_without_a_guess_gets_one(wood):
    survey = answered_survey(wood)
    assert gap(survey, wood, "lock").cost is None
    put(survey, wood.ash, 5_00, key="lock")
    found = named_results(wood.ash, survey)
    # Screens are paid for by the head: those without are of 12 and of 40 staff.
    assert found.bill_in_all == 3 * 120_00 + (12 + 40) * 5_00
    assert dict(found.bill)["Hedge Group 2"] == 120_00 + 12 * 5_00
    assert gap(survey, wood, "lock").times == "How many full-time staff?"


def test_whoever_did_not_say_how_many_is_not_counted(wood):
    survey = answered_survey(wood)
    answered(survey, organisation(wood, 2), answers_of(2, full_time=None))
    put(survey, wood.ash, 5_00, key="lock")
    found = gap(survey, wood, "lock")
    assert found.cost == 40 * 5_00
    assert found.uncounted == ("Hedge Group 2",)


def test_the_same_once_more_changes_the_one_there_is(wood):
    survey = answered_survey(wood)
    put(survey, wood.ash, 80_00)
    put(survey, wood.ash, 90_00)
    assert Upgrade.objects.get().version == 2


def test_only_the_baseline_has_a_cost_and_none_is_below_nothing(wood):
    survey = answered_survey(wood)
    with pytest.raises(BadInput):
        put(survey, wood.ash, 1, key="need_hr")
    with pytest.raises(BadInput):
        put(survey, wood.ash, -1)


def test_whoever_may_not_see_names_sets_none(wood):
    survey = answered_survey(wood)
    with pytest.raises(NotAllowed):
        put(survey, wood.rowan, 1)
