"""One entry of the ledger: sound, numbered, kept for good, added up."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import BadInput, SpinneyError, WrongState
from spinney.base.record.models import Entry as Recorded
from spinney.money.actions.posting import post_entry
from spinney.money.bridge.posting import CHART, PostingLine
from spinney.money.events.ledger import entry_posted
from spinney.money.models import Account, Entry, Posting
from spinney.money.models.ledger import LedgerIsFixed
from spinney.money.queries.balances import (
    NONE,
    FundState,
    balance,
    balances_by,
    fund_states,
    received,
    spent,
)
from spinney.money.queries.chain import verify_ledger
from tests.money.making import DAY, NOON, a_budget, a_fund
from tests.money.posting import came_in, check_kept, paid, posted

pytestmark = pytest.mark.django_db


def test_an_entry_is_numbered_kept_and_added_up(wood):
    fund = a_fund(wood.cluster)
    heard = []
    entry_posted.connect(lambda entry, **more: heard.append(entry.number), weak=False)
    came_in(wood, 150_000, fund)
    line = a_budget(wood.cluster).lines.get()
    entry = posted(
        wood,
        [
            PostingLine("activity_cost", 3_000, fund, budget_line_id=line.pk),
            PostingLine("activity_cost", 1_550, fund),
            PostingLine("bank", -4_550),
        ],
        source="money.Claim:1",
    )
    assert (entry.number, heard) == (2, [1, 2])
    assert Account.objects.filter(cluster=wood.cluster).count() == len(CHART)
    assert {one.fund_id for one in entry.postings.all()} == {fund.pk}, "one fund: all of it"
    assert balance(wood.cluster, account="bank") == 145_450
    assert balance(wood.cluster, account="bank", first=DAY, last=DAY) == 145_450
    assert balance(wood.cluster, budget_line_id=line.pk) == 3_000
    assert balances_by(wood.cluster, "account", kind="cost") == {("activity_cost",): 4_550}
    assert (received(wood.cluster), spent(wood.cluster, fund=fund)) == (150_000, 4_550)
    assert fund_states(wood.cluster) == {fund.pk: FundState(150_000, 4_550, 145_450)}
    check_kept(wood.cluster)
    told = Recorded.objects.filter(verb="money.post_entry").latest("number").detail
    assert told == {"number": 2, "digest": entry.digest}


def test_what_a_fund_has_is_its_own(wood):
    fund, other = a_fund(wood.cluster), a_fund(wood.cluster, name="Another")
    came_in(wood, 9_000, fund)
    paid(wood, 2_500, fund)
    both = ("bank", "activity_cost")
    for of in (fund, fund.pk):
        assert balance(wood.cluster, account="bank", fund=of) == 6_500
        assert balance(wood.cluster, account=both, fund=of) == 9_000
        assert balance(wood.cluster, account="bank", fund=of, last=DAY) == 6_500
        assert balance(wood.next_door, account="bank", fund=of) == 0
        assert balance(wood.cluster, account=(), fund=of) == 0
    assert balance(wood.cluster, account="bank", fund=other) == 0
    assert balance(wood.cluster, account="bank", fund=NONE) == 0


def test_as_few_statements_as_there_are_tables(wood):
    """The end of the ledger with the accounts, entry, lines, kept sums; the end of the record's
    book, its entry, its end. Where rows are locked, the ledger is held first.
    """
    fund, by = a_fund(wood.cluster), Actor.system("test")
    lines = [PostingLine("activity_cost", 5, fund), PostingLine("bank", -5, fund)]
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            post_entry(cluster=wood.cluster, day=DAY, words="Tea", lines=lines, by=by, now=NOON)
    said = [one["sql"].split()[0] for one in queries if "SAVEPOINT" not in one["sql"]]
    held = ["SELECT"] if connection.features.has_select_for_update else []
    assert said == [
        *held, "SELECT", "INSERT", "INSERT", "INSERT", "SELECT", "UPDATE", "INSERT",
    ]  # fmt: skip
    check_kept(wood.cluster)
    assert verify_ledger(wood.cluster) == []


def test_what_is_given_back_is_what_stands_there(wood):
    fund = a_fund(wood.cluster)
    first = paid(wood, fund=fund)
    given = paid(wood, fund=fund, words="Tea " * 100, source="money.Claim:1")
    read = Entry.objects.get(number=2)
    for field in Entry._meta.concrete_fields:
        assert getattr(given, field.attname) == getattr(read, field.attname)
    assert (given.before_digest, len(given.words)) == (first.digest, 300)
    with CaptureQueriesContext(connection) as queries:
        assert given.cluster == wood.cluster
    assert not queries


def test_a_note_that_is_cut_short_is_in_the_chain_as_it_is_kept(wood):
    posted(wood, [PostingLine("bank", -5, note="n" * 300), PostingLine("other_cost", 5)])
    assert Posting.objects.filter(note="n" * 200).count() == 1
    assert verify_ledger(wood.cluster) == []


def test_a_move_between_funds_is_what_one_gave_and_the_other_got(wood):
    one, other = a_fund(wood.cluster), a_fund(wood.cluster, name="Own reserves")
    came_in(wood, 10_000, one)
    posted(wood, [PostingLine("bank", -4_000, one), PostingLine("bank", 4_000, other)])
    assert fund_states(wood.cluster) == {
        one.pk: FundState(10_000, 0, 6_000, -4_000), other.pk: FundState(0, 0, 4_000, 4_000),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([("bank", -100), ("activity_cost", 99)], "differ by £0.01"),
        ([("bank", 0), ("activity_cost", 0)], "above nought"),
        ([("bank", 100)], "two lines"),
        ([("till", -100), ("bank", 100)], "no account “till”"),
    ],
)
def test_what_is_no_entry_is_refused_in_words(wood, lines, told):
    with pytest.raises(BadInput, match=told):
        posted(wood, [PostingLine(account, pence) for account, pence in lines])
    assert not Entry.objects.exists()


def test_another_clusters_fund_and_line_and_a_closed_fund_are_refused(wood):
    theirs = a_fund(wood.next_door)
    with pytest.raises(BadInput, match="another cluster’s"):
        paid(wood, fund=theirs)
    line = a_budget(wood.next_door).lines.get()
    with pytest.raises(BadInput, match="not in this cluster’s budget"):
        posted(wood, [
            PostingLine("activity_cost", 5, budget_line_id=line.pk), PostingLine("bank", -5),
        ])  # fmt: skip
    closed = a_fund(wood.cluster, closed_on=DAY.replace(day=1))
    with pytest.raises(WrongState, match="was closed on 1 March 2026"):
        paid(wood, fund=closed)
    with pytest.raises(BadInput, match="Say what it was"):
        paid(wood, words=" ")


def test_outsiders_post_nothing(wood):
    for name in ("cedar", "sorrel", "willow"):
        with pytest.raises(SpinneyError) as refused:
            paid(wood, by=wood.actor(name))
        assert refused.value.status in (403, 404)
    assert paid(wood, by=Actor.system("test")).number == 1


def test_what_stands_in_the_ledger_is_never_changed_nor_deleted(wood):
    entry = paid(wood)
    line = entry.postings.first()
    entry.words = "Something else"
    for change in (
        entry.save, entry.delete, line.save, line.delete, Entry.objects.all().delete,
        lambda: Entry.objects.update(words="x"), lambda: Posting.objects.update(pence=1),
        lambda: Posting.objects.bulk_update([line], ["pence"]),
    ):  # fmt: skip
        with pytest.raises(LedgerIsFixed):
            change()
    assert Entry.objects.get().words == "Hall hire"


def test_the_database_itself_refuses_changes_nought_and_a_number_twice(wood):
    entry = paid(wood)
    for rows, change in (
        (Entry._base_manager, {"words": "Else"}), (Entry._base_manager, {"number": 7}),
        (Posting._base_manager, {"pence": 1}),
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match="kept as it was written"), transaction.atomic():
            rows.filter(pk__gt=0).update(**change)
    account = Account.objects.filter(cluster=wood.cluster).first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Posting.objects.create(entry=entry, account=account, pence=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            cluster=wood.cluster, number=1, day=DAY, words="again", at=entry.at, by="x"
        )
