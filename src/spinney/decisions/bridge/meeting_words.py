"""How a meeting is said: when, where, and who comes."""

from __future__ import annotations

from spinney.base.web.components.words import clock, weekday
from spinney.decisions.models import Meeting
from spinney.decisions.states import CameHow


def when_words(meeting: Meeting) -> str:
    """ "Friday 3 April 2026, 10:00 to 12:00"."""
    if meeting.starts_at is None:
        return "no time yet"
    until = f" to {clock(meeting.ends_at)}" if meeting.ends_at else ""
    return f"{weekday(meeting.starts_at)}, {clock(meeting.starts_at)}{until}"


def where_words(meeting: Meeting) -> str:
    """ "The Hall, or online"."""
    ways = [meeting.place, "online" if meeting.online else ""]
    return ", or ".join(way for way in ways if way)


def answer_words(how: str, person_name: str = "") -> str:
    """What an organisation said before a meeting: "Sends Hazel Wood"."""
    words = {
        CameHow.IN_PERSON: "Comes",
        CameHow.REMOTE: "Joins by phone or video",
        CameHow.DEPUTY: f"Sends {person_name}" if person_name else "Sends a deputy",
        CameHow.APOLOGIES: "Sends apologies",
    }
    return words.get(CameHow(how), "") if how else "Has not said yet"


def in_sentence(words: str) -> str:
    """The same in the middle of a sentence: names keep their capitals."""
    return words[:1].lower() + words[1:]
