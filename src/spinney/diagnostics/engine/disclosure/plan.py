"""What a release will show, before anybody looks at an answer.

A plan is made from the questions, who answered, the breakdowns and what was shown before: nothing
else. It can be shown to a member before she sends her answers. Where a cell's bands depend on the
figures shown before it (a group's, on the total's), the plan says so by giving none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from spinney.diagnostics.engine.disclosure.adding import Adding, Figure, Part
from spinney.diagnostics.engine.disclosure.bands import Bands
from spinney.diagnostics.engine.disclosure.elsewhere import Elsewhere, Group, There, stands_clear
from spinney.diagnostics.engine.disclosure.ledger import Ledger, Shown
from spinney.diagnostics.engine.disclosure.rules import (
    Breakdown,
    Kind,
    Question,
    Reason,
    Respondent,
    Rules,
    Statistic,
)
from spinney.diagnostics.engine.disclosure.topics import Topic, topics
from spinney.diagnostics.engine.disclosure.whole import Whole


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A figure to come: its bands if they are settled, or the reason why it will not be shown.

    With neither, its bands depend on figures shown before it in the same release.
    """

    question: str
    statistic: Statistic
    size: int
    option: int | None = None
    breakdown: str = ""
    group: str = ""
    bands: Bands | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class TopicPlan:
    """One topic: its people, the groups that get figures, and what stands in the way.

    `refused`: a reason why nothing new of it is shown. `again`: figures shown before of just these
    people, shown again. `in_parts`: for a topic shown in one go, whether groups come first.
    `apart`: groups kept back beside what other surveys showed. `anew`: for a topic shown in one go,
    whether earlier answers of the same organisations were shown, here or by another survey.
    """

    topic: Topic
    everybody: Part
    parts: tuple[Part, ...]
    small: tuple[Part, ...]
    refused: Reason | None = None
    again: tuple[Shown, ...] = ()
    in_parts: tuple[Part, ...] = ()
    apart: tuple[Part, ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """All that is needed to show answers, and nothing about them."""

    questions: tuple[Question, ...]
    rules: Rules
    ledger: Ledger
    when: str
    topics: tuple[TopicPlan, ...]
    left_out: Mapping[str, Reason] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)
    elsewhere: Elsewhere = field(default_factory=Elsewhere)

    def cells(self) -> tuple[PlannedCell, ...]:
        """Every figure to come, question by question."""
        found = [planned for one in self.topics for planned in planned_cells(one, self)]
        by_key = {one.key: one for one in self.questions}
        for key, reason in self.left_out.items():
            statistic = lone_statistic(by_key[key])
            found.append(PlannedCell(key, statistic, self.sizes.get(key, 0), reason=reason))
        return tuple(found)


def plan_release(
    questions: Sequence[Question],
    respondents: Mapping[str, Sequence[Respondent]],
    breakdowns: Sequence[Breakdown] = (),
    *,
    ledger: Ledger | None = None,
    elsewhere: Elsewhere | None = None,
    rules: Rules | None = None,
    when: str = "",
) -> ReleasePlan:
    """Plan a release of these questions, beside what was shown before (`ledger`), and `elsewhere`.

    `respondents`: by question, whose answers there are. Of a question that is asked only with some
    answers to another, those who were rightly not asked count as having answered; who left such a
    question blank is left out of its whole family. One owner answers a question once: ValueError
    otherwise. That somebody answered a question is not kept secret (sizes are shown); what is.
    """
    ledger, rules, elsewhere = ledger or Ledger(), rules or Rules(), elsewhere or Elsewhere()
    found, left_out = topics(questions, rules)
    for key, people in respondents.items():
        if len({one.owner for one in people}) < len(people):
            raise ValueError(f"{key}: an organisation has answered twice")
    before = _Before(ledger, elsewhere)
    plans = tuple(
        _beside_others(_topic_plan(one, respondents, breakdowns, ledger, rules), before, rules)
        for one in found
    )
    sizes = {one.key: len(respondents.get(one.key, ())) for one in questions}
    return ReleasePlan(tuple(questions), rules, ledger, when, plans, left_out, sizes, elsewhere)


def _topic_plan(
    topic: Topic,
    respondents: Mapping[str, Sequence[Respondent]],
    breakdowns: Sequence[Breakdown],
    ledger: Ledger,
    rules: Rules,
) -> TopicPlan:
    people = set(respondents.get(topic.questions[0].key, ()))
    for one in topic.questions[1:]:
        people &= set(respondents.get(one.key, ()))
    everybody = Part("", "", tuple(sorted(people)))
    least = max(rules.least_group, *(one.least_group for one in topic.questions[:1]))
    parts = _parts(everybody.respondents, breakdowns)
    large = tuple(part for part in parts if len(part.respondents) >= least)
    small = tuple(part for part in parts if len(part.respondents) < least)
    if len(people) < least:
        return TopicPlan(topic, everybody, (), parts, refused=Reason.TOO_FEW)
    in_parts = () if topic.adds else _in_parts(everybody, breakdowns, rules)
    again = _again(topic, in_parts or (everybody,), ledger)
    if again:
        return TopicPlan(topic, everybody, large, small, again=again, in_parts=in_parts)
    if _too_soon(topic, everybody, ledger):
        return TopicPlan(topic, everybody, large, small, refused=Reason.TOO_SOON)
    return TopicPlan(topic, everybody, large, small, in_parts=in_parts)


