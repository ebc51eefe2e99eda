"""Options of a ballot while it is written: added, changed, put in order, taken out, with files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import PurePath
from typing import Any

from django.core.files.base import File
from django.db import transaction

from spinney.base.kernel.actors import Actor
from spinney.base.kernel.errors import NotFound, WrongState
from spinney.base.record.versions import check_unchanged
from spinney.base.web.uploads import check
from spinney.decisions.bridge.noting import is_person, named, note
from spinney.decisions.bridge.texts import OptionText
from spinney.decisions.models import Ballot, Option, OptionFile
from spinney.decisions.policies import ballots as rules
from spinney.decisions.queries.held import held_draft


def _count_up(ballot: Ballot) -> None:
    """Options belong to the ballot: whoever read it before a change of theirs read another one."""
    ballot.version += 1
    ballot.save(update_fields=["version"])


def _again(ballot: Ballot, option: Option) -> Option:
    """The option as it is now. Raises NotFound when somebody took it out meanwhile."""
    found = Option.objects.filter(pk=option.pk, ballot=ballot).first()
    if found is None:
        raise NotFound("There is no such option any more: somebody took it out.")
    found.ballot = ballot
    return found


def _told(option: Option, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What the record tells of a change; nothing that was said of a person who stands."""
    if is_person(option):
        return {"before": {}, "after": {}}
    return {"before": {name: before[name] for name in after}, "after": after}


def _forget_bytes(files: Iterable[OptionFile]) -> None:
    """Delete the bytes of files whose rows are gone, when the transaction is kept; not those that
    a copy of the ballot has too.
    """
    for one in files:
        path = str(one.file.name)
        if not OptionFile.objects.filter(file=path).exists():
            transaction.on_commit(partial(one.file.storage.delete, path))


def _titles(ballot: Ballot, but: int = 0) -> list[str]:
    return list(ballot.options.exclude(pk=but).values_list("title", flat=True))


@transaction.atomic
def add_option(*, ballot: Ballot, text: OptionText, by: Actor, now: datetime) -> Option:
    """Add an option at the end."""
    ballot = held_draft("add_option", ballot, by)
    rules.check_option(text)
    there = _titles(ballot)
    rules.check_room_for_options(len(there) + 1)
    rules.check_title_is_new(text.title, there)
    option = Option.objects.create(ballot=ballot, number=len(there) + 1, **text.fields())
    _count_up(ballot)
    note("decisions.add_option", ballot, by, now, option=named(option))
    return option


@transaction.atomic
def edit_option(
    *, option: Option, text: OptionText, read: int | None = None, by: Actor, now: datetime
) -> Option:
    """Change an option. `read` is the version of the ballot as it was read."""
    ballot = held_draft("edit_option", option.ballot, by)
    found = _again(ballot, option)
    wanted = text.fields()
    before = {name: getattr(found, name) for name in wanted}
    after = {name: value for name, value in wanted.items() if before[name] != value}
    if not after:
        return found
    check_unchanged(ballot, read, "this ballot")
    rules.check_option(text)
    rules.check_title_is_new(text.title, _titles(ballot, found.pk))
    for name, value in after.items():
        setattr(found, name, value)
    found.save()
    _count_up(ballot)
    note("decisions.edit_option", ballot, by, now, option=named(found), version=ballot.version,
        **_told(found, before, after),
    )  # fmt: skip
    return found


@transaction.atomic
def move_option(*, option: Option, up: bool, by: Actor, now: datetime) -> Option:
    """Put an option one place further up or down. At the end of the list it stays where it is."""
    ballot = held_draft("move_option", option.ballot, by)
    found = _again(ballot, option)
    beside = ballot.options.filter(number=found.number + (-1 if up else 1)).first()
    if beside is None:
        return found
    here, there = found.number, beside.number
    Option.objects.filter(pk=found.pk).update(number=0)
    Option.objects.filter(pk=beside.pk).update(number=here)
    Option.objects.filter(pk=found.pk).update(number=there)
    found.number = there
    _count_up(ballot)
    note("decisions.move_option", ballot, by, now, option=named(found), place=there)
    return found


@transaction.atomic
def remove_option(*, option: Option, by: Actor, now: datetime) -> OptionText:
    """Take an option out of a draft, with its files. Returns what it said."""
    ballot = held_draft("remove_option", option.ballot, by)
    found = _again(ballot, option)
    text, number, name = OptionText.of(found), found.number, named(found)
    files = list(found.files.all())
    found.delete()
    _forget_bytes(files)
    for later in ballot.options.filter(number__gt=number).order_by("number"):
        Option.objects.filter(pk=later.pk).update(number=later.number - 1)
    _count_up(ballot)
    note("decisions.remove_option", ballot, by, now, option=name)
    return text


@transaction.atomic
def add_option_file(*, option: Option, file: File[Any], by: Actor, now: datetime) -> OptionFile:
    """Keep a file with an option: a quote, a plan. Raises BadInput or TooLarge for what cannot be
    taken.
    """
    ballot = held_draft("add_option_file", option.ballot, by)
    found = _again(ballot, option)
    if found.files.count() >= rules.MOST_FILES:
        raise WrongState(f"An option has room for {rules.MOST_FILES} files. Take one out first.")
    checked = check(file)
    kept = OptionFile(option=found, name=checked.name, size=checked.size, added_at=now)
    # On disk a file has no name of its own, so that two of one name never meet.
    kept.file.save(f"{kept.uid}{PurePath(checked.name).suffix.lower()}", file, save=True)
    _count_up(ballot)
    note("decisions.add_option_file", ballot, by, now, option=named(found), size=checked.size)
    return kept


@transaction.atomic
def remove_option_file(*, file: OptionFile, by: Actor, now: datetime) -> None:
    """Take a file away from an option of a draft. Its bytes go when the transaction is kept."""
    ballot = held_draft("remove_option_file", file.option.ballot, by)
    about = named(file.option)
    file.delete()
    _forget_bytes([file])
    _count_up(ballot)
    note("decisions.remove_option_file", ballot, by, now, option=about)
