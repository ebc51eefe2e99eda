"""Home: what is asked of me, what happened since, where my clusters are; and the front page."""

import gzip
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from spinney.base.access import asks, minutes
from spinney.base.access.asks import Ask
from spinney.base.access.links import Errand, in_days, issue, spend
from spinney.base.access.models import Person
from spinney.base.kernel.actors import Actor, Role, cluster_scope
from spinney.base.record import timeline
from spinney.base.record.record import record
from spinney.base.record.timeline import Sentence, tell
from spinney.base.web import first_steps, home_cards
from spinney.base.web.components.parts import Stage
from spinney.base.web.first_steps import FirstStep
from spinney.base.web.home_cards import HomeCard
from spinney.clusters.models import Cluster, Facilitator, Membership
from spinney.clusters.states import ClusterState, MembershipState
from spinney.register.models import Mandate, Organisation
from tests.access import client_of

pytestmark = pytest.mark.django_db
READERS = frozenset({Role.MEMBER, Role.FACILITATOR})


@pytest.fixture
def asked(monkeypatch):
    """What the rooms ask: filled by the test, of the actor for whom a function says so."""
    found = []
    monkeypatch.setattr(
        asks, "_sources", [lambda actor, moment: [a for f in found for a in f(actor)]]
    )
    return found


@pytest.fixture
def cards(monkeypatch):
    found = []
    monkeypatch.setattr(home_cards, "_sources", [lambda actor, moment: found])
    return found


@pytest.fixture
def happens(wood, monkeypatch):
    """Something happens in The Spinney, told to its members."""
    monkeypatch.setattr(timeline, "_SENTENCES", {})
    monkeypatch.setattr(timeline, "_READABLE", {})
    tell({"tests.move": Sentence("{who} moved", READERS), "tests.hide": Sentence("x", frozenset())})

    def something(who, *, at=None, verb="tests.move", by=None):
        with transaction.atomic():
            record(
                verb,
                by=by or Actor.system("test"),
                on=wood.cluster,
                at=at or now(),
                scope=cluster_scope(wood.cluster.pk),
                who=who,
            )

    return something


def ask(what, **changes):
    return Ask(what, changes.pop("url", f"/{what}/"), changes.pop("minutes", 2), **changes)


class TestAsked:
    def test_soonest_first_with_everything_said(self, wood, asked):
        asked.append(
            lambda actor: [
                ask("Look at this some day", minutes=10),
                ask(
                    "Vote",
                    minutes=4,
                    organisation="Birch House",
                    cluster="The Spinney",
                    by_when=date(2031, 3, 12),
                ),
                ask("Answer", by_when=date(2031, 3, 5)),
            ]
        )
        text = client_of(wood, "birch").get("/").text
        assert "3 things, " in text
        assert "16 minutes in all" in text
        assert text.index("Answer") < text.index("Vote") < text.index("Look at this some day")
        for part in ("Birch House · The Spinney", "12 March 2031", "4 minutes"):
            assert part in text

    def test_nothing_asked_says_so_and_what_the_average_was(self, wood, asked, monkeypatch):
        monkeypatch.setattr(minutes, "_minutes", {"tests.move": 6})
        with transaction.atomic():
            for name, times in (("birch", 1), ("ash", 2)):
                for _ in range(times):
                    record(
                        "tests.move",
                        by=wood.actor(name),
                        on=wood.cluster,
                        at=now(),
                        scope=cluster_scope(wood.cluster.pk),
                    )
        text = client_of(wood, "birch").get("/").text
        assert "Nothing is asked of you." in text
        assert "9 minutes" in text
        assert "of each person, on average" in text
        assert "You have given about 6 minutes this month" in text or "6 minutes" in text

    def test_what_another_of_my_organisations_is_asked(self, wood, asked):
        other = Organisation.objects.create(name="Second Hand Books")
        Mandate.objects.create(
            organisation=other,
            person=wood.people["birch"],
            starts_on=date(2026, 1, 1),
            given_by="system:test",
            given_at=now(),
        )
        asked.append(
            lambda actor: [ask("Sign")] if actor.organisation_id == other.pk else [ask("Vote")]
        )
        client = client_of(wood, "birch")
        text = client.get("/").text
        assert "Vote" in text
        assert "Sign" not in text.split("spinney-card")[0].split("<main")[1]
        assert "For <strong>Second Hand Books</strong> you are asked" in text
        client.post("/act-for/", {"organisation": other.pk, "next": "/"})
        text = client.get("/").text
        assert "Sign" in text
        assert "For <strong>Birch House</strong> you are asked" in text

    def test_what_is_asked_of_the_person_is_said_once(self, wood, asked):
        other = Organisation.objects.create(name="Second Hand Books")
        Mandate.objects.create(
            organisation=other,
            person=wood.people["birch"],
            starts_on=date(2026, 1, 1),
            given_by="system:test",
            given_at=now(),
        )
        asked.append(lambda actor: [ask("Read this")])
        assert client_of(wood, "birch").get("/").text.count(">Read this<") == 1


