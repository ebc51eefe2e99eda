"""Thousands of pairs at once are weighed as each by itself."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinney.purchasing.engine.matching.arrays import arrays_of, table_of
from spinney.purchasing.engine.matching.likely import Likely
from spinney.purchasing.engine.matching.match import lexicon_of
from spinney.purchasing.engine.matching.nodes import gather
from spinney.purchasing.engine.matching.pairing import pair_words
from spinney.purchasing.engine.matching.reading import read
from spinney.purchasing.engine.matching.scoring import probability
from spinney.purchasing.engine.matching.weighing import likelihoods, worth_weighing

WORDS = (
    "varnholt varnhlot varnholtjoinery joinery joinrey jnry j vjs heating heat services servs uk"
    " leeds bradford mind trading 12 54 copperbeck refrigeration refrigeratn and the"
    " st mary school hospital hosptal victoria church 2211 npower tesco bank"
)
ENDS = ("", " Ltd", " PLC", " Ltd - Leeds", " (Mill Lane)", " t/a Copperbeck Cafe", " 4417900",
        " (Leeds)", " (Leeds) Ltd", " LEEDS GB")  # fmt: skip
NAMES = st.builds(
    lambda words, end: " ".join(words) + end,
    st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=10),
    st.sampled_from(ENDS),
)


def _nodes(names):
    reads = [read(name) for name in names]
    lexicon = lexicon_of(reads)
    nodes = gather(reads, lexicon, widths=[len(name) for name in names])
    return nodes, arrays_of(table_of(nodes), lexicon), lexicon


def _all_pairs(many):
    pairs = np.array(list(combinations(range(many), 2)), np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


@given(st.lists(NAMES, min_size=2, max_size=14, unique=True))
@settings(max_examples=60, deadline=None)
def test_many_at_once_are_as_likely_as_one_by_one(names):
    nodes, arrays, lexicon = _nodes(names)
    ones, others = _all_pairs(len(nodes))
    node = [arrays.node(at) for at in range(len(nodes))]
    alone = [
        probability(node[one], node[other], lexicon)
        for one, other in zip(ones, others, strict=True)
    ]
    like, _doubted = likelihoods(arrays, lexicon, ones, others)
    assert like.tolist() == pytest.approx(alone, abs=1e-12)


@given(st.lists(NAMES, min_size=1, max_size=14, unique=True))
@settings(max_examples=30, deadline=None)
def test_a_node_of_the_arrays_has_what_its_family_has(names):
    nodes, arrays, _lexicon = _nodes(names)
    for at, node in enumerate(nodes):
        family = [other for other in nodes if other.family == node.family]
        found = arrays.node(at)
        assert (found.words, found.numbers, found.others) == (node.words, node.numbers, node.others)
        assert found.forms == set().union(*(other.forms for other in family))
        assert found.tails <= set().union(*(other.tails for other in family))
        assert found.support == sum(other.support for other in family)
        assert found.width == max(other.width for other in family)


def test_most_pairs_are_weighed_together():
    """Else the test above would compare one way with itself."""
    firsts, trades = ("Varnholt", "Varnhlot", "Merrow", "Oldroyd"), ("Joinery", "Heating", "Foods")
    names = [" ".join(both) for both in product(firsts, trades)]
    nodes, arrays, lexicon = _nodes(names)
    ones, others = _all_pairs(len(nodes))
    paired = pair_words(arrays, lexicon, ones, others)
    assert not arrays.odd.any()
    assert not paired.odd.any()
    assert paired.costs.any()


def test_short_names_and_names_with_a_number_are_always_worth_weighing():
    names = ["VRJ", "Varnholt Regional Joinery", "Copperbeck Foods"]
    nodes, arrays, _lexicon = _nodes(names)
    at = {" ".join(node.words): place for place, node in enumerate(nodes)}
    short, long, other = at["vrj"], at["varnholt regional joinery"], at["copperbeck food"]
    pairs = np.array([[short, long], [long, other]])
    assert worth_weighing(arrays, *pairs.T).tolist() == [0]


def test_likely_pairs_by_their_nodes_by_likelihood_and_between_clusters():
    pairs = {(0, 1): 0.6, (2, 3): 0.9, (1, 3): 0.3, (0, 3): 0.3, (1, 2): 0.2}
    likely = Likely.of_pairs(4, pairs)
    assert {pair: likely.known(*pair) for pair in pairs} == pairs
    assert likely.known(0, 2) is None
    assert list(likely.from_likeliest(0.5)) == [(2, 3, 0.9), (0, 1, 0.6)]
    between = likely.between([0, 0, 2, 2], 0.25)
    assert [(between.one[0], between.other[0], between.like[0])] == [(0, 3, 0.3)]
    assert likely.best_links([0, 0, 2, 3]) == [0.6, 0.6, 0.6, 0.6]
    assert likely.best_links([0, 0, 2, 2])[2:] == [0.9, 0.9]
    assert Likely.of_pairs(2, {}).known(0, 1) is None


HOUSES = [
    f"{tree} House"
    for tree in ["Ash", "Elm", "Oak", "Yew", "Fir", "Bay", "Ivy", "Box", "Fig", "Larch", "Lime"]
]


def _doubted(one, other, *around):
    nodes, arrays, lexicon = _nodes([one, other, *around])
    at = {name: [place for place, node in enumerate(nodes) if number in node.members][0]
          for number, name in enumerate((one, other))}  # fmt: skip
    ones, others = np.array([min(at.values())]), np.array([max(at.values())])
    (like,), (doubted,) = likelihoods(arrays, lexicon, ones, others)
    return like, bool(doubted)


@pytest.mark.parametrize(
    ("one", "other", "around"),
    [
        (
            "Varnholt Copperbeck (Hyde)",
            "Varnholt Copperbeck Bristol",
            ("Varnholt Copperbeck (Bristol) Ltd",),
        ),
        ("Julia House", "Julian House", HOUSES),
        ("Varnholt Joinrey", "Joinery Varnholt", ()),
    ],
)
def test_what_may_be_another_is_doubted_however_likely(one, other, around):
    like, doubted = _doubted(one, other, *around)
    assert like > 0.5
    assert doubted


def test_a_branch_of_the_only_place_is_not_doubted():
    names = ("Varnholt Copperbeck Bristol", "Varnholt Copperbeck Ltd")
    assert not _doubted(*names, "Varnholt Copperbeck Ltd - Bristol")[1]
