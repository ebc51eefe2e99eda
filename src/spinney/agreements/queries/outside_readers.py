"""Readers from outside: those who were asked, for whoever writes the agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spinney.agreements.models import Agreement, Comment, OutsideReader, ProposedWords
from spinney.agreements.policies.drafting import check_drafts
from spinney.agreements.policies.review import reads_still
from spinney.agreements.queries.differences import Compared, changed_since
from spinney.agreements.states import ReaderState
from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound
from spinney.base.post import outbox
from spinney.base.record.record import subject_of
from spinney.base.web.components.words import day


@dataclass(frozen=True)
class ReaderShown:
    """A reader from outside as those who write the agreement see her."""

    reader: OutsideReader
    reads_now: bool
    said: int
    delivery: str

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        reader = self.reader
        if reader.state == ReaderState.WITHDRAWN:
            return "No longer asked"
        if reader.state == ReaderState.ANSWERED:
            return "Has finished reading"
        if not self.reads_now:
            return f"Time ended on {day(reader.until)}"
        return "Is reading" if reader.opened_at else "Has not opened the link yet"


def readers_of(by: Actor, agreement: Agreement, on: date) -> list[ReaderShown]:
    """Everybody outside who was given a version to read, the newest first. Raises NotAllowed to
    whoever does not write the agreement.
    """
    check_drafts(by, agreement)
    rows = OutsideReader.objects.filter(reads__agreement=agreement).select_related("reads")
    found = list(rows.order_by("-asked_at", "-pk"))
    said = _said_by(found)
    letters = outbox.deliveries(subject_of(one) for one in found)
    return [
        ReaderShown(
            one, reads_still(one, on), said.get(one.pk, 0),
            letters[key].sentence if (key := subject_of(one)) in letters else "",
        )
        for one in found
    ]  # fmt: skip


def _said_by(readers: list[OutsideReader]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for rows in (Comment.objects.filter(removed_at=None), ProposedWords.objects.all()):
        for pk in rows.filter(reader__in=readers).order_by().values_list("reader", flat=True):
            counts[pk] = counts.get(pk, 0) + 1
    return counts


def get_reader(by: Actor, agreement: Agreement, pk: int) -> OutsideReader:
    """One reader from outside, for whoever writes the agreement. Raises NotFound, NotAllowed."""
    check_drafts(by, agreement)
    found = OutsideReader.objects.filter(reads__agreement=agreement, pk=pk).first()
    if found is None:
        raise NotFound("There is no such reader here.")
    found.reads.agreement = agreement
    return found


def since_given(reader: OutsideReader) -> Compared | None:
    """What was changed since she was given it; None: nothing."""
    return changed_since(reader)
