"""Fit the weights of `purchasing/engine/matching/scoring.py`.

    uv sync --group bench && script/bench supplier_fit

Pairs that blocking lets meet, with the truth: from the real sets the half of the suppliers that
`supplier_matching` does not report as unfitted, from three generated lists (other seeds than the
benchmark's) a sample. Every set counts as `SHARES` says, however many pairs it has. A weight may
only speak in the direction that its feature's name says; three are held near what is known
(different figures tell two apart, a trading company is not its charity, places of federations are
bodies of their own), since a few hundred pairs say too little of them. Prints the weights, and how
well pairs are ordered (average precision).
"""

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
from benchmarks.supplier_truth import Truth, generated, real_sets
from scipy.optimize import minimize

from spinney.purchasing.engine.matching.arrays import arrays_of, table_of
from spinney.purchasing.engine.matching.blocking import candidates
from spinney.purchasing.engine.matching.match import lexicon_of
from spinney.purchasing.engine.matching.nodes import gather
from spinney.purchasing.engine.matching.reading import read
from spinney.purchasing.engine.matching.scoring import FEATURES, features
from spinney.purchasing.engine.matching.weighing import worth_weighing

SHARES = {"companies": 3.0, "charities": 1.5, "audit": 2.0, "grants": 1.5, "providers": 2.0}
GENERATED = ((20_000, 4_000, 3, 3.0), (200_000, 40_000, 11, 6.0), (60_000, 20_000, 12, 4.0))
MOST_PAIRS = 100_000
FOR = {
    "shared", "beyond_chance", "rarest_shared", "share_of_both", "extra_lead", "lead_in_conflict",
    "place_extra_lead", "place_conflict_lead", "all_met",
}  # fmt: skip
EITHER = {"one", "cut_off"}
HELD = {
    "form_conflict": (-1.5, -0.3), "federated_place": (-6.0, -2.0), "subsidiary": (-4.0, -2.5),
    "figures_conflict": (-9.0, -6.0), "figures_missing": (None, -0.8),
    "slips": (None, -0.1),
}  # fmt: skip
RIDGE = 2e-5


def pairs_of(truth: Truth) -> tuple[np.ndarray, np.ndarray]:
    """The features of pairs that meet, and whether each is one supplier."""
    reads = [read(name) for name in truth.names]
    lexicon = lexicon_of(reads)
    nodes = gather(reads, lexicon, widths=[len(name) for name in truth.names])
    arrays = arrays_of(table_of(nodes), lexicon)
    whose = [Counter(truth.whose[at] for at in node.members).most_common(1)[0][0] for node in nodes]
    met = np.array(candidates(nodes, lexicon))
    met = met[worth_weighing(arrays, *met.T)]
    if len(met) > MOST_PAIRS:
        met = met[random.Random(5).sample(range(len(met)), MOST_PAIRS)]
    node = [arrays.node(at) for at in range(len(nodes))]
    values = [features(node[one], node[other], lexicon) for one, other in met.tolist()]
    return np.array(values), np.array([whose[one] == whose[other] for one, other in met], float)


def fitted(sets: Sequence[tuple[np.ndarray, np.ndarray, float]]) -> np.ndarray:
    """The weights under which the truth is likeliest, each set counting by its share."""
    values = np.vstack([one for one, _truth, _share in sets])
    truth = np.concatenate([one for _values, one, _share in sets])
    counts = np.concatenate([np.full(len(one), share / len(one)) for _v, one, share in sets])
    counts /= counts.sum()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total = values @ weights
        surprise = np.logaddexp(0, total) - truth * total
        slope = values.T @ (counts * (1 / (1 + np.exp(-total)) - truth))
        return float(counts @ surprise + RIDGE * weights @ weights), slope + 2 * RIDGE * weights

    bounds = [_bound(name) for name in FEATURES]
    start = np.zeros(len(FEATURES))
    return minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 1_500}
    ).x


def _bound(name: str) -> tuple[float | None, float | None]:
    if name in HELD:
        return HELD[name]
    if name in EITHER:
        return None, None
    return (0.0, None) if name in FOR else (None, 0.0)


def average_precision(truth: np.ndarray, score: np.ndarray) -> float:
    """The mean share of true pairs above each true pair."""
    ordered = truth[np.argsort(-score)]
    return float(
        (ordered.cumsum() / np.arange(1, len(ordered) + 1) * ordered).sum() / ordered.sum()
    )


def main() -> None:
    """Fit and print."""
    names, sets = [], []
    for truth in real_sets():
        if truth.name in SHARES:
            names.append(truth.name)
            sets.append((*pairs_of(truth.half(0)), SHARES[truth.name]))
    for many, suppliers, seed, share in GENERATED:
        names.append(f"generated {many:,}")
        sets.append((*pairs_of(generated(many, suppliers, seed)), share))
    weights = fitted(sets)
    for feature, weight in zip(FEATURES, weights, strict=True):
        print(f"{feature:22} {weight:6.2f}")
    for name, (values, truth, _share) in zip(names, sets, strict=True):
        print(f"{name}: {len(truth):,} pairs, {average_precision(truth, values @ weights):.3f}")


if __name__ == "__main__":
    main()
