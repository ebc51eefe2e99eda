"""Invented localities for tests of groups."""

import random

from spinney.diagnostics.engine.groups import Organisation, Problem, Rules, Weights

AREAS = ("HR", "ICT", "finance", "premises", "training")
USUAL_RULES, USUAL_WEIGHTS = Rules(), Weights()
KINDS = ("charity", "group", "school")


def locality(
    size: int, seed: int = 1, rules: Rules = USUAL_RULES, weights: Weights = USUAL_WEIGHTS
):
    """Organisations within about a quarter of an hour of each other; a tenth have no place."""
    chance = random.Random(seed)
    people = []
    for number in range(size):
        needs = {area: chance.randint(1, 3) for area in AREAS if chance.random() < 0.4}
        offers = {area: chance.randint(1, 3) for area in AREAS if chance.random() < 0.25}
        latitude, longitude = 53.8 + chance.gauss(0, 0.05), -1.55 + chance.gauss(0, 0.08)
        placed = chance.random() < 0.9
        people.append(
            Organisation(
                f"o{number}",
                f"Organisation {number}",
                needs,
                offers,
                latitude if placed else None,
                longitude if placed else None,
                chance.choice(KINDS),
                chance.random() < 0.4,
            )
        )
    return Problem(tuple(people), rules, weights)
