"""What higher rooms learn of stages, conditions, days and attendance through the door."""

from datetime import date
from decimal import Decimal

from spinney.clusters import api
from spinney.clusters.models import Attendance, ConditionMet, Day, Gathering
from tests.clusters.programmes import asks, in_stage
from tests.personas import NOON, TODAY


def test_conditions_of_the_grant_in_order_with_what_shows_them(wood):
    stages = in_stage(wood, 2)
    asks(stages[4], "Survey answered")
    rules = asks(stages[0], "Ground rules signed")
    asks(stages[0], "Not of the grant", of_grant=False)
    gone = asks(stages[1], "Dropped")
    gone.retired_at = NOON
    gone.save()
    ConditionMet.objects.create(
        condition=rules,
        cluster=wood.cluster,
        met_on=TODAY,
        shown_by="Copy",
        noted_by="x",
        noted_at=NOON,
    )
    found = api.grant_conditions(wood.cluster)
    assert [(c.text, c.stage, c.place, c.met_on, c.shown_by) for c in found] == [
        ("Ground rules signed", "Finding out", 0, TODAY, "Copy"),
        ("Survey answered", "Looking back", 4, None, ""),
    ]


def test_what_was_taken_back_does_not_stand(wood):
    rules = asks(in_stage(wood)[0])
    ConditionMet.objects.create(
        condition=rules,
        cluster=wood.cluster,
        met_on=TODAY,
        noted_by="x",
        noted_at=NOON,
        taken_back_at=NOON,
    )
    assert api.grant_conditions(wood.cluster)[0].met_on is None


def test_a_cluster_on_its_own_has_no_position_conditions_or_allowance(wood):
    assert api.position(wood.next_door).stage is None
    assert api.grant_conditions(wood.next_door) == []
    assert api.days_used(wood.next_door)["facilitation"].allowed == 0


def test_position_and_days(wood):
    stages = in_stage(wood, 1)
    Day.objects.create(
        cluster=wood.cluster, worked_on=TODAY, days=Decimal("0.5"), what="x", logged_at=NOON
    )
    assert api.position(wood.cluster, TODAY).stage == stages[1]
    assert api.position(wood.cluster, TODAY).ahead == stages[2]
    assert str(api.days_used(wood.cluster)["facilitation"]) == "0.5 of 6"
    assert [c.facilitation for c in api.costs(wood.programme)] == [Decimal("0.5")]


def test_who_came_between_two_days_for_payments_for_attendance(wood):
    for day, how, removed in (
        (date(2026, 2, 1), "in_person", None),
        (date(2026, 3, 1), "deputy", None),
        (date(2026, 3, 2), "no_word", None),
        (date(2026, 3, 3), "in_person", NOON),
    ):
        gathering = Gathering.objects.create(
            cluster=wood.cluster,
            title="Core group",
            held_on=day,
            made_at=NOON,
            removed_at=removed,
        )
        Attendance.objects.create(
            gathering=gathering, membership=wood.memberships["birch"], how=how
        )
    found = api.who_came(wood.cluster, date(2026, 3, 1), date(2026, 3, 31))
    assert [(p.held_on.day, p.came, p.organisation_id) for p in found] == [
        (1, True, wood.organisations["birch"].pk),
        (2, False, wood.organisations["birch"].pk),
    ]
