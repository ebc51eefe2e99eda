"""Who may knock at which door of timetables, conditions and stages."""

import pytest
from django.urls import reverse

from spinney.clusters.models import ConditionMet
from spinney.clusters.queries.timetable import calendar_token
from tests.access import answers, client_of
from tests.clusters.programmes import asks, in_stage
from tests.personas import NOON, TODAY

#                  rowan ash birch cedar hazel elm willow sorrel nobody
EVERYBODY_IN_IT = (200, 200, 200, 200, 404, 404, 404, 404, 401)


def manages(answer):
    return (answer, 403, 403, 403, 404, 404, 404, 404, 401)


def moves(answer, then=None):
    """Managers, then facilitators, who find it done (`then`)."""
    return (answer, then or answer, 403, 403, 404, 404, 404, 404, 401)


MATRIX = {
    ("timetable", "get"): EVERYBODY_IN_IT,
    ("change-timetable", "get"): manages(200),
    ("renew-calendar-link", "post"): manages(302),
    ("timetable-calendar", "get"): (200,) * 9,
    ("conditions", "get"): EVERYBODY_IN_IT,
    ("add-condition", "get"): manages(200),
    ("edit-condition", "get"): manages(200),
    ("retire-condition", "post"): manages(302),
    ("restore-condition", "post"): manages(409),  # it holds
    ("stage", "get"): EVERYBODY_IN_IT,
    ("move-stage", "post"): moves(409),  # something is missing
    ("move-stage-early", "get"): manages(200),
    ("move-stage-back", "get"): moves(200),
    ("set-own-dates", "get"): manages(200),
    ("meet-condition", "get"): moves(200),
    ("take-back-condition", "get"): moves(200),
    ("move-stage", "get"): moves(405),
    ("retire-condition", "get"): manages(405),
}


@pytest.mark.parametrize(("door", "method"), MATRIX, ids=lambda part: part)
def test_who_may_knock(wood, door, method):
    stages = in_stage(wood, 1)
    unmet, done = asks(stages[1]), asks(stages[0], "Survey answered")
    met = ConditionMet.objects.create(
        condition=done, cluster=wood.cluster, met_on=TODAY, noted_by="x", noted_at=NOON
    )
    programme, cluster = wood.programme.pk, wood.cluster.pk
    args = {
        "timetable-calendar": [calendar_token(wood.programme)],
        "add-condition": [programme, stages[0].pk],
        "edit-condition": [programme, unmet.pk],
        "retire-condition": [programme, unmet.pk],
        "restore-condition": [programme, unmet.pk],
        "stage": [cluster],
        "move-stage": [cluster],
        "move-stage-early": [cluster],
        "move-stage-back": [cluster],
        "set-own-dates": [cluster],
        "meet-condition": [cluster, unmet.pk],
        "take-back-condition": [cluster, met.pk],
    }.get(door, [programme])
    data = {"leaving": stages[1].pk} if method == "post" else None
    url = reverse(f"clusters:{door}", args=args)
    assert answers(wood, method, url, data) == MATRIX[door, method]


def test_supporters_see_the_stage_but_not_what_was_met_and_how(wood):
    stages = in_stage(wood)
    ConditionMet.objects.create(
        condition=asks(stages[0], "Budget approved"),
        cluster=wood.cluster,
        met_on=TODAY,
        shown_by="Letter of the trust",
        noted_by="x",
        noted_at=NOON,
    )
    url = reverse("clusters:stage", args=[wood.cluster.pk])
    assert "Letter of the trust" in client_of(wood, "birch").get(url).content.decode()
    page = client_of(wood, "cedar").get(url).content.decode()
    assert "Finding out" in page
    assert "Letter of the trust" not in page
