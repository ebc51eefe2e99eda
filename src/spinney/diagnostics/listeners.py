"""What the diagnostics room tells base when it starts: how its record is told, and what its deeds
take of a member's time.
"""

from __future__ import annotations

from spinney.base.access.minutes import takes
from spinney.base.record.timeline import tell
from spinney.diagnostics import events

MINUTES: dict[str, int] = {}
"""What each deed takes a member (what is done by a task link counts with the link's minutes)."""

tell(events.TOLD)
takes(MINUTES)