@dataclass(frozen=True, slots=True)
class _Before:
    """What was shown before, here and by other surveys."""

    ledger: Ledger
    elsewhere: Elsewhere

    def earlier(self, one: TopicPlan) -> frozenset[Group]:
        """The groups whose earlier answers were shown here."""
        about = self.ledger.about(one.topic.related)
        shown = {each.respondents for each in about}
        return frozenset(self.elsewhere.group(respondents) for respondents in shown)

    def is_too_soon(self, one: TopicPlan) -> bool:
        """Whether earlier answers of these organisations were shown here in a way that cannot be
        reckoned with.
        """
        group, question = self.elsewhere.group(one.everybody.respondents), one.topic.questions[0]
        return any(
            (each.question, each.levels, each.statistic) != _kind(question)
            and not group.among.isdisjoint(self.elsewhere.group(each.respondents).among)
            for each in self.ledger.about(one.topic.related)
        )

    def in_the_way(self, one: TopicPlan, parts: Sequence[Part], rules: Rules) -> Reason | None:
        """What of earlier answers stands in the way of groups of a topic shown in one go. It is
        shown of just the same organisations once more, or of altogether different ones; one that is
        reckoned count after count is shown once.
        """
        anew = not Whole(one.topic, rules).as_tree
        levels = one.topic.questions[0].levels
        here, there = self.earlier(one), self.elsewhere.of(one.topic.related)
        for group in (self.elsewhere.group(part.respondents) for part in parts):
            if not all(stands_clear(group, each, anew=anew) for each in here):
                return Reason.TOO_SOON
            for each in there:
                alike = anew and each.shape is not None and each.shape.levels == levels
                if not stands_clear(group, each.group, anew=alike):
                    return Reason.ELSEWHERE
        return None

    def anew(self, one: TopicPlan) -> bool:
        """Whether earlier answers of some of the same organisations were shown."""
        group = self.elsewhere.group(one.everybody.respondents)
        there = (each.group for each in self.elsewhere.of(one.topic.related))
        return any(not group.among.isdisjoint(one.among) for one in (*self.earlier(one), *there))

    def apart(self, one: TopicPlan) -> tuple[Part, ...]:
        """Those groups of a topic that adds up whose figures would give an answer away beside
        figures of other surveys that cannot be reckoned with. What was shown here of just these
        answers tells nothing new.
        """
        there = self.elsewhere.of(one.topic.related)
        if not there:
            return ()
        shown = self.ledger.touching(one.topic.related, one.everybody.respondents)
        known = {each.respondents for each in shown}
        parts = (one.everybody, *one.parts)
        new = [part for part in parts if tuple(sorted(part.respondents)) not in known]
        return tuple(part for part in new if any(self._clashes(one, part, each) for each in there))

    def _clashes(self, one: TopicPlan, part: Part, other: There) -> bool:
        group, question = self.elsewhere.group(part.respondents), one.topic.questions[0]
        if group.among.isdisjoint(other.group.among):
            return False
        if not (group.is_sure and other.group.is_sure):
            return True
        own = self.elsewhere.of([question.key])
        return other not in own or other.shape not in {each.shape for each in figures(question)}


def _beside_others(one: TopicPlan, before: _Before, rules: Rules) -> TopicPlan:
    """The plan of a topic, less what would give an answer away beside what was shown of earlier
    answers of the same organisations, here or by other surveys.
    """
    if one.refused or one.again:
        return one
    if not one.topic.adds:
        return _in_one_go_beside(one, before, rules)
    if before.is_too_soon(one):
        return replace(one, refused=Reason.TOO_SOON)
    apart = before.apart(one)
    if one.everybody in apart:
        return replace(one, refused=Reason.ELSEWHERE)
    kept = tuple(part for part in one.parts if part not in apart)
    return replace(one, parts=kept, apart=apart)


def _in_one_go_beside(one: TopicPlan, before: _Before, rules: Rules) -> TopicPlan:
    """The same for a topic shown in one go."""
    if one.in_parts and before.in_the_way(one, one.in_parts, rules):
        one = replace(one, in_parts=())
    refused = None if one.in_parts else before.in_the_way(one, [one.everybody], rules)
    return replace(one, refused=refused, anew=before.anew(one))


