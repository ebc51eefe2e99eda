"""Words for what an engine comes to: steps, ties, outcomes, feeling, firmness. Pure.

A page, the command line and a minute book say the same, because all take their words from here.
`names` has the name of each option by its key; `money` makes words of an amount in the smallest
unit of a ballot (pence in Spinney, where it need not be given).

    >>> from spinney.decisions.engine.problem import Kind, Option, Paper, Problem
    >>> from spinney.decisions.engine.rules import count
    >>> names = {"1": "A shared van", "2": "A shed"}
    >>> options = tuple(Option(key, name) for key, name in names.items())
    >>> outcome = count("plurality", Problem(Kind.CHOOSE, options, (Paper({"1": 1}, times=3),)))
    >>> outcome_in_a_sentence(outcome, names)
    'A shared van is chosen, with 3 votes.'
    >>> for step in outcome.steps:
    ...     print(words_of(step, names))
    3 voted.
    Votes: A shared van 3, A shed 0.
    A shared van is chosen, with 3.
"""

from spinney.decisions.engine.saying.findings import (
    left_out_words,
    near_words,
    other_words,
    satisfaction_words,
    sensitivity_words,
    spread_words,
    voices_words,
)
from spinney.decisions.engine.saying.outcomes import RULES, outcome_in_a_sentence, tie_words
from spinney.decisions.engine.saying.steps import CODES, words_of

__all__ = [
    "CODES",
    "RULES",
    "left_out_words",
    "near_words",
    "other_words",
    "outcome_in_a_sentence",
    "satisfaction_words",
    "sensitivity_words",
    "spread_words",
    "tie_words",
    "voices_words",
    "words_of",
]
