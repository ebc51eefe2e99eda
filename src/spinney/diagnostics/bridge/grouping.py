"""Who should work with whom, between rows and the engine: what is known of each organisation
becomes the engine's problem, and what it found is kept so that it can be computed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from spinney.base.kernel.canonical import plain
from spinney.base.kernel.errors import BadInput
from spinney.diagnostics.bridge.findings import findings_of
from spinney.diagnostics.engine import groups as engine
from spinney.diagnostics.engine.groups.problem import FRAGILE_BELOW, HIGHEST
from spinney.diagnostics.engine.results import named
from spinney.diagnostics.engine.results.naming import named_items, named_sheet, offers
from spinney.diagnostics.models import Item, Proposal, Survey
from spinney.diagnostics.states import ItemKind
from spinney.register import api as register

SURVEY, INVENTORY, REGISTER = "survey", "inventory", "register"
WEIGHTS = {0: 0.0, 1: 0.2, 2: 0.5, 3: 1.0}
"""How much something counts, from not at all to most, as the engine weighs it."""
OFFERED = 2
"""An offer without a level is a good one, not the strongest."""
MOST = 1_000
"""Organisations in one question put on the site; for more there is `spinney groups propose`."""


@dataclass(frozen=True)
class Settings:
    """What is asked of the engine. `source` is "survey", "inventory" or "register"; `area` a town
    whose organisations on the register are meant (empty: those that belong). `share`,
    `complement` and `near` count from 0 (not at all) to 3 (most). `together` and `apart` are pairs
    of organisations' uids.
    """

    source: str = REGISTER
    area: str = ""
    min_size: int = 3
    max_size: int = 8
    share: int = 2
    complement: int = 2
    near: int = 2
    longest_minutes: int | None = None
    most_fragile: int | None = None
    kinds: tuple[str, ...] = ()
    everyone_placed: bool = False
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Settings:
        """The settings that `as_json` kept."""
        read = dict(kept)
        for name in ("together", "apart"):
            read[name] = tuple((a, b) for a, b in read.get(name, ()))
        read["kinds"] = tuple(read.get("kinds", ()))
        return cls(**read)

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return dict(plain(asdict(self)))

    @property
    def pairs(self) -> list[tuple[str, str, str]]:
        """Every pair that has a rule: "together" or "apart", and both uids."""
        return [
            *(("together", a, b) for a, b in self.together),
            *(("apart", a, b) for a, b in self.apart),
        ]

    def with_pair(self, rule: str, pair: tuple[str, str]) -> Settings:
        """With one more pair."""
        return replace(self, **{rule: (*getattr(self, rule), pair)})  # type: ignore[arg-type]

    def without_pair(self, rule: str, pair: tuple[str, str]) -> Settings:
        """Without a pair."""
        left = tuple(one for one in getattr(self, rule) if one != pair)
        return replace(self, **{rule: left})  # type: ignore[arg-type]


@dataclass
class Known:
    """What is known of one organisation: levels by area, 0 to 3."""

    needs: dict[str, int] = field(default_factory=dict)
    offers: dict[str, int] = field(default_factory=dict)


def known_from_survey(survey: Survey) -> dict[int, Known]:
    """Needs and offers of those who answered, by organisation. Where nothing was asked about
    offers, what they are strong in stands for them.
    """
    findings = findings_of(survey)
    owners, instrument = findings.owners, findings.instrument
    found = {number: Known() for number in owners.values()}
    sheets = {
        one: named_sheet(instrument, sent.values)
        for one, sent in zip(findings.sheets, findings.sent, strict=True)
    }
    heat = named.heat_map(named_items(instrument), sheets)
    offered = {
        (sent.key, said.area)
        for sent in findings.sent
        for said in offers(instrument, sent.key, sent.values)
        if said.area
    }
    for row in heat:
        for key, number in owners.items():
            _add(found[number].needs, row.area, _level(row.need.get(key)))
            if not offered:
                _add(found[number].offers, row.area, _level(row.strength.get(key)))
    strength = {row.area: row.strength for row in heat}
    for key, area in offered:
        if key in owners:
            level = _level(strength.get(area, {}).get(key))
            _add(found[owners[key]].offers, area, max(OFFERED, level))
    return found


def _level(share: float | None) -> int:
    return round((share or 0) * HIGHEST)


def _add(levels: dict[str, int], area: str, level: int) -> None:
    if level > levels.get(area, 0):
        levels[area] = level


def known_from_items(items: Iterable[Item]) -> dict[int, Known]:
    """Needs and offers from the inventory, by organisation; the greatest level in each area."""
    found: dict[int, Known] = {}
    for item in items:
        known = found.setdefault(item.organisation_id, Known())
        levels = known.needs if item.kind == ItemKind.NEED else known.offers
        _add(levels, item.area, item.level)
    return found


def problem_of(
    settings: Settings,
    organisations: Sequence[register.Organisation],
    known: Mapping[int, Known],
) -> dict[str, Any]:
    """The problem as the engine takes it, organisations by their uids. Raises BadInput for rules
    that contradict each other, and for more organisations than the site takes.
    """
    if len(organisations) > MOST:
        raise BadInput(
            f"These are {len(organisations):,} organisations. Groups are worked out here for at"
            f" most {MOST:,}: choose a smaller area, or ask whoever runs this site to use the"
            " command “spinney groups propose”."
        )
    if len(organisations) < settings.min_size:
        raise BadInput(
            f"There are {len(organisations)} organisations, and a group has at least"
            f" {settings.min_size}. Ask more of them first, or allow smaller groups."
        )
    here = {str(one.uid) for one in organisations}
    rules = engine.Rules(
        min_size=settings.min_size,
        max_size=settings.max_size,
        together=tuple(pair for pair in settings.together if here.issuperset(pair)),
        apart=tuple(pair for pair in settings.apart if here.issuperset(pair)),
        one_of_kinds=settings.kinds,
        most_fragile=settings.most_fragile,
        longest_minutes=settings.longest_minutes,
        everyone_placed=settings.everyone_placed,
    )
    weights = engine.Weights(
        shared=WEIGHTS[settings.share],
        offers=WEIGHTS[settings.complement],
        travel=WEIGHTS[settings.near],
    )
    members = tuple(_organisation(one, known.get(one.pk, Known())) for one in organisations)
    try:
        return engine.Problem(members, rules, weights).as_json()
    except BadInput as error:
        raise BadInput(_with_names(str(error), organisations)) from None


def _organisation(row: register.Organisation, known: Known) -> engine.Organisation:
    has_place = row.latitude is not None and row.longitude is not None
    return engine.Organisation(
        key=str(row.uid),
        name=row.name,
        needs=known.needs,
        offers=known.offers,
        latitude=row.latitude if has_place else None,
        longitude=row.longitude if has_place else None,
        kind=row.kind,
        fragile=row.full_time_staff is not None and row.full_time_staff < FRAGILE_BELOW,
        size=row.full_time_staff,
    )


def _with_names(told: str, organisations: Sequence[register.Organisation]) -> str:
    """The engine speaks of keys and codes; people know names."""
    for one in organisations:
        told = told.replace(str(one.uid), one.name)
    kinds = dict(register.Organisation._meta.get_field("kind").flatchoices)
    for code, label in kinds.items():
        told = told.replace(f"of the kind {code}", f"of the kind “{label}”")
    return told


def proposals_for(
    problem: Mapping[str, Any], *, count: int, stop: Callable[[], bool]
) -> list[dict[str, Any]]:
    """At most `count` proposals for a problem, best first, as they are kept: groups as uids, what
    each was looked for, what it is good and bad at among these, and what was proven. `stop` ends
    the search early when it says so, and what is found by then is marked as `cut_short`.
    """
    was_stopped = False

    def is_up() -> bool:
        nonlocal was_stopped
        was_stopped = stop() or was_stopped
        return was_stopped

    found = engine.propose(engine.Problem.from_json(problem), count=count, stop=is_up)
    return [
        {
            "kind": str(one.kind),
            "groups": [list(group.members) for group in one.evaluation.groups],
            "good_at": [asdict(mark) for mark in one.good_at],
            "bad_at": [asdict(mark) for mark in one.bad_at],
            "bound": found.bound,
            "cut_short": was_stopped,
        }
        for one in found.proposals
    ]


def arrangement(result: Mapping[str, Any], moves: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """The groups after all moves that were not undone. A move goes to a group by its place, to a
    new one (the place after the last), or outside (None); a group left empty keeps its place.
    """
    groups = [list(group) for group in result.get("groups", ())]
    for move in moves:
        if move.get("undone"):
            continue
        for group in groups:
            if move["key"] in group:
                group.remove(move["key"])
        to = move["to"]
        if to is not None:
            while len(groups) <= to:
                groups.append([])
            groups[to].append(move["key"])
    return groups


def arranged(proposal: Proposal) -> list[list[str]]:
    """The groups of a proposal as they are now."""
    return arrangement(proposal.result, proposal.moves)