def _parts(people: Sequence[Respondent], breakdowns: Sequence[Breakdown]) -> tuple[Part, ...]:
    """Groups of every breakdown, the largest first."""
    found: list[Part] = []
    for breakdown in breakdowns:
        of_owner = dict(breakdown.groups)
        by_group: dict[str, list[Respondent]] = {}
        for person in people:
            if of_owner.get(person.owner):
                by_group.setdefault(of_owner[person.owner], []).append(person)
        groups = sorted(by_group.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        found.extend(Part(breakdown.key, name, tuple(members)) for name, members in groups)
    return tuple(found)


def _in_parts(everybody: Part, breakdowns: Sequence[Breakdown], rules: Rules) -> tuple[Part, ...]:
    """The groups of the first breakdown whose groups are all large and leave nobody out."""
    for breakdown in breakdowns:
        parts = _parts(everybody.respondents, [breakdown])
        placed = sum(len(part.respondents) for part in parts)
        smallest = min((len(part.respondents) for part in parts), default=0)
        whole = placed == len(everybody.respondents)
        if len(parts) > 1 and whole and smallest >= rules.large_part:
            return parts
    return ()


def _again(topic: Topic, parts: tuple[Part, ...], ledger: Ledger) -> tuple[Shown, ...]:
    """What was shown of a topic in one go, if it was of just these people, divided as now."""
    if topic.adds:
        return ()
    levels = {one.key: one.levels for one in topic.questions}
    groups = {tuple(sorted(part.respondents)) for part in parts}
    people = [person for part in parts for person in part.respondents]
    touching = ledger.touching(topic.related, people)
    same = all(
        one.question in topic.shown
        and one.respondents in groups
        and one.levels == levels[one.question]
        for one in touching
    )
    return tuple(touching) if same else ()


def _too_soon(topic: Topic, everybody: Part, ledger: Ledger) -> bool:
    """Whether earlier figures stand in the way that cannot be reckoned with."""
    touching = ledger.touching(topic.related, everybody.respondents)
    if not topic.adds:
        return bool(touching)
    kind = _kind(topic.questions[0])
    return any((one.question, one.levels, one.statistic) != kind for one in touching)


def _kind(question: Question) -> tuple[str, int, Statistic]:
    return question.key, question.levels, lone_statistic(question)


def lone_statistic(question: Question) -> Statistic:
    """The figure that a question by itself is shown as."""
    shown_as = {Kind.SCALE: Statistic.TOTAL, Kind.AMOUNT: Statistic.MEDIAN}
    return shown_as.get(question.kind, Statistic.COUNT)


def figures(question: Question) -> tuple[Figure, ...]:
    """What is added up for a question whose figures add up."""
    if question.kind is Kind.SEVERAL:
        return tuple(Figure(question, Statistic.COUNT, 1, o) for o in range(question.levels))
    return (Figure(question, lone_statistic(question), question.levels - 1),)


def planned_cells(one: TopicPlan, plan: ReleasePlan) -> list[PlannedCell]:
    """The figures of one topic."""
    found = []
    for question in one.topic.questions:
        if question.key in one.topic.shown:
            found.extend(_planned(question, one, plan))
    return found


def _planned(question: Question, one: TopicPlan, plan: ReleasePlan) -> list[PlannedCell]:
    whole = Whole(one.topic, plan.rules, one.anew)
    found = []
    for part in (one.everybody, *one.parts, *one.apart, *one.small):
        reason, bands = _outlook(question, part, one, plan)
        slots = (
            [(question.key, each.statistic, each.option) for each in figures(question)]
            if one.topic.adds
            else whole.slots(question, len(part.respondents))
        )
        for key, statistic, option in slots:
            size = len(part.respondents)
            found.append(
                PlannedCell(key, statistic, size, option, part.breakdown, part.group, bands, reason)
            )
    return found


def _outlook(
    question: Question, part: Part, one: TopicPlan, plan: ReleasePlan
) -> tuple[Reason | None, Bands | None]:
    """Why a part's figures will not be shown, or the bands they will be shown in."""
    least = max(plan.rules.least_group, question.least_group)
    if len(part.respondents) < least:
        return Reason.TOO_FEW, None
    if one.refused or one.again:
        return one.refused, None
    if part in one.apart:
        return Reason.ELSEWHERE, None
    if one.topic.adds:
        if part.group:
            return None, None
        adding = Adding(figures(question)[0], [part], plan.ledger, plan.rules, plan.elsewhere)
        bands = adding.bands(part)
        return (adding.why_not(part), None) if bands.says_nothing else (None, bands)
    own = part in one.in_parts if one.in_parts else not part.group
    if not own:
        return (None, None) if not part.group else (Reason.COMPLEMENTARY, None)
    bands_of = Whole(one.topic, plan.rules, one.anew).planned(question, len(part.respondents))
    if bands_of is not None and bands_of.says_nothing:
        return Reason.ALL_BUT_YOU, None
    return None, bands_of
