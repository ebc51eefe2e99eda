"""Figures for which it is known, once and for all, in which form they may be shown.

Throughout: n people answered, an attacker holds the answers of up to c of them (`coalition`), and
an answer is *given away* when, with what is shown and what she holds, some other person cannot have
answered differently. Each statement is tested against going through every case.

**Counts of a choice of one among k options** (`choice_bands`). Show each option's count exactly
except at the ends: 0..b together, and t..n together, with t = n-c-1 and b = c//(k-1) + 1. People
can be exchanged, so an answer is given away only if every possible world has *all* the others in
one option o. Say they are: o has n-c+w_o, where w_o <= c is how many the attacker holds. Let one of
them have chosen p instead, the option among the others that the attacker holds least: w_p is at
most c//(k-1). Then o's count goes down to at least n-c-1 = t, within the top band; p's goes from
w_p to w_p + 1 <= b, within the bottom band. What is shown is the same: nothing is given away.

When the same people answer anew and are shown again, the attacker knows of each time what she holds
herself, perhaps another option each time; taking the others' answers as unchanged, p has to be one
that goes with every time. So then b = c+1, as with two options: p's count is at most c beside one
more. (The first time may keep the narrower b: of three options or more, one that is neither o nor
the one held least then will do.)

**Counts of options of which several may be chosen** (`several_bands`). Show each as a yes/no (the
above with k = 2: 0..c+1 together, n-c-1..n together). If everybody may choose none, options are
independent and nothing more is to be proved. If everybody has to choose one at least, let X be the
true world and o be an option that person j did (or did not) choose. Were the others all alike in o,
then one of them can differ, as shown; if that leaves j without any option, give her an option p of
which another person i who is no attacker has one, i taking o in exchange if she has nothing else;
such an i exists unless p's count is at most c, and then p's count may rise by one unseen. So j's
answer about o stays open. If at most r may be chosen, the same exchange shows that j's answer *as a
whole* stays open; that nobody else chose o may then follow, as it does with a choice of one.

**Ordered levels: the person in a given place** (`ranks`). Sort all answers; show the level of the
one in place r (the median, the quartiles), for places r1 < r2 < ... with r1 >= c+2, neighbours at
least c+2 apart, and the last at most n-c-1. Then *every other person may have given any answer
whatever*. Fix the attacker's c answers and let person j answer what you like; put the other n-c-1
on the levels shown, v1 <= v2 <= ... Fewer than r1 people are below v1, because only the c+1 fixed
ones can be. Between v1 and v2 are at most c+1 < r2-r1 fixed people, so that from "at least r1 up to
v1" to "fewer than r2 below v2" there is room, and so on; above the last are at most c+1 <= n-r.

**Coarse levels** (`halves`). Two bands of levels, each of at least `least_possible` levels, may be
shown whatever n is: knowing the half that a person's answer lies in leaves that many levels open.
"""

from typing import Final

from spinney.diagnostics.engine.disclosure.bands import Band, Bands

QUARTILES: Final = 4


def choice_bands(people: int, options: int, coalition: int = 1) -> Bands:
    """Bands for each option's count when everybody chose one of two options or more.

    >>> choice_bands(4, 3).all(), choice_bands(7, 4).all()
    (((0, 1), (2, 4)), ((0, 1), (2, 2), (3, 3), (4, 4), (5, 7)))
    >>> choice_bands(3, 3).says_nothing, choice_bands(5, 2).all()
    (True, ((0, 2), (3, 5)))
    """
    bottom = coalition // (options - 1) + 1
    top = people - coalition - 1
    if bottom >= top:
        return Bands(((0, people),), None, ())
    exact = (bottom + 1, top - 1) if bottom + 1 < top else None
    return Bands(((0, bottom),), exact, ((top, people),))


def several_bands(people: int, coalition: int = 1) -> Bands:
    """Bands for each option's count when several options may be chosen."""
    return choice_bands(people, 2, coalition)


def median_place(people: int) -> int:
    """The place of the (lower) median, from 1."""
    return (people + 1) // 2


def ranks(people: int, coalition: int = 1) -> tuple[int, ...]:
    """Places that may be shown: none, the median, or lower quarter, median, upper quarter.

    >>> [ranks(n) for n in (4, 5, 10, 11, 40)]
    [(), (3,), (5,), (3, 6, 9), (10, 20, 31)]
    """
    gap = coalition + 2
    middle = median_place(people)
    if not gap <= middle <= people - gap + 1:
        return ()
    lower = max(gap, -(-people // QUARTILES))
    upper = people + 1 - lower
    return (lower, middle, upper) if min(middle - lower, upper - middle) >= gap else (middle,)


def halves(levels: int, least_possible: int = 2) -> tuple[Band, Band] | None:
    """The levels in two bands, each wide enough to hide in; None: there are too few levels.

    >>> halves(7), halves(3)
    (((0, 2), (3, 6)), None)
    """
    if levels < 2 * least_possible:
        return None
    middle = levels // 2
    return (0, middle - 1), (middle, levels - 1)
