"""Bands of linked questions, found quickly, are those that trying every count one by one finds."""

import random
from time import process_time

import pytest

from spinney.diagnostics.engine.disclosure.family import Branch, Tree, fits, layout
from spinney.diagnostics.engine.disclosure.formulas import choice_bands
from spinney.diagnostics.engine.disclosure.sums import tighten


def ranges(tree):
    plan = layout(tree.branches)
    low, high = [0] * plan.size, [tree.people] * plan.size
    low[0] = tree.people
    for number, bottom, top in tree.facts:
        low[number], high[number] = max(low[number], bottom), min(high[number], top)
    tighten(plan.sums, low, high)
    return low, high


def keeps(tree, path, low, high):
    """Whether attackers who answered so learn too little; true too if they cannot have."""
    plan, others = layout(tree.branches), tree.people - tree.coalition
    lows = [max(0, at - path.get(number, 0)) for number, at in enumerate(low)]
    highs = [min(others, at - path.get(number, 0)) for number, at in enumerate(high)]
    if not tighten(plan.sums, lows, highs):
        return True
    for branch in tree.branches:
        still_open = sum(highs[number] > 0 for number in plan.answers[branch.key])
        still_open += lows[plan.asked[branch.key]] < others
        possible = branch.levels + (branch.asked_if is not None)
        if still_open < min(tree.least_possible, possible):
            return False
    return True


def safe(tree, number, bottom, top):
    low, high = ranges(tree)
    low[number], high[number] = max(low[number], bottom), min(high[number], top)
    return all(keeps(tree, path, low, high) for path in tree.attackers())


def one_by_one(tree, key, answer):
    """The bands as they are defined: each end tried in turn, against everybody."""
    number = layout(tree.branches).answers[key][answer]
    low, high = ranges(tree)
    branch = next(one for one in tree.branches if one.key == key)
    options = branch.levels + (branch.asked_if is not None)
    ends = [end for _, end in choice_bands(tree.people, options, tree.coalition).all()]
    found, start, top = [], low[number], high[number]
    while start <= top:
        tried = [min(end, top) for end in ends if end >= start]
        end = next((at for at in tried if safe(tree, number, start, at)), None)
        if end is None:
            while found and not safe(tree, number, start, top):
                start = found.pop()[0]
            end = top
        found.append((start, end))
        start = end + 1
    return tuple(found)


def drawn_family(chance):
    """Two to four questions of two to four answers, each hanging on an earlier one."""
    branches = [Branch("first", chance.choice((2, 3, 4)))]
    for at in range(chance.choice((0, 1, 1, 2, 3))):
        parent = chance.choice(branches)
        answers = range(parent.levels)
        with_these = frozenset(chance.sample(answers, chance.randrange(1, parent.levels)))
        one = Branch(f"then {at}", chance.choice((2, 2, 3, 4)), (parent.key, with_these))
        if fits([*branches, one]):
            branches.append(one)
    return tuple(branches)


def check(seed, most):
    """A family's counts told one after another; once in a while what is told is any band at all,
    as if something else had been shown before.
    """
    chance = random.Random(seed)
    branches = drawn_family(chance)
    rules = chance.choice(((1, 2), (1, 2), (2, 2), (1, 3), (2, 3)))
    tree = Tree(chance.randint(3, most), branches, (), *rules)
    told = 0
    for branch in branches:
        for answer in range(branch.levels):
            bands = tree.bands(branch.key, answer)
            assert bands.all() == one_by_one(tree, branch.key, answer), (seed, tree, answer)
            told += len(bands.all()) > 1
            band = chance.choice(bands.all())
            if chance.random() < 0.2:
                band = (chance.randint(0, band[0]), band[1])
            tree = tree.told(branch.key, answer, band)
    return told


@pytest.mark.parametrize("tens", range(4))
def test_bands_are_those_found_one_by_one(tens):
    told = sum(check(seed, 14) for seed in range(10 * tens, 10 * tens + 10))
    assert told > 10, "too little was cut into bands for this to say anything"


@pytest.mark.slow
@pytest.mark.parametrize("tens", range(4, 16))
def test_so_are_those_of_more_families_of_more_people(tens):
    for seed in range(10 * tens, 10 * tens + 10):
        check(seed, 45)


def test_a_family_answered_by_thousands_takes_no_longer_than_one_by_tens():
    """What it costs grows with the number of answers, not of people."""
    branches = (Branch("post", 3), Branch("cost", 8, ("post", frozenset({0, 1}))))

    def seconds(people):
        tree, began = Tree(people, branches), process_time()
        for branch in branches:
            for answer in range(branch.levels):
                bands = tree.bands(branch.key, answer).all()
                tree = tree.told(branch.key, answer, bands[len(bands) // 5])
        return process_time() - began

    # A hundred times the people would be a hundred times the work, were it not so.
    assert min(seconds(4_001) for _ in range(3)) < 30 * seconds(41) + 0.5


def test_families_of_the_same_shape_have_the_same_bands():
    one = Tree(9, (Branch("a", 3), Branch("b", 2, ("a", frozenset({1})))))
    other = Tree(9, (Branch("x", 3), Branch("y", 2, ("x", frozenset({1})))))
    assert one.bands("b", 1) is other.bands("y", 1)
