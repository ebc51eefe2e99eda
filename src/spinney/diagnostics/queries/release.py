"""What of a survey is shown to the group: the one truth that publishing carries out and that an
organisation reads before it sends its answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spinney.base.kernel.canonical import sha256
from spinney.diagnostics.bridge.elsewhere import elsewhere_of
from spinney.diagnostics.bridge.findings import (
    Findings,
    findings_of,
    ledger_of,
    reading_of,
    rules_of,
)
from spinney.diagnostics.engine.definition import Instrument, Shown
from spinney.diagnostics.engine.definition import Kind as Asks
from spinney.diagnostics.engine.definition import Question as Asked
from spinney.diagnostics.engine.disclosure.elsewhere import Elsewhere, There
from spinney.diagnostics.engine.disclosure.explain import fewest
from spinney.diagnostics.engine.disclosure.plan import ReleasePlan, plan_release
from spinney.diagnostics.engine.disclosure.release import Release, release
from spinney.diagnostics.engine.disclosure.rules import (
    Breakdown,
    Kind,
    Question,
    Reason,
    Rules,
    Statistic,
)
from spinney.diagnostics.engine.disclosure.topics import topics
from spinney.diagnostics.engine.results.items import for_release
from spinney.diagnostics.models import Publication, Survey
from spinney.diagnostics.states import Mode
from spinney.register import api as register

BREAKDOWNS = {"kind": "By kind of organisation", "size": "By size (income a year)"}
"""Ways in which figures may be divided, where that is safe."""

IN_WORDS = frozenset({Asks.TEXT, Asks.LONG_TEXT})


@dataclass(frozen=True)
class Planned:
    """A release as it would be now: nothing of it depends on what anybody answered. `digest`
    changes with whatever it was made of, answers sent again among them.
    """

    findings: Findings
    plan: ReleasePlan
    breakdowns: tuple[str, ...]
    digest: str

    def carried_out(self) -> Release:
        """The figures themselves, as far as the plan shows them."""
        _, answers = for_release(self.findings.reading.items, self.findings.sheets)
        return release(self.plan, answers)


def plan_for(survey: Survey, breakdowns: Sequence[str] = ()) -> Planned:
    """What publishing the survey's results now would show. At most eleven queries.

    Raises KeyError for a breakdown that there is none of. Where nobody can tell who said what
    there are no breakdowns: nobody knows of whom.
    """
    findings = findings_of(survey)
    chosen = () if survey.mode == Mode.DETACHED else tuple(sorted(set(breakdowns)))
    number = Publication.objects.filter(survey=survey).count() + 1
    respondents, _ = for_release(findings.reading.items, findings.sheets)
    elsewhere = elsewhere_of(findings)
    plan = plan_release(
        [item.question for item in findings.reading.items],
        respondents,
        _divided(findings, chosen),
        ledger=ledger_of(survey),
        elsewhere=elsewhere,
        rules=rules_of(survey),
        when=str(number),
    )
    people = [[one.owner, one.sent] for one in findings.respondents]
    made_of = [survey.asks_id, survey.minimum, survey.mode, number, people, list(chosen)]
    made_of.append(_digestible(elsewhere))
    return Planned(findings, plan, chosen, sha256(made_of)[:32])


def _digestible(elsewhere: Elsewhere) -> list[object]:
    """What other surveys showed, in an order that does not change."""
    return [
        [key, sorted(_figure(one) for one in figures)]
        for key, figures in sorted(elsewhere.shown.items())
    ]


def _figure(one: There) -> str:
    told = one.low, one.high, one.group.size, one.shape
    return str([one.survey, sorted(one.group.among), sorted(one.answers), *map(str, told)])


def _divided(findings: Findings, chosen: Sequence[str]) -> list[Breakdown]:
    if not chosen:
        return []
    owners = findings.owners
    rows = register.Organisation.objects.filter(pk__in=owners.values())
    known = {pk: (kind, income) for pk, kind, income in rows.values_list(
        "pk", "kind", "income_pence"
    )}  # fmt: skip
    groups: dict[str, list[tuple[str, str]]] = {key: [] for key in chosen}
    for owner, organisation in owners.items():
        kind, income = known.get(organisation, ("", None))
        found = {"kind": kind, "size": _size(income)}
        for key in chosen:
            if found[key]:
                groups[key].append((owner, found[key]))
    return [Breakdown(key, tuple(pairs)) for key, pairs in groups.items()]


def _size(income: int | None) -> str:
    """The code of a band of income; "" when it is not known."""
    if income is None:
        return ""
    bands = [one for one in register.INCOME_BANDS if one.least is not None or one.below is not None]
    return next(
        one.code
        for one in bands
        if (one.least or 0) <= income and (one.below is None or income < one.below)
    )


# What the others will see ---------------------------------------------------------------------


@dataclass(frozen=True)
class Outlook:
    """What the group will see of a question, whatever is answered. `figure` names what is shown
    ("how many said yes"), "" for nothing; `statistics` are the only ones that a release can hold;
    `needed` is how many have to have answered. `named`: answers themselves, with names.
    """

    figure: str
    statistics: frozenset[Statistic] = frozenset()
    needed: int = 0
    named: bool = False
    in_words: bool = False
    reason: Reason | None = None

    @property
    def is_shown(self) -> bool:
        return bool(self.figure)

    @property
    def words(self) -> str:
        """What is shown, and from when on, as the end of a sentence that begins with who sees."""
        if not self.figure:
            if self.reason is Reason.LINKED_QUESTION:
                return "nothing, because with another question it could give an answer away"
            return "nothing"
        return f"{self.figure}, once at least {self.needed} have answered" if self.needed else (
            self.figure
        )  # fmt: skip


NOTHING = Outlook("")
CLEARED_WORDS = (
    "your words, if they were cleared first (somebody reads them and takes out what tells who wrote"
    " them)"
)
FIGURES: Mapping[Kind, str] = {
    Kind.YES_NO: "how many said yes, or about how many",
    Kind.SCALE: "what everybody said taken together, never anybody’s own answer",
    Kind.CHOICE: "how many chose each answer, or about how many",
    Kind.SEVERAL: "how many chose each answer, or about how many",
    Kind.AMOUNT: "the middle and the spread, in broad bands",
}
STATISTICS: Mapping[Kind, frozenset[Statistic]] = {
    Kind.YES_NO: frozenset({Statistic.COUNT}),
    Kind.SCALE: frozenset({Statistic.TOTAL}),
    Kind.CHOICE: frozenset({Statistic.COUNT}),
    Kind.SEVERAL: frozenset({Statistic.COUNT}),
    Kind.AMOUNT: frozenset({Statistic.MEDIAN, Statistic.LOWER, Statistic.UPPER}),
}


def what_others_see(survey: Survey, definition: Instrument, question: Asked) -> Outlook:
    """What the other organisations will see of one question of the survey. No query beyond the
    survey's own version.
    """
    if question.shown is not Shown.GROUP or question.kind is Asks.NOTE:
        return NOTHING
    in_words = question.kind in IN_WORDS
    if survey.mode == Mode.GROUP:
        figure = "this answer, with your organisation’s name"
        if in_words:
            figure = "your words, with your organisation’s name, once somebody has read them"
        return Outlook(figure, named=True, in_words=in_words)
    if definition.section_of(question.key).repeats:
        return NOTHING
    rules = rules_of(survey)
    if in_words:
        return Outlook(CLEARED_WORDS, needed=rules.least_group,
                       in_words=True)  # fmt: skip
    coding = reading_of(survey).codings.get(question.key)
    if coding is None:
        return NOTHING
    return _outlook(coding.item.question, _together(survey), rules)


def _together(survey: Survey) -> tuple[Question, ...]:
    return tuple(one.question for one in reading_of(survey).items)


@lru_cache(maxsize=512)
def _outlook(question: Question, together: tuple[Question, ...], rules: Rules) -> Outlook:
    left_out, linked = _topics(together, rules)
    if question.key in left_out:
        return Outlook("", reason=left_out[question.key])
    if question.key in linked:
        # Figures of linked questions are shown as one tree: how many lie in each band.
        figure = FIGURES[Kind.CHOICE if question.kind is not Kind.YES_NO else Kind.YES_NO]
        return Outlook(figure, frozenset({Statistic.COUNT}), rules.least_group)
    needed = fewest(question, rules)
    if needed is None:
        return Outlook("", reason=Reason.ALL_BUT_YOU)
    return Outlook(FIGURES[question.kind], STATISTICS[question.kind], needed)


@lru_cache(maxsize=64)
def _topics(
    together: tuple[Question, ...], rules: Rules
) -> tuple[dict[str, Reason], frozenset[str]]:
    found, left_out = topics(together, rules)
    linked = frozenset(key for topic in found if topic.is_family for key in topic.shown)
    return left_out, linked
