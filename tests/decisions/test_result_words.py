"""The words of a result hold to the figures beside them, whatever was voted, in every way.

Ballots are drawn with a fixed seed. What they say is held to what was put in, not to the count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from spinney.decisions.bridge.counting import count_anew
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot, Elector
from spinney.decisions.queries.results import ResultShown, shown
from spinney.decisions.states import BallotState
from tests.decisions.making import NOON, a_ballot, vote_of
from tests.decisions.test_counting import SIX, seal, six
from tests.personas import Wood

pytestmark = pytest.mark.django_db

BALLOTS = 14
AGAINST = {"object", "block", "disagree", "off", "veto"}
FOR = {"consent", "agree", "endorse", "agree_minor", "reservations"}
ASIDE = {"abstain", "stand_aside"}
LETS_PASS = {"consensus": {"disagree"}, "gradients": {"disagree"}}
METHODS: tuple[dict[str, Any], ...] = (
    {"method": "consent"},
    {"method": "consensus"},
    {"method": "majority"},
    {"method": "two_thirds", "of_all": True},
    {"method": "unanimous"},
    {"method": "consensus", "fallback": "two_thirds", "fallback_on": "2026-03-27"},
    {"method": "consent", "fallback": "majority", "fallback_on": "2026-03-27"},
)
LAST_DAY = (NOON + timedelta(days=7)).date()
RESULTS = re.compile(r"\b(?:is|are|was|were) (?:elected|chosen|bought|paid for)\b|suits best")


@dataclass
class Drawn:
    """What was put into a ballot: a word or marks for each who voted, with its votes."""

    ballot: Ballot
    papers: list[tuple[str | dict[str, int], int]] = field(default_factory=list)

    def said(self, among: set[str], *, weights: bool = False) -> int:
        return sum(
            votes if weights else 1
            for paper, votes in self.papers
            if isinstance(paper, str) and paper in among
        )

    def marks(self) -> Iterator[tuple[dict[str, int], int]]:
        for paper, votes in self.papers:
            if isinstance(paper, dict):
                yield paper, votes


def drawn(wood: Wood, way: str, lot: Random) -> Drawn:
    """A ballot with votes drawn at random, closed and counted."""
    rule = dict(lot.choice(METHODS)) | {"quorum": [lot.choice([0, 1]), 2, 0]}
    secret = lot.random() < 0.25
    options: list[Any] = []
    if WAYS[way].has_options:
        options = [
            {
                "title": f"Option {number}", "cost_pence": 300_000 * number,
                "starts_at": NOON + timedelta(days=number) if way == "times" else None,
            }
            for number in range(1, lot.choice([2, 3, 4]) + 1)
        ]  # fmt: skip
    seats = lot.choice([1, 2]) if way in ("approve", "score", "rank", "election") else 1
    said = Settings(
        rule=lot.choice(WAYS[way].rules or ("",)), seats=seats, budget_pence=1_000_000,
        ties=("lot",),
    )  # fmt: skip
    ballot = a_ballot(wood, way, options, voters=SIX, secret=secret, rule=rule, settings=said)
    papers = [_paper(way, len(options), lot) for _ in range(lot.choice([0, 1, 2, 4, 6, 6]))]
    one = Drawn(ballot)
    if secret:
        seal(ballot, *papers)
    heavy = lot.choice([1, 1, 3])
    for name, paper in zip(SIX, papers, strict=False):
        votes = heavy if name == "birch" and not secret else 1
        one.papers.append((paper, votes))
        if not secret:
            put = {"says": paper} if isinstance(paper, str) else {"marks": paper}
            vote_of(ballot, wood.organisations[name], **put)
            Elector.objects.filter(ballot=ballot, organisation=wood.organisations[name]).update(
                weight=votes
            )
    ballot = Ballot.objects.get(pk=ballot.pk)
    ballot.state, ballot.closed_at = BallotState.CLOSED, ballot.closes_at
    found = count_anew(ballot, LAST_DAY, deep=True)
    ballot.result, ballot.outcome = found.to_json(), found.code
    one.ballot = ballot
    return one


def _paper(way: str, options: int, lot: Random) -> str | dict[str, int]:
    if not WAYS[way].has_options:
        # Most say the same, so that much is agreed.
        usual = WAYS[way].voices[0].key
        return lot.choice([usual, usual, *WAYS[way].means])
    keys = [str(number) for number in range(1, options + 1)]
    marked = lot.sample(keys, lot.randint(0, options))
    match WAYS[way].kind:
        case Kind.CHOOSE:
            return dict.fromkeys(marked[:1], 1)
        case Kind.RANK:
            return {key: place for place, key in enumerate(marked, start=1)}
        case Kind.SCORE:
            return {key: lot.choice([0, 0, 3, 5]) for key in marked}
        case Kind.TIMES:
            return {key: lot.choice([0, 1, 2]) for key in marked}
        case Kind.ALLOCATE:
            return {key: lot.choice([1, 3]) for key in marked}
    return dict.fromkeys(marked, 1)


def lines_of(said: ResultShown) -> list[str]:
    firm = said.firm.one_vote
    feelings = [one.feeling for one in said.options]
    return [said.sentence, *said.why, *said.steps, *said.ties, *said.feeling, *firm, *feelings]


def faults(one: Drawn, said: ResultShown) -> Iterator[str]:
    """What is said and is not so."""
    for line in lines_of(said):
        for name, check in CHECKS.items():
            if not check(one, said, line):
                yield f"{name}: {line}"


def _nobody_is_against(one: Drawn, said: ResultShown, line: str) -> bool:
    objects = AGAINST - LETS_PASS.get(one.ballot.way, set())
    if "obody is against" in line:
        return not one.said(AGAINST)
    if "obody objects" in line:
        return not one.said(AGAINST)
    return not ("obody stops it" in line and one.said(objects))


def _all_of_them(one: Drawn, said: ResultShown, line: str) -> bool:
    for number in re.findall(r"[Aa]ll (\d+) (?:organisations )?agree", line):
        if not (int(number) == len(SIX) == one.said(FOR)):
            return False
    if "by all 6 organisations" in line and one.said(FOR) != len(SIX):
        return False
    if "spoke for or against it agree" in line:
        return bool(one.said(FOR)) and not one.said(AGAINST)
    return not re.search(r"[Aa]ll \d+ organisations answered", line) or len(one.papers) == len(SIX)


def _a_winner_only_where_something_was_decided(one: Drawn, said: ResultShown, line: str) -> bool:
    if said.found.code == "chosen":
        return True
    return not RESULTS.search(line) or "nothing" in line.lower() or "none" in line.lower()


def _votes(one: Drawn, said: ResultShown, line: str) -> bool:
    found = re.search(r"(\d+)(?: votes?)? for it, (\d+) against", line)
    counts = (one.said(FOR, weights=True), one.said(AGAINST, weights=True))
    return not found or tuple(map(int, found.groups())) == counts


def _how_they_stand(one: Drawn, said: ResultShown, line: str) -> bool:
    lets_pass = LETS_PASS.get(one.ballot.way, set())
    counts = {
        r"(\d+) stands? aside": one.said(ASIDE),
        r"(\d+) disagrees? but": one.said(lets_pass),
        r"(\d+) of \d+ agrees?\b(?!\. By)": one.said(FOR),
        r"(\d+) (?:is|are) against": one.said(AGAINST),
        r"(\d+) stood aside": one.said({"abstain"}),
        r"(\d+) organisations? objects?\b": one.said(AGAINST - lets_pass),
    }
    return all(
        int(number) == count for words, count in counts.items()
        for number in re.findall(words, line)
    )  # fmt: skip


def _who_can_come(one: Drawn, said: ResultShown, line: str) -> bool:
    if "suits best" not in line:
        return True
    key = said.found.chosen[0]
    marks = Counter(min(paper.get(key, 3), 3) for paper, _ in one.marks())
    come, cannot, unsaid = marks[2] + marks[1], marks[0], marks[3]
    found = re.search(r"(\d+) organisations? can come", line)
    if found is None or int(found[1]) != come:
        return False
    for words, count in ((r"(\d+) (?:organisations? )?cannot", cannot), (r"(\d+) did not", unsaid)):
        said_so = re.search(words, line)
        if int(said_so[1] if said_so else 0) != count:
            return False
    return ("nobody is lost" in line) == (not cannot and not unsaid)


def _everybody(one: Drawn, said: ResultShown, line: str) -> bool:
    if "verybody who voted" in line:
        return all(paper for paper, _ in one.marks())
    if "loses nobody who answered" in line:
        name = line.split(" loses")[0]
        key = next(str(row.number) for row in said.options if row.name == name)
        return all(paper.get(key) for paper, _ in one.marks() if paper)
    return True


def _what_it_had(one: Drawn, said: ResultShown, line: str) -> bool:
    if one.ballot.way not in ("choose", "approve", "score", "allocate"):
        return True
    found = re.fullmatch(r"“(Option \d)” was chosen with (\d+) (?:vote|point)s?\..*", line)
    if not found:
        return True
    key = found[1].split()[1]
    return int(found[2]) == sum(paper.get(key, 0) * votes for paper, votes in one.marks())


def _before_all_others(one: Drawn, said: ResultShown, line: str) -> bool:
    if "more votes put it before" not in line:
        return True
    (key,) = said.found.chosen
    for other in {str(row.number) for row in said.options} - {key}:
        lead = 0
        for paper, votes in one.marks():
            places = (paper.get(key, 99), paper.get(other, 99))
            lead += votes * ((places[0] < places[1]) - (places[0] > places[1]))
        if lead <= 0:
            return False
    return True


def _nobody(one: Drawn, said: ResultShown, line: str) -> bool:
    if line.startswith("Nobody voted"):
        return not one.papers
    if "nobody supports any" in line:
        return not any(mark for paper, _ in one.marks() for mark in paper.values())
    return True


def _how_far_apart(one: Drawn, said: ResultShown, line: str) -> bool:
    if line.startswith(("Nobody marked", "Only one of you", "You agree")) and "voter" not in line:
        rows = [row for row in said.options if row.feeling == line]
        return all(_is_so(one, line, str(row.number)) for row in rows)
    return True


def _is_so(one: Drawn, line: str, key: str) -> bool:
    marks = [paper.get(key) for paper, _ in one.marks() if paper]
    given = [mark for mark in marks if mark is not None]
    if line.startswith("Nobody marked"):
        return not given
    if line.startswith("Only one of you"):
        by_mark = WAYS[one.ballot.way].kind is Kind.SCORE
        return len(given if by_mark else marks) == 1
    if "Nobody gave it more than 0" in line:
        return not any(given)
    same = re.search(r"All who marked it gave it (\d+)", line)
    return not same or {int(same[1])} == set(given)


CHECKS = {
    "somebody is against": _nobody_is_against,
    "not all of them": _all_of_them,
    "nothing was decided": _a_winner_only_where_something_was_decided,
    "other votes": _votes,
    "they stand otherwise": _how_they_stand,
    "others can come": _who_can_come,
    "not everybody": _everybody,
    "it had something else": _what_it_had,
    "others come before it": _before_all_others,
    "somebody did": _nobody,
    "how far apart": _how_far_apart,
}


@pytest.mark.parametrize("way", WAYS)
def test_the_words_of_a_result_hold_to_its_figures(wood: Wood, way: str) -> None:
    six(wood)
    lot = Random(f"words of {way}")
    for _ in range(BALLOTS):
        one = drawn(wood, way, lot)
        assert list(faults(one, shown(one.ballot))) == [], one
