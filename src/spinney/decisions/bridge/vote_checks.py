"""Whether a vote could be cast in a ballot, whoever casts it."""

from __future__ import annotations

from collections.abc import Mapping

from spinney.base.kernel.errors import BadInput
from spinney.decisions.engine.marking import check_marks
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot


def check_vote(ballot: Ballot, marks: Mapping[str, int], says: str, reason: str = "") -> None:
    """Raise BadInput, with its faults by field, for a vote that could not be cast."""
    keys = [one.key for one in ballot.options.all() if one.withdrawn_at is None]
    settings, way = Settings.from_json(ballot.settings), WAYS[ballot.way]
    faults = check_marks(way, settings, keys, marks, says, reason, secret=ballot.secret)
    if faults:
        raise BadInput(faults[0].words, {one.field: [one.words] for one in faults})