class TestHappened:
    def test_five_newest_of_what_others_did_since_my_last_visit(self, wood, happens, cards):
        cards.append(HomeCard("The Spinney", "/c/1/", cluster_scope(wood.cluster.pk)))
        Person.objects.update(seen_home_at=now() - timedelta(days=2))
        happens("Too old", at=now() - timedelta(days=3))
        for n in range(6):
            happens(f"Number {n}", at=now() - timedelta(hours=6 - n))
        happens("Hidden thing", verb="tests.hide")
        happens("Birch herself", by=wood.birch)
        text = client_of(wood, "birch").get("/").text
        assert [n for n in range(6) if f"Number {n} moved" in text] == [1, 2, 3, 4, 5]
        assert text.index("Number 5") < text.index("Number 1")
        assert "Too old" not in text
        assert "Birch herself" not in text
        assert 'href="/c/1/">Number 5 moved' in text

    def test_it_stays_new_during_a_visit_and_is_old_at_the_next(self, wood, happens):
        Person.objects.update(seen_home_at=now() - timedelta(days=2))
        happens("Somebody")
        client = client_of(wood, "birch")
        assert "Somebody moved" in client.get("/").text
        assert "Somebody moved" in client.get("/").text
        later = client_of(wood, "birch")
        assert "Somebody moved" not in later.get("/").text

    def test_at_the_first_visit_it_is_what_happened_lately(self, wood, happens):
        happens("Somebody", at=now() - timedelta(days=30))
        happens("Long ago", at=now() - timedelta(days=70))
        text = client_of(wood, "birch").get("/").text
        assert "What happened lately" in text
        assert "Somebody moved" in text
        assert "Long ago" not in text

    def test_outsiders_read_nothing_of_it(self, wood, happens):
        Person.objects.update(seen_home_at=now() - timedelta(days=2))
        happens("Somebody")
        for name in ("sorrel", "elm", "hazel"):
            assert "Somebody moved" not in client_of(wood, name).get("/").text


class TestCards:
    def test_each_with_its_stage_line(self, wood, cards):
        cards.append(
            HomeCard(
                "The Spinney",
                "/clusters/1/",
                cluster_scope(1),
                line="Waits for the vote.",
                stages=(Stage("Finding out", "done"), Stage("Focus", "now")),
                caption="Growing Together",
            )
        )
        text = client_of(wood, "birch").get("/").text
        for part in ('href="/clusters/1/"', "Waits for the vote.", "Focus", "Growing Together"):
            assert part in text


class TestNewcomer:
    def test_the_rooms_say_how_to_begin(self, wood):
        text = client_of(wood, "elm").get("/").text
        assert "Find your organisation and say that you act for it" in text
        assert "Add an organisation that is not on the register" in text

    def test_begins_with_her_organisation_or_an_invitation(self, wood, monkeypatch, asked, cards):
        step = FirstStep("Find your organisation", "It may be on the register.", "help")
        nowhere = FirstStep("Go nowhere", "", "no-such-view")
        monkeypatch.setattr(first_steps, "_steps", {"help": step, "no-such-view": nowhere})
        text = client_of(wood, "elm").get("/").text
        assert "Welcome, Elm" in text
        assert text.count("Find your organisation") == 1
        assert 'href="/help/"' in text
        assert "Go nowhere" not in text
        assert "Were you invited?" in text


class TestFrontPage:
    def test_it_says_what_spinney_is_and_where_to_sign_in(self, db):
        page = Client().get("/")
        assert page.status_code == 200
        assert "A spinney is a small cluster of trees" in page.text
        assert 'href="/account/login/"' in page.text
        assert "_auth_user_id" not in page.client.session

    def test_looking_at_it_asks_the_database_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            Client().get("/")


