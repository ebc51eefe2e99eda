"""A member who wants to know what another answered. It shares no code with what it attacks.

She has every figure that was shown, with the people it was of; her own answers; and what the
question allows. Each figure says: the sum, over these people, of a weight that depends on their
answer, lies between two numbers (a count: weight 1 for that option; a total: the level; a median:
two counts). She attacks in two ways:

* `solve_equations`: exact figures are equations in the unknowns "person i answered d"; whole rows
  are reduced in fractions, and an unknown that stands alone is recovered.
* `pin_down`: over whole numbers: is there any possible world in which the other answered otherwise?
  People whom no figure tells apart are counted together. Small changes to the true world are tried
  first (one found means that she cannot know); if none fits, a solver for whole numbers decides.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

import highspy

MOST_MOVES = 40
"""Changes from which three at once are no longer tried before the solver is asked."""


@dataclass(frozen=True)
class Seen:
    """A figure: of whom, with which weight for each answer, between what and what."""

    people: frozenset
    weights: tuple[int, ...]
    low: int
    high: int


@dataclass(frozen=True)
class Puzzle:
    """All that is known of one topic: ways of answering it, what of a way counts as *an answer*
    (one tuple of labels a way: each label has to stay open), the truth, and the figures.
    """

    ways: int
    labels: tuple[tuple[object, ...], ...]
    truth: dict
    seen: tuple[Seen, ...]


@dataclass(frozen=True)
class Recovered:
    """An answer that somebody worked out."""

    by: str
    person: object
    how: str


def attack(puzzle: Puzzle, owner_of) -> Iterator[Recovered]:
    """Everything that any member can work out about another's answers, and how."""
    for owner in sorted({owner_of(person) for person in puzzle.truth}):
        own = {person for person in puzzle.truth if owner_of(person) == owner}
        solved = solve_equations(puzzle, own)
        yield from (Recovered(owner, person, "equations") for person in sorted(solved))
        pinned = pin_down(puzzle, own, solved)
        yield from (Recovered(owner, person, "pinned") for person in sorted(pinned))


# -- linear algebra ---------------------------------------------------------------------------


def solve_equations(puzzle: Puzzle, own: set) -> set:
    """People whose answer follows from exact figures by subtracting rows from one another."""
    exact = [one for one in puzzle.seen if one.low == one.high]
    others = sorted(set().union(*(one.people for one in exact)) - own) if exact else []
    columns = {
        (person, way): at
        for at, (person, way) in enumerate(product(others, range(puzzle.ways - 1)))
    }
    rows = [_equation(one, own, puzzle, columns) for one in exact]
    known = {}
    for row in _reduced(rows):
        places = [at for at, value in enumerate(row[:-1]) if value]
        if len(places) == 1:
            known[places[0]] = row[-1] / row[places[0]]
    names = {at: pair for pair, at in columns.items()}
    by_person = defaultdict(dict)
    for at, value in known.items():
        by_person[names[at][0]][names[at][1]] = value
    return {
        person
        for person, values in by_person.items()
        if 1 in values.values() or len(values) == puzzle.ways - 1
    }


