"""Prepared reads give what the query set would, and nothing of what was asked before."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.test.utils import CaptureQueriesContext

from spinney.base.access.models import Person
from spinney.base.record.prepared import Prepared, give_related, prepared
from spinney.clusters.models import Criterion, Membership, Tier
from spinney.register.models import Mandate, Organisation

pytestmark = pytest.mark.django_db


@prepared
def held(person: int, on: date) -> QuerySet[Mandate]:
    rows = Mandate.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), person=person)
    return rows.filter(starts_on__lte=on).select_related("organisation", "person")


@prepared
def among(ids: list[int], names: list[str]) -> QuerySet[Organisation, str]:
    rows = Organisation.objects.filter(Q(pk__in=ids) | Q(name__in=names))
    return rows.order_by("name").values_list("name", flat=True)


@prepared
def but(ids: list[int]) -> QuerySet[Organisation]:
    return Organisation.objects.exclude(pk__in=ids).order_by("pk")


@prepared
def joined_since(moment: datetime) -> QuerySet[Person, int]:
    return Person.objects.filter(joined_at__gte=moment).values_list("pk", flat=True)


@prepared
def by_state(state: str) -> QuerySet[Membership, tuple[int, int]]:
    counted = Membership.objects.filter(state=state).values_list("cluster")
    return counted.annotate(Count("pk")).order_by("cluster")


@prepared
def confirmed(since: date) -> QuerySet[Mandate, tuple[date, UUID]]:
    rows = Mandate.objects.filter(starts_on__gte=since).order_by("pk")
    return rows.values_list("starts_on", "organisation__uid")


def test_each_call_answers_for_its_own_values(wood):
    on = date(2026, 3, 20)
    for name in ("birch", "cedar", "sorrel", "birch"):
        (found,) = held(person=wood.people[name].pk, on=on)
        assert found.organisation == wood.organisations[name]
        assert found.person == wood.people[name]
    assert held(person=wood.people["elm"].pk, on=on) == []
    assert held(person=wood.people["birch"].pk, on=date(2025, 12, 31)) == []


def test_what_is_changed_is_seen_at_once(wood):
    on = date(2026, 3, 20)
    person = wood.people["birch"].pk
    assert held(person=person, on=on)
    Mandate.objects.filter(person=person).update(ends_on=date(2026, 3, 19))
    assert held(person=person, on=on) == []


def test_related_rows_come_in_the_same_query(wood):
    held(person=wood.people["birch"].pk, on=date(2026, 3, 20))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        (found,) = held(person=wood.people["birch"].pk, on=date(2026, 3, 20))
        assert found.organisation.name == "Birch House"
    assert len(queries) == 1


def test_a_cursor_that_is_open_already_gives_the_same(wood):
    ids = [wood.organisations["birch"].pk]
    with connection.cursor() as cursor:
        assert among.read_with(cursor, ids=ids, names=[]) == among(ids=ids, names=[])
        assert by_state.read_with(cursor, state="active") == by_state(state="active")
        by_state.ask_with(cursor, state="active")
        assert cursor.fetchall() == by_state(state="active")
        assert confirmed.read_with(cursor, since=date(2000, 1, 1)) == list(
            Mandate.objects.order_by("pk").values_list("starts_on", "organisation__uid")
        )
        with pytest.raises(TypeError, match="values_list"):
            held.read_with(cursor, person=1, on=date(2026, 3, 20))
        with pytest.raises(TypeError, match="none of None"):
            by_state.read_with(cursor, state=None)


def test_lists_of_any_length(wood):
    birch, cedar = wood.organisations["birch"].pk, wood.organisations["cedar"].pk
    both = ["Birch House", "Cedar Housing Association"]
    assert among(ids=[birch, cedar], names=[]) == both
    assert among(ids=[], names=["Birch House"]) == ["Birch House"]
    assert among(ids=[cedar], names=["Birch House", "Nobody's"]) == both
    assert among(ids=[], names=[]) == []


def test_nothing_is_left_out_by_an_empty_list(wood):
    assert len(but(ids=[])) == Organisation.objects.count()
    assert wood.organisations["birch"] not in but(ids=[wood.organisations["birch"].pk])


def test_moments_and_counts(wood):
    assert len(joined_since(moment=datetime(2020, 1, 1, tzinfo=UTC))) == Person.objects.count()
    assert joined_since(moment=datetime(2200, 1, 1, tzinfo=UTC)) == []
    assert by_state(state="active") == [(wood.cluster.pk, 2), (wood.next_door.pk, 1)]
    assert by_state(state="left") == []


def test_a_text_is_never_part_of_the_statement(wood):
    assert by_state(state="active' OR 1=1 --") == []
    assert among(ids=[], names=["%s", "/*ids*/", "Birch House' --"]) == []


def test_the_statement_is_written_once(wood, monkeypatch):
    written = []

    def build(state: str) -> QuerySet[Membership]:
        written.append(state)
        return Membership.objects.filter(state=state)

    read = Prepared(build)
    assert len(read(state="active")) == 3
    assert read(state="left") == []
    assert len(written) == 1


def test_arguments_must_be_there_and_not_none(wood):
    with pytest.raises(TypeError, match="person, on"):
        held(person=1)
    with pytest.raises(TypeError, match="none of None"):
        held(person=None, on=date(2026, 3, 20))
    with pytest.raises(TypeError, match="takes int"):
        prepared(_of_a_strange_kind)


def _of_a_strange_kind(size: float) -> QuerySet[Person]:
    return Person.objects.all()


def test_first_or_nothing(wood):
    on = date(2026, 3, 20)
    assert held.first(person=wood.people["elm"].pk, on=on) is None
    assert held.first(person=wood.people["birch"].pk, on=on).post == "Director"


def test_related_rows_may_be_given(wood):
    tier = wood.tiers["core"]
    mine = Criterion(tier=tier, evidence_kind="accounts")
    give_related(tier, "criteria", [mine])
    with CaptureQueriesContext(connection) as queries:
        assert list(tier.criteria.all()) == [mine]
    assert not queries
    assert list(Tier.objects.get(pk=tier.pk).criteria.all()) == []
