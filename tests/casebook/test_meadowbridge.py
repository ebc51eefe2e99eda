"""Meadowbridge, the cluster of the demonstration that is invented altogether: what each of those
who may look around there finds.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

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


def it_stands_apart_from_collaborate_2(meadow: Meadow) -> None:
    assert meadow.cluster.programme_id is None
    assert "(illustrative)" in meadow.cluster.name
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
    it_stands_apart_from_collaborate_2,
)


def test_meadowbridge_shows_what_members_say(meadow, subtests):
    for act in ACTS:
        with subtests.test(act.__name__.replace("_", " ")):
            act(meadow)
