"""The questions about names that wait for people, as each may see them. Every read begins with who
asks: a name is shown only while a member whose suppliers she may see writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from spinney.base.kernel.actors import Actor, cluster_scope
from spinney.base.kernel.errors import NotFound
from spinney.base.record.models import Entry
from spinney.clusters.api import Cluster
from spinney.purchasing.engine.matching.saying import said
from spinney.purchasing.engine.matching.seen import Reason
from spinney.purchasing.models import DoubtfulPair, Judgement, SpendName, SupplierName
from spinney.purchasing.queries.seeing import Seeing, cells_of, seeing
from spinney.purchasing.states import JudgedAs

A_ROUND = 12
"""So many questions are asked of one person in a week: about three minutes."""
SECONDS_EACH = 15
A_WEEK = timedelta(days=7)

Writers = Mapping[str, tuple[str, ...]]
"""Which members write a name."""


@dataclass(frozen=True)
class Question:
    """Two names that may be one supplier, with the members that write each, and what they have in
    common. `joined`: they count as one for now, and a no parts them.
    """

    pair: DoubtfulPair
    one_members: tuple[str, ...]
    other_members: tuple[str, ...]
    why: str
    joined: bool


@dataclass(frozen=True)
class Queue:
    """What waits for one person: how much, the first with what she needs to answer it, how many she
    answered in the last week, and her newest answer (`last_is_seen`: she still sees both names).
    """

    waiting: int
    first: Question | None
    answered: int
    last: Judgement | None
    last_is_seen: bool = False

    @property
    def place(self) -> tuple[int, int]:
        """Where she is in her round: at the third of twelve.

        >>> Queue(40, None, 2, None).place, Queue(3, None, 13, None).place
        ((3, 12), (2, 4))
        """
        done = self.answered % A_ROUND
        return done + 1, done + min(self.waiting, A_ROUND - done)

    @property
    def round_is_done(self) -> bool:
        """Whether she has answered as many as are asked of one person in a week."""
        return self.answered > 0 and self.answered % A_ROUND == 0


def reason_words(reason: Mapping[str, str], *, bare: bool = False) -> str:
    """Why a name belongs to a supplier, or may: a sentence; nothing for what is not known. `bare`
    leaves out what it is about, which may be another name.
    """
    try:
        return said(Reason(reason.get("code", ""), "" if bare else reason.get("detail", "")))
    except KeyError:
        return ""


def queue_of(by: Actor, cluster: Cluster, on: date, now: datetime) -> Queue:
    """What waits for somebody in a cluster. Nine queries at most beside those of `seeing`."""
    seen = seeing(by, cluster, on)
    waiting, writers = _waiting(by, cluster, seen)
    answers = _own_answers(by, cluster, now)
    first = _question(waiting[0], writers) if waiting else None
    last = answers[0] if answers else None
    is_seen = last is not None and {last.one, last.other} <= _writers(seen, [last]).keys()
    return Queue(len(waiting), first, len(answers), last, is_seen)


def _own_answers(by: Actor, cluster: Cluster, now: datetime) -> list[Judgement]:
    """Her answers to questions in the last week that she did not take back, newest first. What she
    said by putting suppliers together is none: that has its own undo.
    """
    entries = Entry.objects.filter(
        book=str(cluster_scope(cluster.pk)), verb="purchasing.judge_pair", actor=by.label,
        at__gt=now - A_WEEK,
    )  # fmt: skip
    ids = [int(subject.rpartition(":")[2]) for subject in entries.values_list("subject", flat=True)]
    rows = Judgement.objects.filter(cluster=cluster, by=by.label, pk__in=ids)
    return list(rows.order_by("-at", "-pk"))


def waiting_for(
    by: Actor, cluster: Cluster, on: date, seen: Seeing | None = None
) -> list[DoubtfulPair]:
    """The pairs that somebody may and need look at, the most telling first. `seen` is what she
    sees, where that is known already.
    """
    return _waiting(by, cluster, seen or seeing(by, cluster, on))[0]


def doubtful_names(seen: Seeing, by: Actor, cluster: Cluster) -> set[str]:
    """The names of which somebody is still asked whether they are something else."""
    return {name for one in _waiting(by, cluster, seen)[0] for name in (one.one, one.other)}


def question_of(by: Actor, cluster: Cluster, pk: int, on: date) -> Question:
    """One pair, for whoever may see both names. Raises NotFound."""
    pair = DoubtfulPair.objects.filter(cluster=cluster, pk=pk).first()
    writers = _writers(seeing(by, cluster, on), [pair]) if pair else {}
    if pair is None or not {pair.one, pair.other} <= writers.keys():
        raise NotFound("This question is settled, or is not for you.")
    return _question(pair, writers)


def judgement_in(cluster: Cluster, pk: int) -> Judgement:
    """An answer of a cluster; whose it is the action asks. Raises NotFound."""
    found = Judgement.objects.filter(cluster=cluster, pk=pk).first()
    if found is None:
        raise NotFound("This answer was taken back already.")
    return found


def _question(pair: DoubtfulPair, writers: Writers) -> Question:
    return Question(
        pair, writers[pair.one], writers[pair.other], reason_words(pair.reason), _are_joined(pair)
    )


def _are_joined(pair: DoubtfulPair) -> bool:
    """Whether two names count as one supplier now, a branch with its whole. One query."""
    rows = SupplierName.objects.filter(
        cluster=pair.cluster_id, written__in=(pair.one, pair.other)
    ).values_list("written", "supplier", "supplier__parent", "supplier__merged_into")
    of: dict[str, set[int]] = {}
    for written, own, parent, into in rows:
        of.setdefault(written, set()).add(into or parent or own)
    return not of.get(pair.one, set()).isdisjoint(of.get(pair.other, set()))


def _waiting(by: Actor, cluster: Cluster, seen: Seeing) -> tuple[list[DoubtfulPair], Writers]:
    pairs = list(DoubtfulPair.objects.filter(cluster=cluster))
    if not pairs or not seen.visible:
        return [], {}
    writers = _writers(seen, pairs)
    answers = list(Judgement.objects.filter(cluster=cluster))
    settled = _Settled(one for one in answers if one.answer != JudgedAs.NOT_SURE)
    unsure: dict[tuple[str, str], list[str]] = {}
    for one in answers:
        if one.answer == JudgedAs.NOT_SURE:
            unsure.setdefault((one.one, one.other), []).append(one.by)
    found = [
        one
        for one in pairs
        if {one.one, one.other} <= writers.keys()
        and by.label not in unsure.get((one.one, one.other), ())
        and not settled.knows(one)
    ]
    # What somebody was not sure of waits behind what nobody has looked at.
    found.sort(key=lambda one: (len(unsure.get((one.one, one.other), ())), one.rank, one.pk))
    return found, writers


def _writers(seen: Seeing, pairs: Iterable[DoubtfulPair | Judgement]) -> Writers:
    """Which members write each name of these pairs in what they share with her. Two queries."""
    wanted = {name for one in pairs for name in (one.one, one.other)}
    shared = {pk: seen.shared[pk] for pk in seen.visible}
    names = SpendName.objects.filter(organisation__in=shared, written__in=wanted, aside=False)
    rows = {
        pk: (written, organisation_id)
        for pk, written, organisation_id in names.values_list("pk", "written", "organisation_id")
    }
    paid = cells_of(shared).filter(name__in=rows).order_by().values_list("name", flat=True)
    found: dict[str, list[str]] = {}
    for pk in paid.distinct():
        written, organisation_id = rows[pk]
        found.setdefault(written, []).append(shared[organisation_id].organisation.name)
    return {name: tuple(sorted(names)) for name, names in found.items()}


class _Settled:
    """What follows from the answers so far: A is B and B is C, so nobody need ask about A and C."""

    def __init__(self, answers: Iterable[Judgement]) -> None:
        self._above: dict[str, str] = {}
        given = list(answers)
        self._answered = {(one.one, one.other) for one in given}
        for one in given:
            if one.answer == JudgedAs.SAME:
                self._above[self._of(one.one)] = self._of(one.other)
        self._apart = {
            frozenset((self._of(one.one), self._of(one.other)))
            for one in given
            if one.answer == JudgedAs.DIFFERENT
        }

    def _of(self, name: str) -> str:
        while (above := self._above.get(name, name)) != name:
            name = above
        return name

    def knows(self, pair: DoubtfulPair) -> bool:
        if (pair.one, pair.other) in self._answered:
            return True
        one, other = self._of(pair.one), self._of(pair.other)
        return one == other or frozenset((one, other)) in self._apart
