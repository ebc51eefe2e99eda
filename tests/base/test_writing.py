"""What is written with statements that are put together once is what Django would have written."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils.functional import lazystr

from spinney.base.kernel.ids import new_uid
from spinney.base.record.models import Book, Entry
from spinney.base.record.writing import (
    AT_ONCE,
    as_object,
    change,
    in_one_go,
    insert,
    keys_of,
    put,
)
from spinney.money.models import Account, Fund
from spinney.money.models import Entry as Posted
from tests.personas import NOON

pytestmark = pytest.mark.django_db


def told(number: int, **changes: Any) -> dict[str, Any]:
    fields = {
        "book": "site", "number": number, "at": NOON, "verb": "t.say", "actor": "system:t",
        "person_id": None, "organisation_id": 7, "subject": "t.T:1",
        "detail": {"words": "100 % of “it”, %s and %(v0_0)s", "list": [1, None, True]},
        "previous": "a" * 64, "hash": "b" * 64,
    }  # fmt: skip
    return fields | changes


def written(model: type[models.Model], rows: list[dict[str, Any]]) -> list[int]:
    with connection.cursor() as cursor:
        return insert(cursor, model, rows)


def stored(model: type[models.Model], key: int, *but: str) -> list[Any]:
    """A row as it stands in the database, without its key."""
    names = [one.column for one in model._meta.concrete_fields if one.attname not in ("id", *but)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(map(connection.ops.quote_name, names))}"
            f" FROM {model._meta.db_table} WHERE id = %s", [key],
        )  # fmt: skip
        return list(cursor.fetchone())


def test_every_kind_of_value_is_stored_as_django_stores_it(wood):
    fund = Fund.objects.create(cluster=wood.cluster, name="Meadow", made_at=NOON, made_by="x")
    summer = NOON + timedelta(days=100, microseconds=5)
    posted = {
        "uid": new_uid(), "cluster_id": wood.cluster.pk, "number": 3, "day": date(2026, 3, 1),
        "words": "Tea", "source": "", "reverses_id": None, "at": summer, "by": "x",
        "before_digest": "", "digest": "",
    }  # fmt: skip
    account = {
        "uid": new_uid(), "cluster_id": wood.cluster.pk, "code": "till", "number": 1900,
        "name": "The till", "kind": Account.AccountKind.ASSET,
    }  # fmt: skip
    pairs: list[tuple[type[models.Model], dict[str, Any], dict[str, Any], list[str]]] = [
        (Entry, told(1), {"number": 2}, ["number"]),
        (Posted, posted, {"number": 4, "uid": new_uid()}, ["number", "uid"]),
        (Account, account, {"number": 1901, "code": "tin", "uid": new_uid()},
         ["number", "code", "uid"]),
    ]  # fmt: skip
    for model, row, other, but in pairs:
        (key,) = written(model, [row])
        saved = model(**row | other)
        saved.save(force_insert=True)
        assert stored(model, key, *but) == stored(model, saved.pk, *but)
        assert isinstance(model._base_manager.get(pk=key), model)
    assert fund.pk, "the rows around them are untouched"


def test_what_is_not_quite_of_the_kind_is_made_ready():
    (key,) = written(Entry, [told("5", verb=lazystr("t.later"), organisation_id=True)])
    entry = Entry.objects.get(pk=key)
    assert (entry.number, entry.verb, entry.organisation_id) == (5, "t.later", 1)


def test_more_rows_than_go_into_one_statement_keep_their_order(django_assert_num_queries):
    rows = [told(number) for number in range(1, AT_ONCE + 12)]
    with django_assert_num_queries(2):
        keys = written(Entry, rows)
    numbers = dict(Entry.objects.values_list("pk", "number"))
    assert [numbers[key] for key in keys] == [one["number"] for one in rows]
    assert written(Entry, []) == []


def test_a_field_that_is_not_given_or_that_there_is_not_is_refused():
    without = told(1)
    del without["previous"]
    with pytest.raises(TypeError, match="nothing else"):
        written(Entry, [without])
    with pytest.raises(TypeError, match="nothing else"):
        written(Entry, [told(1, strange=5)])
    with pytest.raises(KeyError):
        written(Entry, [without | {"strange": 5}])
    assert not Entry.objects.exists()


def test_what_the_database_refuses_is_refused():
    written(Entry, [told(1)])
    with pytest.raises(IntegrityError), transaction.atomic():
        written(Entry, [told(1)])
    with pytest.raises(IntegrityError), transaction.atomic():
        written(Entry, [told(2, book=None)])


def test_what_goes_in_one_go_is_written_and_its_keys_read_afterwards():
    Book.objects.create(name="site")
    with transaction.atomic(), connection.cursor() as cursor:
        with in_one_go(cursor):
            put(cursor, Entry, [told(1), told(2)])
            change(cursor, Book, "site", entries=2)
            put(cursor, Entry, [told(3), told(4)], returning=True)
        keys = keys_of(cursor)
    assert list(Entry.objects.filter(pk__in=keys).values_list("number", flat=True)) == [3, 4]
    assert Entry.objects.count() == 4
    assert Book.objects.get().entries == 2


def test_what_is_refused_in_one_go_is_refused_and_the_connection_goes_on():
    def write_twice() -> None:
        with transaction.atomic(), connection.cursor() as cursor, in_one_go(cursor):
            put(cursor, Entry, [told(1)])
            put(cursor, Entry, [told(1)])
            put(cursor, Entry, [told(2)])

    with pytest.raises(IntegrityError):
        write_twice()
    assert not Entry.objects.exists()
    written(Entry, [told(1)])


def test_what_was_written_is_an_object_as_if_it_had_been_read():
    row = told(1)
    (key,) = written(Entry, [row])
    made, read = as_object(Entry, row, key), Entry.objects.get(pk=key)
    for field in Entry._meta.concrete_fields:
        assert getattr(made, field.attname) == getattr(read, field.attname)
    assert made == read
    assert not made._state.adding
    assert not made.get_deferred_fields()


def test_one_row_is_changed_and_no_other():
    Book.objects.bulk_create([Book(name="site"), Book(name="cluster:1")])
    with connection.cursor() as cursor:
        change(cursor, Book, "site", entries=3, hash="100 %s")
    assert list(Book.objects.order_by("name").values_list("entries", "hash")) == [
        (0, "0" * 64), (3, "100 %s"),
    ]  # fmt: skip
