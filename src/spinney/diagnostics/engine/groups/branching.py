"""Splitting a guess whose best group is not what the guess supposes into the cases there can be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spinney.diagnostics.engine.groups.guesses import Frame, Guesses, bounded, join
from spinney.diagnostics.engine.groups.problem import HIGHEST

if TYPE_CHECKING:
    from spinney.diagnostics.engine.groups.tables import Flags, Floats, Ints

STEP = 1 / HIGHEST
SLIGHT = 1e-9
"""A guess that is wrong by less than this is right: levels are thirds, weights are not tiny."""


def branch(frame: Frame, guesses: Guesses, least: float) -> tuple[Guesses, Guesses]:
    """The cases of those guesses that are not yet true, and those that are true.

    Every group that a guess covers is covered by one of its cases, or gains no more than `least`.
    """
    import numpy as np

    offers_off, needs_off = _wrong_by(frame, guesses)
    focus = offers_off.shape[1]
    both = np.hstack([offers_off, needs_off])
    worst, wrong = both.argmax(axis=1), both.max(axis=1) > SLIGHT
    by_offer, by_need = wrong & (worst < focus), wrong & (worst >= focus)
    broken, settled = _broken(frame, guesses, ~wrong)
    cases = [
        *_by_offer(frame, guesses.rows(by_offer), worst[by_offer]),
        *_by_need(frame, guesses.rows(by_need), worst[by_need] - focus),
        *broken,
    ]
    parts = [bounded(frame, one, least) for one in cases if len(one)]
    return join([*parts, guesses.rows(slice(0, 0))]), guesses.rows(settled)


def _wrong_by(frame: Frame, guesses: Guesses) -> tuple[Floats, Floats]:
    """By how much each supposition lifts the bound: offers (g, focus), needs (g, focus)."""
    import numpy as np

    tables = frame.tables
    groups = guesses.groups.astype(np.int64)
    there = (groups >= 0)[:, :, None]
    areas = frame.themes[guesses.theme][:, None, :]
    needs = tables.need[groups[:, :, None], areas] * there
    offers = tables.offer[groups[:, :, None], areas]
    strongest = np.where(there, offers, 0.0).max(axis=1, keepdims=True)
    supposed = np.maximum(guesses.strongest[:, None, :] - offers, 0.0)
    real = np.maximum(np.minimum(strongest, guesses.strongest[:, None, :]) - offers, 0.0)
    weights, focus = tables.roll.weights, tables.roll.focus
    offers_off = weights.offers / focus * (needs * (supposed - real)).sum(axis=1)
    needs_off = weights.shared / focus * np.maximum(needs.max(axis=1) - guesses.deepest, 0.0)
    return offers_off, needs_off


def _by_offer(frame: Frame, guesses: Guesses, at: Ints) -> list[Guesses]:
    """Nobody suggested offers as strongly as supposed: one who does is forced, or all are barred
    and the supposition goes a level down.
    """
    import numpy as np

    if not len(guesses):
        return []
    rows = np.arange(len(guesses))
    areas = frame.themes[guesses.theme][rows, at]
    supposed = guesses.strongest[rows, at]
    able = frame.tables.offer.T[areas] >= supposed[:, None] - SLIGHT
    strongest = guesses.strongest.copy()
    strongest[rows, at] = np.maximum(supposed - STEP, 0.0)
    weaker = replace(guesses, strongest=strongest, barred=guesses.barred | able)
    return [weaker, _one_of(frame, guesses, able & ~guesses.barred)]


def _by_need(frame: Frame, guesses: Guesses, at: Ints) -> list[Guesses]:
    """Somebody suggested needs more than supposed: all such are barred, or the supposition goes a
    level up.
    """
    import numpy as np

    if not len(guesses):
        return []
    rows = np.arange(len(guesses))
    areas = frame.themes[guesses.theme][rows, at]
    supposed = guesses.deepest[rows, at]
    deeper = frame.tables.need.T[areas] > supposed[:, None] + SLIGHT
    deepest = guesses.deepest.copy()
    deepest[rows, at] = supposed + STEP
    return [
        replace(guesses, barred=guesses.barred | deeper),
        replace(guesses, deepest=deepest),
    ]


def _broken(frame: Frame, guesses: Guesses, right: Flags) -> tuple[list[Guesses], Flags]:
    """The cases of guesses that are right but suggest a group that breaks a rule, and which guesses
    are right in everything.
    """
    import numpy as np

    tables = frame.tables
    groups = guesses.groups.astype(np.int64)
    there = groups >= 0
    missing = np.zeros(len(guesses), dtype=np.int64)
    if tables.kinds.shape[1]:
        has = (tables.kinds[groups] & there[..., None]).any(axis=1)
        missing = np.where(has.all(axis=1), 0, 1 + (~has).argmax(axis=1))
    lacks = right & (missing > 0)
    odd = _who_does_not_fit(frame, groups, there)
    clashes = right & ~lacks & (odd >= 0)
    cases = []
    if lacks.any():
        able = tables.kinds.T[missing[lacks] - 1]
        part = guesses.rows(lacks)
        cases.append(_one_of(frame, part, able & ~part.barred))
    if clashes.any():
        part, who = guesses.rows(clashes), odd[clashes]
        cases += [_with(frame, part, who), replace(part, barred=part.barred | frame.bundle[who])]
    return cases, right & ~lacks & ~clashes


def _who_does_not_fit(frame: Frame, groups: Ints, there: Flags) -> Ints:
    """A member of each suggested group that clashes with another, or without one of its bundle;
    -1 where all fit. (The forced never clash with one another.)
    """
    import numpy as np

    both = there[:, :, None] & there[:, None, :]
    clashing = (frame.clash[groups[:, :, None], groups[:, None, :]] & both).sum(axis=2)
    bundled = (frame.bundle[groups[:, :, None], groups[:, None, :]] & both).sum(axis=2)
    alone = there & (bundled < frame.bundle.sum(axis=1)[groups])
    trouble = clashing + alone
    worst = trouble.argmax(axis=1)
    rows = np.arange(len(groups))
    return np.where(trouble[rows, worst] > 0, groups[rows, worst], -1)


def _one_of(frame: Frame, guesses: Guesses, able: Flags) -> Guesses:
    """For each of the able one case in which it is forced; those before it are barred, so that no
    group is covered twice.
    """
    import numpy as np

    rows, who = np.nonzero(able)
    part = guesses.rows(rows)
    before = able[rows] & (np.arange(able.shape[1])[None, :] < who[:, None])
    before &= ~part.forced
    return _with(frame, replace(part, barred=part.barred | before), who)


def _with(frame: Frame, guesses: Guesses, who: Ints) -> Guesses:
    """The guesses with `who` (and those bundled with it) forced and all that clash barred.
    Cases that cannot be (somebody is both) are left out.
    """
    import numpy as np

    forced = guesses.forced | frame.bundle[who]
    barred = guesses.barred | frame.clash[who]
    areas = frame.themes[guesses.theme]
    deepest = np.maximum(guesses.deepest, frame.bundle_needs[who[:, None], areas])
    possible = ~(forced & barred).any(axis=1)
    return replace(guesses, forced=forced, barred=barred, deepest=deepest).rows(possible)