def _equation(one: Seen, own: set, puzzle: Puzzle, columns: dict) -> list[Fraction]:
    """The last way of answering is left out: it is what remains of one."""
    row = [Fraction(0)] * (len(columns) + 1)
    row[-1] = Fraction(one.low)
    for person in one.people:
        if person in own:
            row[-1] -= one.weights[puzzle.truth[person]]
            continue
        last = one.weights[-1]
        row[-1] -= last
        for way in range(puzzle.ways - 1):
            row[columns[person, way]] += one.weights[way] - last
    return row


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Reduced row echelon form."""
    rows = [row[:] for row in rows]
    done = 0
    for column in range(len(rows[0]) - 1 if rows else 0):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        head = rows[done][column]
        rows[done] = [value / head for value in rows[done]]
        for at, row in enumerate(rows):
            if at != done and row[column]:
                factor = row[column]
                rows[at] = [a - factor * b for a, b in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


# -- whole numbers ----------------------------------------------------------------------------


def pin_down(puzzle: Puzzle, own: set, but: set = frozenset()) -> set:
    """People, but for some, a label of whose answer is the same in every possible world."""
    cells = _alike(puzzle, own)
    seen = [
        (
            [at for at, cell in enumerate(cells) if cell[0] in one.people],
            one.weights,
            *_less_own(one, own, puzzle),
        )
        for one in puzzle.seen
    ]
    counts = [[0] * puzzle.ways for _ in cells]
    for at, cell in enumerate(cells):
        for person in cell:
            counts[at][puzzle.truth[person]] += 1
    found = set()
    for at, cell in enumerate(cells):
        if but.issuperset(cell):
            continue
        for label in range(len(puzzle.labels[0])):
            values = {puzzle.labels[puzzle.truth[person]][label] for person in cell}
            if len(values) > 1 or not any(at in people for people, *_ in seen):
                continue  # two of them may be exchanged; or nothing was shown of them at all
            value = values.pop()
            otherwise = [w for w in range(puzzle.ways) if puzzle.labels[w][label] != value]
            if otherwise and not _could_be(counts, seen, at, otherwise, puzzle.ways):
                found.update(cell)
    return found


def _alike(puzzle: Puzzle, own: set) -> list[list]:
    """Other people, those together whom no figure tells apart."""
    cells = defaultdict(list)
    for person in sorted(set(puzzle.truth) - own):
        cells[tuple(person in one.people for one in puzzle.seen)].append(person)
    return list(cells.values())


def _less_own(one: Seen, own: set, puzzle: Puzzle) -> tuple[int, int]:
    mine = sum(one.weights[puzzle.truth[person]] for person in one.people & own)
    return one.low - mine, one.high - mine


def _could_be(counts, seen, at: int, otherwise: Sequence[int], ways: int) -> bool:
    """Whether somebody of cell `at` may have answered one of these other ways."""
    return _nearby(counts, seen, at, otherwise, ways) or _anywhere(
        counts, seen, at, otherwise, ways
    )


def _nearby(counts, seen, at: int, otherwise: Sequence[int], ways: int) -> bool:
    """One person changed, and up to two more to make up for it."""
    moves = [
        (cell, before, after)
        for cell in range(len(counts))
        for before in range(ways)
        for after in range(ways)
        if before != after and counts[cell][before]
    ]
    shifts = {}
    for cell, before, after in moves:
        shifts[cell, before, after] = tuple(
            weights[after] - weights[before] if cell in people else 0
            for people, weights, _low, _high in seen
        )
    slack = [_slack(one, counts) for one in seen]
    first = [move for move in moves if move[0] == at and move[2] in otherwise]

    def fits(*together) -> bool:
        total = [sum(parts) for parts in zip(*(shifts[move] for move in together), strict=True)]
        inside = all(low <= by <= high for (low, high), by in zip(slack, total, strict=True))
        return inside and _doable(counts, together)

    if any(fits(move) for move in first):
        return True
    if any(fits(move, other) for move in first for other in moves):
        return True
    return len(moves) <= MOST_MOVES and any(
        fits(move, *others) for move in first for others in combinations(moves, 2)
    )


def _doable(counts, moves) -> bool:
    used = defaultdict(int)
    for cell, before, _after in moves:
        used[cell, before] += 1
    return all(counts[cell][before] >= times for (cell, before), times in used.items())


def _slack(one, counts) -> tuple[int, int]:
    people, weights, low, high = one
    now = sum(
        weight * number
        for cell in people
        for weight, number in zip(weights, counts[cell], strict=True)
    )
    return low - now, high - now


def _anywhere(counts, seen, at: int, otherwise: Sequence[int], ways: int) -> bool:
    """Whether whole numbers of people in each cell can be found, with somebody otherwise: HiGHS."""
    model = highspy.Highs()
    model.silent()
    people = [[model.addIntegral(lb=0, ub=sum(row)) for _way in range(ways)] for row in counts]
    for variables, row in zip(people, counts, strict=True):
        model.addConstr(sum(variables) == sum(row))
    for cells, weights, low, high in seen:
        total = sum(
            weight * people[cell][way]
            for cell in cells
            for way, weight in enumerate(weights)
            if weight
        )
        if cells and any(weights):
            model.addConstr(total >= low)
            model.addConstr(total <= high)
    model.addConstr(sum(people[at][way] for way in otherwise) >= 1)
    model.run()
    status = model.getModelStatus()
    known = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible)
    assert status in known, f"the solver does not know: {status}"
    return status == known[0]
