"""Meadowbridge, the cluster of the demonstration that is invented altogether: what each of those
who may look around there finds.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.timezone import localdate

from spinney.base.access.models import Person
from spinney.base.kernel.actors import Scope, cluster_scope
from spinney.base.record.record import verify
from spinney.clusters import api as clusters
from spinney.clusters.models import Cluster
from spinney.config.demo.meadowbridge import play_meadowbridge
from spinney.config.demo.meadowbridge.members import Meadow
from spinney.config.demo.told import meadowbridge
from spinney.diagnostics import api
from spinney.diagnostics.models import (
    Item,
    Match,
    Publication,
    Round,
    Sheet,
    SupportRequest,
    Survey,
)
from spinney.diagnostics.states import Channel, RequestState, SurveyState
from spinney.evaluation.queries.walk import walk_of
from spinney.money import api as money
from spinney.money.models import AttendancePayment, Grant, RingFence
from tests.casebook.surveying import signed_in
from tests.visitor import Visitor

MOMENT = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/London"))
TOLD = meadowbridge()
NAMES = [one["name"] for one in TOLD["organisations"]]
FIRST, SECOND = TOLD["surveys"]["first"], TOLD["surveys"]["second"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def meadow():
    with time_machine.travel(MOMENT, tick=True):
        yield play_meadowbridge(MOMENT)


def place(meadow: Meadow) -> Scope:
    return cluster_scope(meadow.cluster.pk)


def page(visitor: Visitor, name: str, *args: object) -> BeautifulSoup:
    visitor.open(reverse(f"diagnostics:{name}", args=args))
    assert visitor.status == 200, visitor.path
    return visitor.page


def what_is_there(meadow: Meadow) -> None:
    assert {m.organisation_name for m in clusters.members(meadow.cluster)} == set(NAMES)
    first = Survey.objects.get(title=FIRST)
    assert first.state == SurveyState.CLOSED
    by_paper = Sheet.objects.filter(asked__survey=first, channel=Channel.PAPER)
    assert by_paper.count() == 2
    assert Publication.objects.filter(survey=first, withdrawn_at=None).count() == 1
    assert len(api.ballot_options(meadow.cluster)) == 3
    assert Round.objects.filter(cluster=meadow.cluster).count() == 2
    assert {item.kind for item in Item.objects.all()} == {"need", "offer"}
    assert Match.objects.count() == 1
    states = SupportRequest.objects.values_list("state", flat=True)
    assert set(states) == {RequestState.ACCEPTED, RequestState.ASKED}
    assert list(verify()) == []


def a_representative_finds_a_survey_that_waits(meadow: Meadow) -> None:
    person = Person.objects.get(demo_title__startswith="A representative in Meadowbridge")
    clover = signed_in(person.email)
    clover.open("/")
    assert clover.says(f"Answer “{SECOND}”")
    survey = Survey.objects.get(title=SECOND)
    page(clover, "answer-survey", place(meadow), survey.pk)
    assert clover.page.find("a", string="Start")


def a_member_sees_totals_and_not_who_said_what(meadow: Meadow) -> None:
    clover = signed_in(TOLD["organisations"][0]["email"])
    first = Survey.objects.get(title=FIRST)
    page(clover, "results", place(meadow), first.pk)
    assert clover.says("Help is needed most with")
    assert clover.says(TOLD["texts"]["note"])
    assert not clover.says(TOLD["texts"]["keep_back"])
    assert not [name for name in NAMES if name in clover.page.find("main").get_text(" ")]
    named = reverse("diagnostics:named-results", args=[place(meadow), first.pk])
    assert clover.client.get(named).status_code == 403


def the_facilitator_finds_names_and_something_to_do(meadow: Meadow) -> None:
    juniper = signed_in(TOLD["facilitator"]["email"])
    juniper.open("/")
    assert juniper.says(f"Find help for {TOLD['waiting_request']['who']}")
    first = Survey.objects.get(title=FIRST)
    page(juniper, "named-results", place(meadow), first.pk)
    assert all(juniper.says(name) for name in NAMES)
    page(juniper, "rounds", meadow.cluster.pk)
    for which in ("first", "second"):
        for reason in TOLD["themes"][which]["aside"].values():
            assert juniper.says(f"Set aside: {reason}")


def the_walk_is_done_but_for_the_report_to_the_funder(meadow: Meadow) -> None:
    walk = walk_of(meadow.cluster, localdate())
    standing = {one.link.key: one.state for one in walk.links}
    assert standing.pop("report") == "begun"
    assert set(standing.values()) == {"done"}, standing
    for one in walk.links:
        told = [sign.words for sign in one.evidence]
        assert len(told) == len(set(told)), "what two records say is said once"
    clover = signed_in(TOLD["organisations"][0]["email"])
    clover.open(reverse("evaluation:walk", args=[meadow.cluster.pk]))
    assert clover.says(f"“{TOLD['workplan']['title']}” was agreed")
    assert clover.says(f"Instalment 1 of “{TOLD['money']['grant']['title']}” was released")


def a_newcomer_begins_with_its_walk(meadow: Meadow) -> None:
    with override_settings(DEMO=True):
        newcomer = Visitor(Client())
        newcomer.open("/")
        newcomer.press(f"Begin with {meadow.cluster.name}")
        assert newcomer.path == reverse("evaluation:walk", args=[meadow.cluster.pk])
        assert newcomer.says("Write the report that the funder asks for.")


def the_plan_shows_what_is_late_and_what_waits(meadow: Meadow) -> None:
    clover = signed_in(TOLD["organisations"][0]["email"])
    clover.open(reverse("workplans:activities", args=[meadow.cluster.pk]))
    rows = [row.get_text(" ", strip=True) for row in clover.page.select("tbody tr")]
    assert len(rows) == len(TOLD["workplan"]["activities"])
    for title, words in (
        ("Ask three trainers what a day would cost", "3 days past its last day"),
        ("Mend the four old computers at Sallow Green", "needs help"),
        ("A calendar of training for all of us", "done"),
    ):
        (row,) = [one for one in rows if title in one and one.startswith(title)]
        assert words in row.lower(), row


def the_money_adds_up(meadow: Meadow) -> None:
    grant = Grant.objects.get(cluster=meadow.cluster)
    released = sum(one.pence for one in grant.instalments.filter(state="received"))
    assert released == 540_000
    paid = sum(one["pence"] for one in TOLD["money"]["payments"])
    fence = RingFence.objects.get(cluster=meadow.cluster)
    came = AttendancePayment.objects.filter(ring_fence=fence)
    assert {one.state for one in came} == {"paid", "due"}
    for_coming = sum(one.pence for one in came.filter(state="paid"))
    assert fence.remaining_pence == fence.amount_pence - sum(one.pence for one in came)
    assert money.balance(meadow.cluster, account="bank", fund=grant.fund) == (
        released - paid - for_coming
    )
    second = grant.instalments.get(number=2)
    juniper = signed_in(TOLD["facilitator"]["email"])
    juniper.open(reverse("money:grant", args=[meadow.cluster.pk, grant.pk]))
    assert juniper.says("Report 1 is accepted")
    assert second.state == "planned"


def it_stands_apart_from_collaborate_2(meadow: Meadow) -> None:
    assert meadow.cluster.programme_id == meadow.programme.pk
    for named in (meadow.cluster, meadow.programme):
        assert "(illustrative)" in named.name
    manager = Client()
    manager.force_login(
        Person.objects.create_user("rowan@programme.example.org"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    assert manager.get(f"/clusters/{Cluster.objects.get().pk}/").status_code == 404


ACTS = (
    what_is_there,
    a_representative_finds_a_survey_that_waits,
    a_member_sees_totals_and_not_who_said_what,
    the_facilitator_finds_names_and_something_to_do,
    the_walk_is_done_but_for_the_report_to_the_funder,
    a_newcomer_begins_with_its_walk,
    the_plan_shows_what_is_late_and_what_waits,
    the_money_adds_up,
    it_stands_apart_from_collaborate_2,
)


def test_meadowbridge_shows_what_members_say(meadow, subtests):
    for act in ACTS:
        with subtests.test(act.__name__.replace("_", " ")):
            act(meadow)
