"""What the register of decisions says of a ballot that was closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from spinney.agreements.api import Agreement
from spinney.base.kernel.assent import AGREES, ASIDE, DISAGREES, OBJECTS
from spinney.decisions.bridge.counted import BallotOutcome
from spinney.decisions.bridge.counting import way_of
from spinney.decisions.bridge.facts import Asked, Choice, Facts, Said, Source, listed_sources
from spinney.decisions.bridge.outcome_words import name_of, outcome_words
from spinney.decisions.bridge.roll import Roll, roll_of, vote_of
from spinney.decisions.bridge.rules import BY_MOTION, rule_of
from spinney.decisions.engine.result import number_to_json
from spinney.decisions.models import Ballot, Elector, ObjectionAnswer, Option, Vote
from spinney.decisions.states import Origin

RECUSED, LEFT = "declared an interest", "left before the close"


def facts_of_ballot(ballot: Ballot, found: BallotOutcome, decided_on: date) -> Facts:
    """The facts of a closed ballot. Of a secret one: how many took part, and what came out; never
    who voted, what, or why. A handful of queries.
    """
    rule, roll, way = rule_of(ballot), roll_of(ballot), way_of(ballot)
    meeting = ballot.meeting
    return Facts(
        title=ballot.title,
        origin=Origin.BALLOT,
        decided_on=decided_on.isoformat(),
        question=ballot.title,
        background=ballot.background,
        outcome=outcome_words(ballot, found),
        carried=found.is_carried,
        proposal=found.is_carried and rule.adopts == BY_MOTION,
        way=way.label,
        secret=ballot.secret,
        meeting=meeting.title if meeting else "",
        about=ballot.about_version.agreement.title if ballot.about_version else "",
        rule=rule.words,
        sources=sources_of(rule.sources),
        electorate=_electorate(ballot, roll),
        figures=_figures(ballot, found),
        said_for=() if ballot.secret else _for_it(ballot, roll),
        dissent=() if ballot.secret else _dissent(ballot, roll),
        choices=_choices(ballot, found),
    )


def sources_of(kept: Iterable[Mapping[str, object]]) -> tuple[Source, ...]:
    """Where a rule comes from, with agreements by their uid. One query."""
    rows = [dict(one) for one in kept]
    named = Agreement.objects.filter(pk__in=[one["agreement"] for one in rows])
    uids = {pk: str(uid) for pk, uid in named.values_list("pk", "uid")}
    return listed_sources(rows, uids)


def _electorate(ballot: Ballot, roll: Roll) -> tuple[Asked, ...]:
    notes = {one.pk: RECUSED for one in roll.recused} | {one.pk: LEFT for one in roll.left}
    everybody = (*roll.voters, *roll.recused, *roll.left)
    rows = sorted(everybody, key=lambda one: (one.organisation.name, one.pk))
    return tuple(
        Asked(
            uid=str(one.organisation.uid), name=one.organisation.name, tier=one.tier,
            weight=one.weight, note=notes.get(one.pk, ""),
            took_part=None if ballot.secret else one.pk in roll.took_part,
        )
        for one in rows
    )  # fmt: skip


def _figures(ballot: Ballot, found: BallotOutcome) -> tuple[tuple[str, str], ...]:
    labels = {one.key: one.label for one in way_of(ballot).voices}
    turnout = found.turnout
    told = [("Asked", str(turnout.asked)), ("Took part", str(turnout.voted))]
    if turnout.recused:
        told.append(("Declared an interest", str(turnout.recused)))
    if turnout.left:
        told.append(("Left before the close", str(turnout.left)))
    told += [(labels[key], str(many)) for key, many in found.says.items()]
    for part in found.quorum.parts:
        of = f" of {part.tier}" if part.tier else ""
        told.append((f"Needed to take part{of}", f"{part.needed} (came: {part.here})"))
    return tuple(told)


def _heard(roll: Roll) -> list[tuple[Elector, Vote]]:
    return [(one, vote) for one in roll.voters if (vote := vote_of(one)) is not None]


def _for_it(ballot: Ballot, roll: Roll) -> tuple[Said, ...]:
    """Who said why: those who agreed; where options were marked, everybody who gave a reason."""
    voices = {one.key: one for one in way_of(ballot).voices if one.means == AGREES}
    return tuple(
        Said(_who(one, vote), voices[vote.says].label if voices else "", vote.reason.strip())
        for one, vote in _heard(roll)
        if vote.reason.strip() and (vote.says in voices or way_of(ballot).has_options)
    )


def _dissent(ballot: Ballot, roll: Roll) -> tuple[Said, ...]:
    """Who objected, disagreed or stood aside, with the reason and what was answered. One query."""
    not_agreed = (OBJECTS, DISAGREES, ASIDE)
    voices = {one.key: one for one in way_of(ballot).voices if one.means in not_agreed}
    answers: dict[int, list[str]] = defaultdict(list)
    rows = ObjectionAnswer.objects.filter(vote__elector__ballot=ballot).order_by("at", "pk")
    for vote_id, text in rows.values_list("vote", "text"):
        answers[vote_id].append(" ".join(text.split()))
    return tuple(
        Said(
            _who(one, vote), voices[vote.says].label, vote.reason.strip(),
            " ".join(answers[vote.pk]),
        )
        for one, vote in _heard(roll)
        if vote.says in voices
    )  # fmt: skip


def _who(elector: Elector, vote: Vote) -> str:
    through = " (through a proxy)" if vote.proxy_id else ""
    return f"{elector.organisation.name}{through}"


def _choices(ballot: Ballot, found: BallotOutcome) -> tuple[Choice, ...]:
    """The options: those chosen first, in the order in which they were; then the others."""
    options = list(ballot.options.all())
    place = {key: number for number, key in enumerate(found.chosen)}
    ordered = sorted(options, key=lambda one: (place.get(one.key, len(options)), one.number))
    return tuple(
        Choice(
            title=_title(one), uid=str(one.uid), chosen=one.key in place,
            cost_pence=one.cost_pence, figure=_figure(one, found),
        )
        for one in ordered
    )  # fmt: skip


def _title(option: Option) -> str:
    name = name_of(option)
    return f"{name} (taken out)" if option.withdrawn_at else name


def _figure(option: Option, found: BallotOutcome) -> str:
    total = found.marks.totals.get(option.key) if found.marks else None
    if total is None:
        return ""
    kept = number_to_json(total)
    return str(kept) if isinstance(kept, int) else f"{float(total):.2f}"
