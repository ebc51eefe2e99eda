"""Who may knock at which door of finding, and of what is entered twice."""

import pytest
from django.urls import reverse

from spinney.register.actions.duplicates import keep_apart, merge_organisations, pair_organisations
from spinney.register.models import Merge
from tests.access import answers
from tests.personas import NOON
from tests.register.forest import plant, plant_forest, take_in

pytestmark = pytest.mark.django_db

#             rowan ash birch cedar hazel elm willow sorrel nobody
EVERYBODY_IN = (200, 200, 200, 200, 200, 200, 200, 200, 401)
RUNS_IT = lambda ok: (ok, ok, 403, 403, ok, 403, 403, 403, 401)  # noqa: E731
HOST = lambda ok: (403, 403, 403, 403, ok, 403, 403, 403, 401)  # noqa: E731
MATRIX = {
    ("find", "get"): EVERYBODY_IN,
    ("suggest-organisations", "get"): EVERYBODY_IN,
    ("organisation", "get"): EVERYBODY_IN,
    ("duplicates", "get"): RUNS_IT(200),
    ("duplicate", "get"): RUNS_IT(200),
    ("pair-organisations", "get"): RUNS_IT(200),
    ("merge-organisations", "post"): RUNS_IT(200),  # which one is kept was not said
    ("suggest-duplicates", "post"): HOST(302),
}


@pytest.mark.parametrize(("name", "method"), MATRIX)
def test_each_door(wood, name, method):
    mine = take_in(wood, plant_forest()["mind"])
    other = plant("Alderby Mind (once more)")
    pair = pair_organisations(left=mine, right=other, by=wood.hazel, now=NOON)
    arguments = {
        "organisation": [mine.pk],
        "pair-organisations": [mine.pk],
        "duplicate": [mine.pk, pair.pk],
        "merge-organisations": [mine.pk, pair.pk],
    }
    address = reverse(f"register:{name}", args=arguments.get(name, []))
    assert answers(wood, method, address) == MATRIX[name, method]


@pytest.mark.parametrize("verb", ["keep-apart", "reconsider-duplicate", "unmerge-organisations"])
def test_what_changes_something_is_for_those_who_judge(wood, verb):
    """Each changes the state, so only those who may not are asked."""
    mine = take_in(wood, plant_forest()["mind"])
    pair = pair_organisations(left=mine, right=plant("Mind again"), by=wood.hazel, now=NOON)
    pk = pair.pk
    if verb == "unmerge-organisations":
        pk = merge_organisations(kept=mine, aside=pair.right, by=wood.hazel, now=NOON).pk
        assert Merge.objects.filter(pk=pk).exists()
    if verb == "reconsider-duplicate":
        keep_apart(pair=pair, by=wood.hazel, now=NOON)
    address = reverse(f"register:{verb}", args=[mine.pk, pk])
    told = dict(
        zip(
            ("rowan", "ash", "birch", "cedar", "hazel", "elm", "willow", "sorrel", "nobody"),
            answers(wood, "post", address),
            strict=True,
        )
    )
    for name in ("birch", "cedar", "elm", "willow", "sorrel"):
        assert told[name] == 403
    assert told["nobody"] == 401
    assert told["rowan"] == 302
