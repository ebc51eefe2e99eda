"""The record is append-only, chained, and shows tampering."""

import pytest
from django.db import transaction

from spinney.base.kernel.actors import Actor, Scope
from spinney.base.record.models import Book, Entry
from spinney.base.record.record import hash_of, record, recorded, verify
from tests.personas import NOON

pytestmark = pytest.mark.django_db
HERE = Scope("cluster", 7)


def write(count: int) -> list[Entry]:
    book = Book(name="x")
    with transaction.atomic():
        return [
            record("t.say", by=Actor.system("t"), on=book, at=NOON, scope=HERE, n=n)
            for n in range(count)
        ]


def test_entries_follow_each_other():
    first, second, third = write(3)
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert [e.number for e in (first, second, third)] == [1, 2, 3]
    assert list(verify()) == []


def test_an_entry_is_as_it_will_be_read_and_is_heard_of():
    heard = []

    def hear(entry, **more):
        heard.append(entry)

    recorded.connect(hear)
    try:
        (told,) = write(1)
    finally:
        recorded.disconnect(hear)
    read = Entry.objects.get()
    for field in Entry._meta.concrete_fields:
        assert getattr(told, field.attname) == getattr(read, field.attname)
    assert hash_of(read) == read.hash == Book.objects.get().hash
    assert heard == [told]


def test_three_statements_tell_the_record(django_assert_num_queries):
    write(1)
    book = Book(name="x")
    with transaction.atomic(), django_assert_num_queries(3):
        record("t.say", by=Actor.system("t"), on=book, at=NOON, scope=HERE, n=2)
    assert Book.objects.get().entries == 2


def test_a_changed_entry_shows():
    entry = write(3)[1]
    Entry.objects.filter(pk=entry.pk).update(detail={"n": 99})
    assert [(f.number, f.reason) for f in verify()] == [(2, "was changed after it was written")]


def test_a_removed_entry_shows():
    entry = write(3)[1]
    Entry.objects.filter(pk=entry.pk).delete()
    assert "entry 2 is missing" in [f.reason for f in verify()]


def test_a_cut_end_shows():
    entry = write(3)[2]
    Entry.objects.filter(pk=entry.pk).delete()
    assert [f.reason for f in verify()] == ["the end is missing: 3 entries were written"]


def test_a_removed_book_shows():
    write(1)
    Book.objects.all().delete()
    assert [f.reason for f in verify()] == ["entries without a book: the book was removed"]


def test_an_entry_is_lost_with_its_deed():
    def break_off():
        with transaction.atomic():
            record("t.say", by=Actor.system("t"), on=Book(name="x"), at=NOON, scope=HERE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    assert Entry.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_no_entry_outside_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        record("t.say", by=Actor.system("t"), on=Book(name="x"), at=NOON, scope=HERE)
