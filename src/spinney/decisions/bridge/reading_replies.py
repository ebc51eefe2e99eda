"""From the words of a mail to what it votes in a ballot."""

from __future__ import annotations

from spinney.decisions.engine.marking import most_marks
from spinney.decisions.engine.problem import Kind
from spinney.decisions.engine.replies import Read, read_reply, read_voice
from spinney.decisions.engine.settings import Settings
from spinney.decisions.engine.ways import WAYS
from spinney.decisions.models import Ballot


def read_vote(ballot: Ballot, text: str) -> Read:
    """What a mail votes in a ballot: marks by number of the option, or a voice; or a fault."""
    way, settings = WAYS[ballot.way], Settings.from_json(ballot.settings)
    if way.kind is None:
        return read_voice(text, way)
    live = ballot.options.filter(withdrawn_at=None)
    options = {one.number: one.key for one in live}
    given = {Kind.SCORE: settings.top_mark, Kind.ALLOCATE: settings.points}
    most = given.get(way.kind, most_marks(way, settings))
    return read_reply(text, options, way.kind, most)
