"""What programmes ask of managers and facilitators, and their cards on Home."""

from datetime import date, timedelta

from spinney.base.access.asks import asked_of
from spinney.base.web.home_cards import cards_of
from spinney.clusters.models import Attendance, Cluster, ConditionMet, Gathering
from spinney.clusters.states import ProgrammeState
from tests.clusters.programmes import asks, at, in_stage
from tests.personas import NOON, TODAY


def whats(actor, now=NOON):
    return [ask.what for ask in asked_of(actor, now)]


def test_a_draft_asks_its_manager_to_finish_it(wood):
    wood.programme.state = ProgrammeState.DRAFT
    wood.programme.save()
    assert whats(wood.rowan) == ["Finish setting up Growing Together, then start it"]
    assert whats(wood.ash) == []


def test_a_stalled_cluster_asks_its_manager_to_look(wood):
    in_stage(wood)
    assert whats(wood.rowan) == []
    later = at(date(2026, 5, 20))
    asked = [ask for ask in asked_of(wood.rowan, later) if ask.cluster_id == wood.cluster.pk]
    assert [ask.what for ask in asked] == ["See why The Spinney has stalled"]
    assert "stalled" not in " ".join(whats(wood.ash, later))
    assert "stalled" not in " ".join(whats(wood.birch, later))


def test_many_stalled_clusters_are_one_ask(wood):
    for n in range(3):
        Cluster.objects.create(name=f"Wood {n}", programme=wood.programme, made_at=NOON)
    later = at(date(2026, 5, 20))
    (ask,) = asked_of(wood.rowan, later)
    assert ask.what == "See why 4 clusters of Growing Together have stalled"
    assert ask.url.endswith("/standing/?stalled=yes")


def test_a_gathering_that_was_held_asks_the_facilitator_who_came(wood):
    held = Gathering.objects.create(
        cluster=wood.cluster, title="Core group", held_on=TODAY, made_at=NOON
    )
    Gathering.objects.create(
        cluster=wood.cluster, title="Next", held_on=TODAY + timedelta(days=1), made_at=NOON
    )
    assert whats(wood.ash) == ["Note who came to Core group on 20 March 2026"]
    assert whats(wood.willow) == []
    Attendance.objects.create(gathering=held, membership=wood.memberships["birch"], how="in_person")
    assert whats(wood.ash) == []


def test_conditions_are_asked_for_when_the_date_is_near(wood):
    stages = in_stage(wood, 1)  # Focus is due on 1 May
    condition = asks(stages[1], "Theme chosen")
    asks(stages[1], "Ground rules signed")
    asks(stages[2], "Of a later stage")
    assert whats(wood.ash, at(date(2026, 4, 16))) == []
    found = asked_of(wood.ash, at(date(2026, 4, 17)))
    assert [(a.what, a.by_when) for a in found] == [
        ("See that Focus can end: 2 conditions not met", date(2026, 5, 1))
    ]
    ConditionMet.objects.create(
        condition=condition, cluster=wood.cluster, met_on=TODAY, noted_by="x", noted_at=NOON
    )
    assert "1 condition not met" in whats(wood.ash, at(date(2026, 4, 17)))[0]


def test_managers_have_a_card_for_each_programme(wood):
    in_stage(wood)
    card = next(c for c in cards_of(wood.rowan, NOON) if c.caption == "Programme")
    assert (card.name, card.line) == ("Growing Together", "Running. 1 cluster, none stalled.")
    later = next(c for c in cards_of(wood.rowan, at(date(2026, 9, 1))) if c.caption == "Programme")
    assert later.line == "Running. 1 cluster, 1 stalled."
    assert not [c for c in cards_of(wood.ash, NOON) if c.caption == "Programme"]
