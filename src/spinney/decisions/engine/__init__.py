"""Deciding: what was voted on goes in, what is chosen and why comes out. Pure.

Nothing here knows of people, pages or tables. A `Problem` has options and papers; `count` puts it
through one of RULES and gives an `Outcome`: what is chosen, with every step as a code and numbers.
`saying` makes words of the codes; `feeling` tells how people stand to what was chosen; `what_if`
how firm it is, and what other rules would have chosen; `compare` sets rules side by side; `ways`
has the ways to decide, `voices` those without options; `files` reads and writes ballots as other
programs do; `replies` reads votes from mails; `receipts` are for secret ballots. Counts are exact:
whole numbers and fractions, never floats.

    >>> from spinney.decisions.engine.feeling import feeling
    >>> from spinney.decisions.engine.problem import Kind, Option, Paper, Problem
    >>> from spinney.decisions.engine.rules import count
    >>> from spinney.decisions.engine.saying import left_out_words, outcome_in_a_sentence, words_of
    >>> from spinney.decisions.engine.what_if import what_if
    >>> names = {"1": "Ann Ash", "2": "Bob Birch", "3": "Cat Cherry"}
    >>> ballot = Problem(
    ...     kind=Kind.RANK,
    ...     options=tuple(Option(key, name) for key, name in names.items()),
    ...     papers=(
    ...         Paper({"1": 1, "2": 2}, times=4),
    ...         Paper({"2": 1}, times=3),
    ...         Paper({"3": 1, "2": 2}, times=2),
    ...     ),
    ... )
    >>> outcome = count("stv", ballot)
    >>> outcome_in_a_sentence(outcome, names)
    'Bob Birch is elected.'
    >>> for step in outcome.steps[1:]:
    ...     print(words_of(step, names))
    First choices: Ann Ash 4, Bob Birch 3, Cat Cherry 2. To be elected takes 5 of 9 votes.
    Cat Cherry has the fewest, 2 votes, and is out. The votes go to the next choices. Now: \
Bob Birch 5, Ann Ash 4.
    Bob Birch has 5 votes and is elected.
    >>> left_out_words(feeling(ballot, outcome.chosen).left_out)
    'Everybody who marked anything gets something they liked.'
    >>> {one.rule: one.chosen for one in what_if(ballot, outcome).others}["plurality"]
    ('1',)
"""
