"""Where somebody sits who talks an agreement over: inside, or outside with a reader's link. The
pages are the same; their addresses, and what comes after, are not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse

from spinney.agreements.models import Agreement, OutsideReader, Version
from spinney.agreements.views.around import around
from spinney.base.web.components.parts import Brand
from spinney.base.web.guard import SpinneyRequest
from spinney.base.web.told import Said, say

#: What a reader from outside is told on the page that she comes back to; there is no cookie.
TOLD = {
    "comment": "Your comment is there.",
    "mended": "Your comment is changed.",
    "removed": "Your comment is taken away.",
    "restored": "Your comment is back.",
    "words": "Your words are proposed. Whoever writes the agreement looks at them.",
    "taken-back": "Your proposal is taken back.",
    "verdict": "What you said of the whole has been sent. You can change it until your last day.",
}
STEPS = {
    "review": "",
    "add-comment": "comment",
    "propose-words": "words",
    "edit-comment": "edit",
    "remove-comment": "remove",
    "restore-comment": "restore",
    "take-back-words": "take-back",
    "proposed-words": "proposal",
    "give-verdict": "verdict",
}


@dataclass(frozen=True)
class Seat:
    """Who sits where. `reader` None: inside."""

    request: SpinneyRequest
    version: Version
    reader: OutsideReader | None = None

    @property
    def agreement(self) -> Agreement:
        return self.version.agreement

    @property
    def is_outside(self) -> bool:
        return self.reader is not None

    def url(self, name: str, pk: int | None = None, **query: object) -> str:
        """The address of a page by the name of its view."""
        if self.reader is None:
            args = [self.agreement.cluster_id, self.agreement.pk, *([pk] if pk else [])]
            address = reverse(f"agreements:{name}", args=args)
        else:
            step = STEPS[name]
            address = f"{self.request.task_path}{step}/" if step else self.request.task_path
            query = {"of": pk, **query} if pk else query
        given = {key: value for key, value in query.items() if value not in (None, "")}
        return f"{address}?{urlencode(given)}" if given else address

    def around(self, title: str) -> dict[str, Any]:
        """The frame of a page: inside the way there, outside only the cluster's name."""
        if self.reader is None:
            own = ("Comments", self.url("review") if title else "")
            trail = (own, (title, "")) if title else (own,)
            return around(self.agreement, *trail) | {"seat": self}
        brand = Brand(self.agreement.cluster.name, "", "", self.agreement.cluster.colour)
        frame = {"brand": brand, "agreement": self.agreement, "seat": self, "reader": self.reader}
        return frame | ({"back_url": self.url("review")} if title else {})

    def back(self, told: str, *, place: str = "", undo: int | None = None) -> HttpResponseRedirect:
        """Back to the clauses, where it is said what happened. `told` is a key of TOLD; `undo` the
        comment that can be brought back.
        """
        anchor = f"#{place}" if place else ""
        if self.reader is None:
            address = self.url("restore-comment", undo) if undo else ""
            say(self.request, TOLD[told], undo_url=address)
            return HttpResponseRedirect(self.url("review") + anchor)
        return HttpResponseRedirect(self.url("review", told=told, undo=undo) + anchor)

    def told_outside(self) -> Said | None:
        """What a reader from outside is told on the page that she came back to."""
        told, undo = (self.request.GET.get(name, "") for name in ("told", "undo"))
        if not self.is_outside or told not in TOLD:
            return None
        address = self.url("restore-comment", int(undo)) if undo.isdecimal() else ""
        return Said(TOLD[told], undo_url=address)

    def since(self) -> datetime | None:
        """When she looked last, from this browser. Outside there is no cookie to tell."""
        kept = None if self.is_outside else self.request.session.get(self._key)
        try:
            return datetime.fromisoformat(kept) if kept else None
        except ValueError:
            return None

    def looked(self, now: datetime) -> None:
        """Remember that she has looked."""
        if not self.is_outside:
            self.request.session[self._key] = now.isoformat()

    @property
    def _key(self) -> str:
        return f"agreements:review:{self.version.pk}"


def place_of(clause: str) -> str:
    """Where a clause stands on the page: "clause-aims"; "clause-whole" for the whole."""
    return f"clause-{clause or 'whole'}"
