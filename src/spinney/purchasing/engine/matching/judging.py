"""What people answered: settled, and what an answer teaches about other names.

The latest answer wins. *Yes* joins all that was joined to either name; *no* parts them. An answer
that cannot hold beside a later one is given up, and said.

    >>> answers = settle([Judged("BT", "Bright Tools", True), Judged("Bright Tools", "BT", False)])
    >>> answers.together, answers.apart, len(answers.contradictions)
    ([], [('BT', 'Bright Tools')], 1)

A *yes* teaches more than itself where that is sound (`teach`): a lone short name stands for the
whole one wherever it opens a name ("BT Openreach" is "British Telecommunications Openreach"), and
two spellings of one rare word stand for each other in every name. Nothing is learnt from words
that many suppliers share, from places or from figures, nor where a name says what else it is called
("Ash Lane Ltd t/a Kettle" explains its *yes*); nothing general from a *no*.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from spinney.purchasing.engine.matching.lexicon import Lexicon
from spinney.purchasing.engine.matching.likeness import align
from spinney.purchasing.engine.matching.reading import Read, read
from spinney.purchasing.engine.matching.seen import Contradiction, Judged
from spinney.purchasing.engine.matching.vocabulary import GENERIC

TOO_COMMON = 0.01
"""A word in more than this share of the names is everybody's: no answer teaches about it."""

Taught = dict[str, tuple[str, ...]]


@dataclass
class Answers:
    """The answers that hold: pairs of names as written, each pair in alphabetical order."""

    together: list[tuple[str, str]] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)

    def groups(self) -> dict[str, str]:
        """Each name of a *yes* -> the first name of all that are joined with it."""
        of: dict[str, str] = {}

        def first(name: str) -> str:
            while of.setdefault(name, name) != name:
                name = of[name]
            return name

        for one, other in self.together:
            mine, theirs = first(one), first(other)
            of[max(mine, theirs)] = min(mine, theirs)
        return {name: first(name) for name in of}

    @property
    def answered(self) -> set[tuple[str, str]]:
        """Every pair that has an answer."""
        return {*self.together, *self.apart}


def as_written(name: str) -> str:
    """A name by which answers know it: with single spaces.

    >>> as_written(" Ash  Lane ")
    'Ash Lane'
    """
    return " ".join(name.split())


def settle(judged: Iterable[Judged]) -> Answers:
    """The answers that hold together, the latest first to be believed."""
    answers = Answers()
    groups: dict[str, str] = {}
    latest: dict[tuple[str, str], Judged] = {}

    def root(name: str) -> str:
        while groups.setdefault(name, name) != name:
            name = groups[name]
        return name

    for answer in reversed(list(judged)):
        one, other = sorted((as_written(answer.one), as_written(answer.other)))
        if one == other:
            continue
        mine, theirs = root(one), root(other)
        against = _against(answer.same, mine, theirs, answers, root)
        if against is not None:
            why = latest.get(against, answer)
            answers.contradictions.append(Contradiction(answer, why))
            continue
        latest.setdefault((one, other), answer)
        if answer.same:
            groups[max(mine, theirs)] = min(mine, theirs)
            answers.together.append((one, other))
        else:
            answers.apart.append((one, other))
    answers.together = sorted(set(answers.together))
    answers.apart = sorted(set(answers.apart))
    return answers


def _against(
    same: bool, mine: str, theirs: str, answers: Answers, root: Callable[[str], str]
) -> tuple[str, str] | None:
    """The later answer with which this one cannot hold; None when it can."""
    if same:
        for one, other in answers.apart:
            if {root(one), root(other)} == {mine, theirs} and mine != theirs:
                return one, other
        return None
    if mine != theirs:
        return None
    return next(
        ((one, other) for one, other in answers.together if root(one) == mine), (mine, theirs)
    )


def teach(answers: Answers, lexicon: Lexicon) -> Taught:
    """Words that stand for others everywhere, learnt from the *yes* answers."""
    taught: Taught = {}
    for one, other in answers.together:
        mine, theirs = read(one), read(other)
        if mine.others or theirs.others:
            continue
        for word, words in _taught_by(mine.words, theirs.words, lexicon):
            if word not in taught and not set(words) & taught.keys():
                taught[word] = words
    return taught


def retold(one: Read, taught: Taught) -> Read:
    """A name read with what was taught."""
    if not taught or not any(word in taught for word in one.words):
        return one
    words: list[str] = []
    for word in one.words:
        words += taught.get(word, (word,))
    return one._replace(words=tuple(words))


def marks_of(answers: Answers, taught: Taught) -> dict[str, str]:
    """Marks for names that read alike and that people parted, themselves or through what they
    joined to them: names with different marks are not gathered (`nodes.gather`).
    """
    first = answers.groups()
    held: dict[str, set[str]] = {}
    for name, group in first.items():
        held.setdefault(group, set()).add(name)
    marks: dict[str, str] = {}
    for pair in answers.apart:
        groups = [first.get(name, name) for name in pair]
        names = [held.get(group, {group}) for group in groups]
        keys = [{retold(read(name), taught).key for name in some} for some in names]
        if keys[0] & keys[1]:
            for group, some in zip(groups, names, strict=True):
                marks |= dict.fromkeys(some, group)
    return marks


def _taught_by(
    one: tuple[str, ...], other: tuple[str, ...], lexicon: Lexicon
) -> Iterable[tuple[str, tuple[str, ...]]]:
    short, long = sorted((one, other), key=lambda words: (len(words), words))
    if len(short) == 1 and len(long) > 1 and short[0] not in long:
        if _teachable(short, lexicon):
            yield short[0], long
        return
    found = align(one, other, lexicon)
    pairs = [(pair.one, pair.other) for pair in found.pairs if pair.how in ("spelling", "short")]
    if len(found.left) == 1 and len(found.right) == 1 and found.pairs:
        pairs.append((found.left[0], found.right[0]))
    for mine, theirs in pairs:
        if _teachable((mine, theirs), lexicon):
            rarer, commoner = sorted((mine, theirs), key=lambda word: (lexicon.count(word), word))
            yield rarer, (commoner,)


def _teachable(words: Sequence[str], lexicon: Lexicon) -> bool:
    most = max(3.0, TOO_COMMON * lexicon.names)
    return all(
        word.isalpha()
        and word not in GENERIC
        and word not in lexicon.places
        and lexicon.count(word) <= most
        for word in words
    )
