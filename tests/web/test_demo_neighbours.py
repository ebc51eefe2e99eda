"""What a newcomer finds in the demonstration beside the whole walk of Meadowbridge: clusters at
different points of it, where their decisions came from, a proposal to move what is left over, and a
verdict on a shared cost.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import localdate, now

from spinney.base.kernel.actors import Actor
from spinney.base.record.record import verify
from spinney.clusters import api as clusters
from spinney.clusters.models import Cluster, Programme
from spinney.clusters.queries.standing import standing_of
from spinney.config.demo import load_demonstration
from spinney.config.demo.told import facts
from spinney.evaluation.queries.threads import threads_of
from spinney.evaluation.queries.value import costs_of
from spinney.evaluation.queries.walk import walks_of
from spinney.money.models import Reallocation, SharedCost
from spinney.register.models import Organisation
from tests.casebook.surveying import signed_in

MOMENT = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/London"))
SITE = Actor.system("test")
DONE = {"Fennering": 6, "Larkbeck": 4, "Meadowbridge": 10, "Quillmere": 1}
"""How many of the links of the walk each cluster of the invented programme has done."""
pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    with time_machine.travel(MOMENT, tick=True):
        assert load_demonstration(now=MOMENT)
        yield Programme.objects.get(name__startswith="Neighbours in the Meadow")


def each_is_at_another_point_of_the_walk(programme: Programme) -> None:
    walks = walks_of(SITE, programme, localdate())
    assert {one.cluster.place: one.done for one in walks} == DONE
    at = {one.cluster.place: one.at.link.key for one in walks if one.at}
    assert at == {
        "Fennering": "grant", "Larkbeck": "workplan", "Meadowbridge": "report",
        "Quillmere": "focus",
    }  # fmt: skip


def the_manager_sees_them_side_by_side(programme: Programme) -> None:
    aspen = signed_in("aspen@meadowtrust.example.org")
    aspen.open(reverse("evaluation:programme-walk", args=[programme.pk]))
    assert all(aspen.says(f"{place} (illustrative)") for place in DONE)
    aspen.open("/")
    assert aspen.says("See why Fennering (illustrative) has stalled")


def one_of_them_has_stalled(programme: Programme) -> None:
    found = standing_of(programme, now())
    assert [one.cluster.place for one in found if one.is_stalled] == ["Fennering"]


def everybody_in_them_is_invented(programme: Programme) -> None:
    for one in Cluster.objects.filter(programme=programme):
        assert "(illustrative)" in one.name
        members = [each.organisation_id for each in clusters.members(one)]
        assert 4 <= len(members) <= 6
        found = Organisation.objects.filter(pk__in=members)
        assert set(found.values_list("source", flat=True)) == {"Illustrative"}


def what_is_done_leads_back_to_a_theme(programme: Programme) -> None:
    for place in ("Meadowbridge", "Fennering"):
        found = threads_of(SITE, Cluster.objects.get(place=place))
        assert found
        assert all(one.theme.text and one.decision.text for one in found), place


def what_is_left_over_is_to_be_moved(programme: Programme) -> None:
    one = Reallocation.objects.get(cluster__programme=programme)
    assert (one.state, one.moves.count()) == ("proposed", 2)
    juniper = signed_in("juniper@meadowbridge.example.org")
    juniper.open(reverse("money:reallocation", args=[one.cluster_id, one.pk]))
    assert juniper.says("Proposed")
    juniper.open(reverse("money:underspend", args=[one.cluster_id]))
    (hall,) = [
        row.get_text(" ", strip=True)
        for row in juniper.page.select("tbody tr")
        if row.get_text(strip=True).startswith("Hall for our meetings")
    ]
    assert "£845" in hall


def the_hall_is_judged_as_fair(programme: Programme) -> None:
    cost = SharedCost.objects.get(cluster__programme=programme)
    assert cost.budget_line is not None
    assert all(one.exempt_activity for one in cost.shares.all())
    here = [cost.cluster_id, cost.pk]
    juniper = signed_in("juniper@meadowbridge.example.org")
    juniper.open(reverse("money:compare-rules", args=here))
    assert juniper.says("No member and no group would pay less alone.")
    juniper.open(reverse("money:vat-evidence", args=here))
    assert juniper.says("Advice on housing, free to all: no business.")


def a_day_in_collaborate_2_costs_what_follows_from_its_report(programme: Programme) -> None:
    told = facts()["programme"]
    collaborate = Programme.objects.get(name=told["name"])
    assert collaborate.day_rate_pence == 65_000
    days = collaborate.facilitation_days + collaborate.review_days
    whole = collaborate.grant_pence + collaborate.day_rate_pence * days
    assert whole == told["cost"]["pounds_per_cluster"] * 100
    assert "£650 is what is left" in collaborate.summary
    assert costs_of(collaborate).total_pence is not None


def the_record_holds_together(programme: Programme) -> None:
    assert list(verify()) == []


ACTS = (
    each_is_at_another_point_of_the_walk,
    the_manager_sees_them_side_by_side,
    one_of_them_has_stalled,
    everybody_in_them_is_invented,
    what_is_done_leads_back_to_a_theme,
    what_is_left_over_is_to_be_moved,
    the_hall_is_judged_as_fair,
    a_day_in_collaborate_2_costs_what_follows_from_its_report,
    the_record_holds_together,
)


def test_the_demonstration_shows_what_a_newcomer_asks_for(loaded, subtests):
    for act in ACTS:
        with subtests.test(act.__name__.replace("_", " ")):
            act(loaded)
