"""Each assessor gives points within the range of the question."""

import pytest

from spinney.base.kernel.errors import BadInput
from spinney.clusters.actions import responses
from spinney.clusters.models import Response
from spinney.clusters.queries.calls import scored
from tests.clusters.calls import answered, open_call
from tests.personas import NOON


def give(wood, response, name, points):
    ids = list(response.call.questions.values_list("pk", flat=True))
    responses.score_response(
        response=response,
        points={ids[0]: points[0], ids[2]: points[1]},
        notes={},
        by=wood.actor(name),
        now=NOON,
    )


def test_the_mean_of_the_assessors(wood):
    response = answered(wood, open_call(wood))
    give(wood, response, "ash", (8, 5))
    give(wood, response, "rowan", (4, 2))
    row = scored(Response.objects.all()).get()
    assert (row.points, row.n_assessors) == (9.5, 2)


def test_a_second_score_replaces_the_first(wood):
    response = answered(wood, open_call(wood))
    give(wood, response, "ash", (1, 1))
    give(wood, response, "ash", (9, 1))
    assert scored(Response.objects.all()).get().points == 10


def test_out_of_range_is_named(wood):
    response = answered(wood, open_call(wood))
    with pytest.raises(BadInput) as told:
        give(wood, response, "ash", (11, 1))
    assert "from 0 to 10" in next(iter(told.value.fields.values()))[0]
