"""Anybody with an account makes a programme and becomes its manager."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from spinney.base.kernel.actors import Actor, Role, programme_scope
from spinney.base.kernel.errors import BadInput, NotAllowed
from spinney.clusters.actions.programmes import Parameters, make_programme
from spinney.clusters.models import Condition, Programme
from spinney.clusters.states import ProgrammeState
from tests.clusters.programmes import entries
from tests.personas import NOON

WANTED = Parameters(
    name="Collaborate",
    funder="The Meadow Trust",
    starts_on=date(2026, 4, 1),
    grant_pence=1_500_000,
    facilitation_days=Decimal("6"),
    brand_pattern="Collaborate {place}",
)


def test_it_begins_in_draft_with_the_five_stages_and_their_conditions(wood):
    made = make_programme(parameters=WANTED, by=wood.elm, now=NOON)
    assert made.state == ProgrammeState.DRAFT
    assert [s.name for s in made.stages.all()] == [
        "Information gathering and diagnostics",
        "Finding the focus",
        "Workplan and budget",
        "Implementation",
        "Evaluation",
    ]
    of_grant = Condition.objects.filter(stage__programme=made, of_grant=True)
    assert "Every member has signed the ground rules" in {c.text for c in of_grant}
    assert of_grant.count() == 4


def test_its_maker_manages_it_and_nobody_else_does(wood):
    made = make_programme(parameters=WANTED, by=wood.elm, now=NOON)
    assert wood.elm.has(Role.PROGRAMME_MANAGER, programme_scope(made.pk))
    assert not wood.rowan.roles_in(programme_scope(made.pk))
    assert entries("make_programme")[0]["after"]["grant_pence"] == 1_500_000


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "  "),
        ("grant_pence", -1),
        ("day_rate_pence", -5),
        ("facilitation_days", Decimal("1.1")),
        ("review_days", Decimal("-1")),
        ("brand_pattern", "Collaborate"),
    ],
)
def test_parameters_that_make_no_sense_are_refused_by_name(wood, field, value):
    with pytest.raises(BadInput) as caught:
        make_programme(parameters=replace(WANTED, **{field: value}), by=wood.elm, now=NOON)
    assert list(caught.value.fields) == [field]
    assert Programme.objects.count() == 1


def test_a_visitor_cannot(wood):
    with pytest.raises(NotAllowed):
        make_programme(parameters=WANTED, by=Actor.nobody(), now=NOON)
