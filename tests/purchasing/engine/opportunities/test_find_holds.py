"""What holds for whatever members buy."""

from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.purchasing.engine.opportunities.find import search
from spinney.purchasing.engine.opportunities.known import Bought, Known, Price, Running
from spinney.purchasing.engine.opportunities.opportunity import Effort, Kind, Opportunity
from spinney.purchasing.engine.opportunities.saying import CODES, said, title
from spinney.purchasing.engine.opportunities.settings import Settings
from spinney.purchasing.engine.opportunities.total import total

TODAY = date(2026, 4, 10)
MEMBERS = ("ash", "birch", "cedar", "elm")
SUPPLIERS = ("rook", "wren", "jay")
CATEGORIES = ("energy", "payroll_hr")

BOUGHT = st.builds(
    lambda member, category, supplier, pence, paid: Bought(
        member, category, supplier, supplier.title(), pence, 12, paid, 2026 * 12 + 3, 0,
        vat_told=pence % 2 == 0,
    ),
    st.sampled_from(MEMBERS), st.sampled_from(CATEGORIES), st.sampled_from(SUPPLIERS),
    st.integers(-50_000, 5_000_000), st.integers(1, 12),
)  # fmt: skip
CONTRACTS = st.builds(
    Running,
    st.sampled_from(MEMBERS), st.sampled_from(SUPPLIERS), st.sampled_from(CATEGORIES),
    st.dates(date(2025, 1, 1), date(2028, 1, 1)) | st.none(), st.integers(0, 120), st.booleans(),
)  # fmt: skip
WORLDS = st.tuples(
    st.lists(BOUGHT, max_size=20, unique_by=lambda one: one.piece),
    st.lists(CONTRACTS, max_size=4),
    st.fixed_dictionaries({name: st.integers(0, 20_000) for name in MEMBERS}),
)


def priced(bought, sizes):
    """The price of each member in each category, by its number of employees in hundredths."""
    found = {}
    for category in CATEGORIES:
        sums = {}
        for one in bought:
            if one.category == category:
                sums[one.member] = sums.get(one.member, 0) + one.yearly_pence
        prices = [
            Price(member, "employees", size, pence * 100_000 // size, pence % 2 == 0)
            for member, pence in sums.items()
            if pence > 0 and (size := sizes[member])
        ]  # fmt: skip
        if len(prices) >= 2:
            found[category] = tuple(sorted(prices, key=lambda o: (o.price_thousandths, o.member)))
    return found


def searched(bought, contracts, sizes):
    return search(Known(bought, priced(bought, sizes), contracts, TODAY), Settings(worth_pence=1))


@settings(max_examples=150, deadline=None)
@given(WORLDS, st.randoms(use_true_random=False))
def test_estimates_stay_within_what_is_spent_and_exclude_the_same_money(world, random):
    bought, contracts, sizes = world
    found = searched(*world)
    spent = {}
    for one in bought:
        key = one.member, one.category
        spent[key] = spent.get(key, 0) + max(one.yearly_pence, 0)
    for one in found:
        assert one.low_pence == sum(each.low_pence for each in one.members)
        assert 0 <= one.low_pence <= one.high_pence
        assert 0 <= one.score <= one.high_pence
        for each in one.members:
            assert 0 <= each.low_pence <= each.high_pence <= each.yearly_pence
            assert each.yearly_pence <= spent[each.member, one.category]
        assert Opportunity.from_json(one.to_json()) == one
        words = [said(each) for each in (*one.why, *one.assumptions, *one.reckoning)]
        assert all(words), title(one)
        assert {each.code for each in (*one.why, *one.assumptions, *one.reckoning)} <= CODES
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    keys = {one.key: one for one in found}
    assert len(keys) == len(found)
    assert all(one.key in keys[other].excludes for one in found for other in one.excludes)
    for one, other in combinations(found, 2):
        whole = one.category == other.category and Kind.JOIN in (one.kind, other.kind)
        if whole and {e.member for e in one.members} & {e.member for e in other.members}:
            assert other.key in one.excludes
    random.shuffle(bought)
    random.shuffle(contracts)
    assert searched(bought, contracts, sizes) == found


@settings(max_examples=100, deadline=None)
@given(WORLDS)
def test_a_total_counts_no_money_twice_and_nothing_saves_more(world):
    found = searched(*world)
    whole = total(found)
    chosen = [one for one in found if one.key in whole.keys]
    assert not any(other.key in one.excludes for one in chosen for other in chosen)
    assert whole.high_pence <= sum(max(one.yearly_pence, 0) for one in world[0])
    if len(found) <= 12:
        assert whole.low_pence + whole.high_pence == heaviest_by_trying_all(found)


def heaviest_by_trying_all(found):
    best = 0
    for size in range(len(found) + 1):
        for some in combinations(found, size):
            if not any(other.key in one.excludes for one, other in combinations(some, 2)):
                best = max(best, sum(one.low_pence + one.high_pence for one in some))
    return best


def opportunity(key, pence, excludes):
    return Opportunity(
        str(key), Kind.STOP, "software", (), (), 0, pence, (), Effort.SMALL, None, (), pence, (),
        tuple(map(str, excludes)),
    )  # fmt: skip


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=17, max_size=40))
def test_a_long_chain_is_solved_exactly_too(pence):
    """Each excludes its neighbours: the best of a chain can be reckoned from one end."""
    before, best = 0, 0
    for one in pence:
        before, best = best, max(best, before + one)
    chain = [opportunity(n, p, {n - 1, n + 1}) for n, p in enumerate(pence)]
    assert total(chain).high_pence == best


def test_one_that_excludes_all_others_stands_alone_or_not_at_all():
    star = [opportunity("hub", 500, range(30))] + [opportunity(n, 10, {"hub"}) for n in range(30)]
    assert total(star) == total([star[0]])
    assert len(total([*star[1:], opportunity("hub", 290, range(30))]).keys) == 30
    assert total([]).keys == ()
