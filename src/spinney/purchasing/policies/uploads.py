"""Who may do what with files of payments that members give in; and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from spinney.base.access.models import TaskLink
from spinney.base.kernel.actors import NOBODY, Actor, Pass, Role, organisation_scope
from spinney.base.kernel.errors import BadInput, NotFound, WrongState
from spinney.base.kernel.policy import require
from spinney.base.web.components.words import counted, day, listed
from spinney.purchasing.models import SpendAsked, SpendUpload
from spinney.purchasing.states import NEXT, UploadState
from spinney.register.api import Organisation

#: Nobody else, the host and those who run a cluster included: what a member pays is its own.
KEEPS = frozenset({Role.REPRESENTATIVE, Role.EVIDENCE_KEEPER})
GIVES = KEEPS | {Role.GUEST}
"""The holder of a task link gives one member's files in, and sees nothing else of it."""

MAY: dict[str, frozenset[Role]] = {
    "spending": KEEPS,
    "give_file": GIVES,
    "upload": KEEPS,
    "change_layout": GIVES,
    "add_lines": GIVES,
    "discard_upload": GIVES,
    "undo_upload": KEEPS,
    "left_out_rows": KEEPS,
    "spend_lines": KEEPS,
    "set_measures": KEEPS,
    "read_file": NOBODY,  # the site itself, once a file is given in
    "follow_merge_of_spending": NOBODY,  # the site itself, when two organisations are one
    "follow_unmerge_of_spending": NOBODY,
    "keep_lines": NOBODY,  # the site itself, once somebody said that they shall be added
}

BY_LINK = "purchasing.give_file_by_link"
"""The verb of the links by which somebody without an account gives files in."""

KEEP_FILE_DAYS = 30
"""So long a file stays after its payments were added, or after it was thrown away or undone."""

EARLIEST = date(1990, 1, 1)
AHEAD = timedelta(days=366)
LIVE = (UploadState.READING, UploadState.TO_CHECK, UploadState.ADDING, UploadState.ADDED)
"""States of a file that is here: the same file again is known by it."""


# Who ------------------------------------------------------------------------------------------


def check_gives(verb: str, organisation: Organisation, by: Actor) -> None:
    """Raise unless the actor may give in files of the organisation: by a mandate of it, or by a
    link that was sent for it.
    """
    if by.pass_ is None or by.pass_.verb != BY_LINK:
        require(MAY, verb, by=by, scope=organisation_scope(organisation.pk))
    elif by.organisation_id != organisation.pk or not _asked(by.pass_, organisation):
        raise NotFound("There is no such page. Open the link from the e-mail again.")


def _asked(held: Pass, organisation: Organisation) -> bool:
    """Whether a link is for this organisation."""
    number = held.subject.rpartition(":")[2]
    return SpendAsked.objects.filter(pk=int(number), organisation=organisation).exists()


def check_handles(verb: str, upload: SpendUpload, by: Actor) -> None:
    """The same for one file: the holder of a link handles only what was given in by that link."""
    check_gives(verb, upload.organisation, by)
    if by.pass_ is not None and str(upload.uid) not in given_by_link(by):
        raise NotFound("There is no such file. Open the link from the e-mail again.")


def given_by_link(by: Actor) -> list[str]:
    """The files that were given in by the actor's link, or by the one that was handed on to her."""
    if by.pass_ is None:
        return []
    link = TaskLink.objects.filter(pk=by.pass_.link_id).first()
    return list(link.memory.get("uploads", [])) if link else []


# When -----------------------------------------------------------------------------------------


def check_can_become(upload: SpendUpload, state: UploadState) -> None:
    """Raise WrongState unless the file may move to the state."""
    if state not in NEXT[UploadState][upload.state]:
        told = f"“{upload.name}” is {upload.get_state_display().lower()}"
        raise WrongState(f"{told}, so that cannot be done.")


def check_file_is_kept(upload: SpendUpload) -> None:
    """Raise WrongState once the file itself is gone."""
    if not upload.file:
        raise WrongState(
            f"“{upload.name}” itself is no longer here: files are kept for {KEEP_FILE_DAYS} days."
            " Give it in again."
        )


def check_can_be_added(upload: SpendUpload, last_day: date | None, today: date) -> None:
    """Raise unless it is understood, has payments, and the month of each can be known."""
    check_can_become(upload, UploadState.ADDING)
    check_file_is_kept(upload)
    if upload.summary.get("missing"):
        raise WrongState("Say first what the columns hold: something needed is missing.")
    if not upload.summary.get("rows"):
        raise WrongState("There is no payment in this file that could be added.")
    if needs_a_day(upload):
        check_last_day(last_day, today)


def needs_a_day(upload: SpendUpload) -> bool:
    """Whether lines of the file have no date, so that somebody must say up to when it goes."""
    return bool(upload.summary.get("without_day"))


def check_last_day(last_day: date | None, today: date) -> None:
    """Raise BadInput unless the day is there and can be right."""
    told = ""
    if last_day is None:
        told = "Give the last day that the file is about: it does not say so itself."
    elif last_day > today + AHEAD:
        told = "That day is more than a year ahead. Check the year."
    elif last_day < EARLIEST:
        told = f"The day must be {day(EARLIEST)} or later. Check the year."
    if told:
        raise BadInput(told, {"last_day": [told]})


def check_shows_nobody_new(names: Mapping[str, int]) -> None:
    """Raise BadInput where clusters, by name, would see so many names for the first time."""
    would = [f"{cluster} would see {counted(n, 'new name')}" for cluster, n in names.items() if n]
    if would:
        told = f"{listed(would)}. Tick that you share these too, or stop or change the share first."
        raise BadInput(f"Nothing was added yet: {told}", {"share_too": [told]})
