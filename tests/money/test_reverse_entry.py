"""An entry is taken back with another; and whatever is posted and taken back adds up."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import WrongState
from spinney.clusters.models import Cluster
from spinney.money.actions.posting import reverse_entry
from spinney.money.bridge.posting import PostingLine
from spinney.money.models import Entry
from spinney.money.queries.balances import balance, fund_states
from spinney.money.queries.chain import verify_ledger
from tests.money.making import NOON, a_fund
from tests.money.posting import check_kept, paid, posted

pytestmark = pytest.mark.django_db


def test_both_are_linked_and_nothing_is_left(wood):
    fund = a_fund(wood.cluster)
    entry = paid(wood, fund=fund)
    back = reverse_entry(entry=entry, words="Paid twice", by=wood.ash, now=NOON)
    assert (back.number, back.reverses, entry.reversed_by) == (2, entry, back)
    assert balance(wood.cluster, fund=fund) == 0
    assert balance(wood.cluster, account="activity_cost") == 0
    check_kept(wood.cluster)
    for again in (entry, back):
        with pytest.raises(WrongState, match="taken back already|takes back another"):
            reverse_entry(entry=again, words="Again", by=wood.ash, now=NOON)


def test_it_can_be_taken_back_when_its_fund_is_closed(wood):
    fund = a_fund(wood.cluster)
    entry = paid(wood, fund=fund)
    fund.closed_on = entry.day.replace(day=1)
    fund.save()
    assert reverse_entry(entry=entry, words="Wrong fund", by=wood.ash, now=NOON).number == 2


ACCOUNTS = st.sampled_from(["bank", "activity_cost", "grant_income", "member_owed"])
DEEDS = st.lists(
    st.one_of(
        st.tuples(ACCOUNTS, ACCOUNTS, st.integers(1, 9_999), st.integers(0, 2), st.integers(0, 2)),
        st.integers(0, 9),
    ),
    max_size=12,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DEEDS)
def test_whatever_is_posted_and_taken_back_adds_up(wood, deeds):
    """What is kept equals what the lines add up to, nothing is lost, and the chain holds."""
    cluster = Cluster.objects.create(name="Another", made_at=NOON)
    funds = [None, *(a_fund(cluster, name=f"Fund {n}") for n in (1, 2))]
    system = Actor.system("test")
    done: list[Entry] = []
    for deed in deeds:
        if isinstance(deed, int):
            open_ones = [one for one in done if not hasattr(one, "taken")]
            if open_ones:
                chosen = open_ones[deed % len(open_ones)]
                chosen.taken = True
                reverse_entry(entry=chosen, words="Back", by=system, now=NOON)
            continue
        one, other, pence, first, second = deed
        second = second if one == other == "bank" and second != first else first
        done.append(posted(
            wood,
            [PostingLine(one, pence, funds[first]), PostingLine(other, -pence, funds[second])],
            cluster=cluster, by=system,
        ))  # fmt: skip
    left_of = fund_states(cluster)
    assert sum(one.bank for one in left_of.values()) == balance(cluster, account="bank")
    assert balance(cluster) == 0
    check_kept(cluster)
    assert verify_ledger(cluster) == []
