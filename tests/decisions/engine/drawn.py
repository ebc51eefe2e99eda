"""Ballots drawn at random, for properties that hold of all ballots."""

from hypothesis import strategies as st

from spinney.decisions.engine.problem import Kind, Option, Paper, Problem, TieBreak

VOTES = {
    Kind.CHOOSE: st.just(1),
    Kind.APPROVE: st.just(1),
    Kind.SCORE: st.integers(0, 5),
    Kind.ALLOCATE: st.integers(1, 4),
    Kind.RANK: st.integers(1, 4),
    Kind.TIMES: st.integers(0, 2),
}
TIES = st.lists(st.sampled_from(TieBreak), min_size=1, max_size=2, unique=True).map(tuple)


@st.composite
def ballots(draw, kind, most_options=5, most_papers=7):
    """A ballot of the kind, papers of equal places, empty ones and weighted ones among them."""
    keys = [f"o{number}" for number in range(draw(st.integers(1, most_options)))]
    marks = st.dictionaries(st.sampled_from(keys), VOTES[kind])
    paper = st.builds(Paper, marks, weight=st.integers(1, 3), times=st.integers(1, 3))
    costs = st.integers(0, 3)
    return Problem(
        kind=kind,
        options=tuple(Option(key, key.upper(), draw(costs), draw(costs)) for key in keys),
        papers=tuple(draw(st.lists(paper, max_size=most_papers))),
        seats=draw(st.integers(1, most_options)),
        most_each=5 if kind is Kind.SCORE else None,
        most_points=20 if kind is Kind.ALLOCATE else None,
        ties=draw(TIES),
        seed=draw(st.sampled_from(["an", "other", "seed"])),
    )


def simple(kind, papers, options="abc", **more):
    """A ballot written short: papers as (marks, how many) or marks alone."""
    each = [paper if isinstance(paper, tuple) else (paper, 1) for paper in papers]
    return Problem(
        kind=kind,
        options=tuple(Option(key, key.upper(), before=place) for place, key in enumerate(options)),
        papers=tuple(Paper(_marks(kind, marks), times=times) for marks, times in each),
        **{"seed": "s", **more},
    )


def _marks(kind, marks):
    """Letters are marks of 1, or an order of places: "b ac" has b first, a and c second."""
    if not isinstance(marks, str):
        return marks
    if kind is Kind.RANK:
        return {key: place for place, level in enumerate(marks.split(), 1) for key in level}
    return dict.fromkeys(marks, 1)