class TestWeight:
    def test_queries_do_not_grow_with_what_there_is(
        self, wood, happens, asked, cards, django_assert_max_num_queries
    ):
        client = client_of(wood, "birch")
        client.get("/")
        for n in range(5):
            happens(f"Number {n}")
            cards.append(HomeCard(f"Cluster {n}", "/", cluster_scope(n)))
        asked.append(lambda actor: [ask(f"Thing {n}") for n in range(30)])
        # session, person, mandates, roles (facilitator, manager, member), happenings, minutes given
        # (by the record, by links), and what the rooms add
        with django_assert_max_num_queries(10):
            client.get("/")

    # A member is asked for evidence by each cluster that she belongs to: three queries each.
    @pytest.mark.parametrize(("who", "for_each"), [("rowan", 0), ("ash", 0), ("birch", 3)])
    def test_with_what_the_rooms_say_it_does_not_grow_with_clusters(
        self, wood, who, for_each, django_assert_max_num_queries
    ):
        def join(number):
            there = Cluster.objects.create(
                name=f"Cluster {number}",
                programme=wood.programme,
                state=ClusterState.ACTIVE,
                made_at=now(),
            )
            Facilitator.objects.create(
                cluster=there, person=wood.people["ash"], starts_on=date(2026, 1, 1)
            )
            Membership.objects.create(
                cluster=there,
                organisation=wood.organisations["birch"],
                admitted_to=wood.tiers["core"],
                tier=wood.tiers["core"],
                state=MembershipState.ACTIVE,
                asked_at=now(),
                joined_on=date(2026, 1, 10),
            )

        client = client_of(wood, who)
        join(0)
        client.get("/")
        with CaptureQueriesContext(connection) as first:
            client.get("/")
        assert len(first) < 54  # what is decided together asks for itself too
        for number in range(1, 7):
            join(number)
        with django_assert_max_num_queries(len(first) + 6 * for_each):
            assert "Cluster 6" in client.get("/").text

    @pytest.mark.parametrize("who", ["birch", "nobody"])
    def test_the_first_load_is_under_100_kilobytes(self, wood, who):
        text = client_of(wood, who).get("/").text
        addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text))
        weight = len(gzip.compress(text.encode()))
        for address in addresses:
            path = finders.find(address.removeprefix(settings.STATIC_URL))
            assert path, address
            data = Path(path).read_bytes()
            weight += len(data) if path.endswith((".woff2", ".png")) else len(gzip.compress(data))
        assert weight < 100_000

    def test_nothing_comes_from_elsewhere(self, wood):
        text = client_of(wood, "birch").get("/").text
        assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]+"', text) == []


class TestMinutes:
    @pytest.fixture(autouse=True)
    def verbs(self, monkeypatch):
        monkeypatch.setattr(minutes, "_minutes", {})
        minutes.takes({"tests.move": 4})

    def did(self, wood, by, at):
        with transaction.atomic():
            for verb in ("tests.move", "tests.unknown"):
                record(verb, by=by, on=wood.cluster, at=at, scope=cluster_scope(wood.cluster.pk))

    def test_what_a_person_did_and_what_she_did_by_link(self, wood):
        start = now() - timedelta(days=10)
        self.did(wood, wood.birch, now())
        self.did(wood, wood.birch, start - timedelta(days=1))
        self.did(wood, wood.cedar, now())
        errand = Errand("tests.move", "tests.Thing:1", cluster_scope(1), minutes=7)
        link, _ = issue(
            errand,
            by=Actor.system("t"),
            now=now(),
            expires_at=in_days(now(), 7),
            person=wood.people["birch"],
            organisation_id=wood.organisations["birch"].pk,
        )
        assert minutes.given_by(wood.birch, since=start) == 4
        spend(link, now=now())
        assert minutes.given_by(wood.birch, since=start) == 11
        assert minutes.given_for(wood.organisations["birch"].pk, since=start) == 11
        given = minutes.average_given(since=start)
        assert (given.minutes, given.people, given.average) == (15, 2, 8)

    def test_nobody_has_given_anything(self, db):
        assert minutes.average_given(since=now()).average == 0
        assert minutes.minutes_of("tests.unknown") == 0
