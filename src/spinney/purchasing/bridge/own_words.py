"""The words by which a member's own files say what a payment was for: which there are, and letting
what was taught by them loose on the names that are here. Whoever calls `judge_by_words` is inside a
transaction.
"""

from __future__ import annotations

from django.db.models import Count

from spinney.purchasing.bridge.cells import rebuild
from spinney.purchasing.bridge.forgetting_names import LONGEST_KEY
from spinney.purchasing.bridge.names import judge_names
from spinney.purchasing.models import SpendLine
from spinney.purchasing.states import UploadState

OWN_WORDS = "own_words"
MOST_OFFERED = 300


def key_of(words: str) -> str:
    """What two ways of writing the same words have in common."""
    from spinney.purchasing.engine.categories.classify import key_of_words

    return key_of_words(words)[:LONGEST_KEY]


def words_of(organisation_id: int) -> dict[str, tuple[str, int]]:
    """The words in a member's added payments by their key: as they are mostly written, and in how
    many payments they stand. The most frequent first. One query.
    """
    lines = SpendLine.objects.filter(
        organisation=organisation_id, upload__state=UploadState.ADDED, name__aside=False
    ).exclude(own_words="")
    found: dict[str, tuple[str, int]] = {}
    rows = lines.order_by().values_list("own_words").annotate(times=Count("pk"))
    for words, times in sorted(rows, key=lambda row: (-row[1], row[0])):
        if key := key_of(words):
            written, before = found.get(key, (words, 0))
            found[key] = (written, before + times)
    return dict(list(found.items())[:MOST_OFFERED])


def judge_by_words(organisation_id: int, key: str) -> int:
    """Judge again the names of a member beside which these words stand, and make their cells anew;
    returns how many changed.
    """
    rows = SpendLine.objects.filter(organisation=organisation_id).exclude(own_words="")
    pairs = rows.order_by().values_list("name", "own_words").distinct()
    names = {name for name, words in pairs if key_of(words) == key}
    changed = judge_names(organisation_id, names)
    rebuild(organisation_id, names)
    return changed
