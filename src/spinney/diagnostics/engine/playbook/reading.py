"""A playbook written as TOML, read with every fault told: which file, which entry, what to mend.

Each text has `source` (where its ideas come from) and either `phase` with `[[steps]]` or `kind`
with `[[moments]]`; their fields are those of `contents.Step` and `contents.Moment`.

    >>> read({"a.toml": 'kind = "breach"\\nsource = "S"\\n[[moments]]\\nkey = "turf"'})
    Traceback (most recent call last):
    ...
    spinney.diagnostics.engine.playbook.reading.Unsound: a.toml, turf: “title” is missing.
    a.toml, turf: “known_as” is missing.
    a.toml, turf: “shows” is missing.
    a.toml, turf: “why” is missing.
    a.toml, turf: “do” is missing.
    a.toml, turf: “do_not” is missing.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from typing import Any

from spinney.diagnostics.engine.playbook.contents import (
    Block,
    BlockKind,
    Fact,
    Moment,
    MomentKind,
    Phase,
    Playbook,
    Sheet,
    Step,
    Trouble,
)

KEY = re.compile(r"[a-z]+(?:-[a-z]+)*")
MOST_MINUTES = 240


@dataclass(frozen=True)
class Fault:
    """What is wrong: the file, the key of the entry ("" for the file as a whole), words."""

    file: str
    key: str
    words: str

    def __str__(self) -> str:
        return (
            f"{self.file}, {self.key}: {self.words}" if self.key else f"{self.file}: {self.words}"
        )


class Unsound(ValueError):
    """Texts that are no sound playbook; `faults` say why, one by one."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


def read(texts: Mapping[str, str]) -> Playbook:
    """The playbook that texts hold, by the names of their files. Raises Unsound with all faults."""
    faults: list[Fault] = []
    steps: list[Step] = []
    moments: list[Moment] = []
    sources: list[tuple[str, str]] = []
    for file, text in texts.items():
        try:
            data = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            faults.append(Fault(file, "", f"This is not TOML: {error}."))
            continue
        entries = _Entries(file, data, faults)
        steps += entries.steps()
        moments += entries.moments()
        sources.append((str(entries.group), str(data.get("source", ""))))
    steps.sort(key=lambda step: list(Phase).index(step.phase))
    moments.sort(key=lambda moment: list(MomentKind).index(moment.kind))
    faults += _ties(steps, moments)
    if faults:
        raise Unsound(faults)
    return Playbook(tuple(steps), tuple(moments), tuple(sources))


class _Entries:
    """The entries of one file; what is wrong with them is added to `faults`."""

    def __init__(self, file: str, data: Mapping[str, Any], faults: list[Fault]) -> None:
        self.file, self.data, self.faults = file, data, faults
        self.group: StrEnum | None = self._group()
        if not str(data.get("source", "")).strip():
            self._wrong("", "“source” is missing: say where the ideas come from.")

    def _wrong(self, key: str, words: str) -> None:
        self.faults.append(Fault(self.file, key, words))

    def _group(self) -> StrEnum | None:
        kinds: tuple[tuple[str, type[StrEnum]], ...] = (("phase", Phase), ("kind", MomentKind))
        for name, kind in kinds:
            if self.data.get(name) in list(kind):
                return kind(self.data[name])
        self._wrong("", "It needs a “phase” for steps or a “kind” for moments that is known.")
        return None

    def steps(self) -> Iterator[Step]:
        if isinstance(self.group, Phase):
            for entry in self.data.get("steps", []):
                key = str(entry.get("key", "?"))
                plain = {**entry, "phase": self.group}
                plain["goes_wrong"] = self._each(Trouble, key, entry.get("goes_wrong", []))
                plain["sheet"] = self._sheet(key, entry.get("sheet", {}))
                yield from self._one(Step, key, plain)

    def moments(self) -> Iterator[Moment]:
        if isinstance(self.group, MomentKind):
            for entry in self.data.get("moments", []):
                key = str(entry.get("key", "?"))
                yield from self._one(Moment, key, {**entry, "kind": self.group})

    def _sheet(self, key: str, entry: Mapping[str, Any]) -> Sheet | None:
        blocks = self._each(Block, key, entry.get("blocks", []))
        return next(self._one(Sheet, key, {**entry, "blocks": blocks}), None)

    def _each[Kind](self, kind: type[Kind], key: str, entries: Sequence[Any]) -> tuple[Kind, ...]:
        return tuple(one for entry in entries for one in self._one(kind, key, entry))

    def _one[Kind](self, kind: type[Kind], key: str, entry: Mapping[str, Any]) -> Iterator[Kind]:
        """The entry as a value, or nothing when something is wrong with it."""
        before = len(self.faults)
        wanted = {one.name: one for one in fields(kind)}  # type: ignore[arg-type]
        for name in entry.keys() - wanted.keys():
            self._wrong(key, f"“{name}” is no field of {_said(kind)}.")
        values: dict[str, Any] = {}
        for name, field in wanted.items():
            if name in entry:
                values[name] = self._value(key, name, str(field.type), entry[name])
            elif field.default is MISSING:
                self._wrong(key, f"“{name}” is missing.")
        if len(self.faults) == before:
            yield kind(**values)

    def _value(self, key: str, name: str, wanted: str, given: Any) -> Any:
        if wanted == "str":
            return self._text(key, name, given)
        if wanted == "int":
            if not isinstance(given, int) or given < 0:
                self._wrong(key, f"“{name}” must be a whole number.")
            return given
        if wanted == "tuple[str, ...]":
            if not isinstance(given, list) or not given:
                self._wrong(key, f"“{name}” must be a list with something in it.")
                return ()
            return tuple(self._text(key, name, one) for one in given)
        if wanted in ("tuple[Fact, ...]", "BlockKind"):
            return self._named(key, name, given)
        if given is None or given == ():
            self._wrong(key, f"“{name}” is empty.")
        return given

    def _text(self, key: str, name: str, given: Any) -> str:
        if not isinstance(given, str) or not given.strip():
            self._wrong(key, f"“{name}” must say something.")
            return ""
        return given

    def _named(self, key: str, name: str, given: Any) -> Any:
        """Facts, or the kind of a block, by their names."""
        kind: type[StrEnum] = BlockKind if name == "kind" else Fact
        names = [given] if name == "kind" else given
        unknown = [one for one in names if one not in list(kind)]
        if unknown:
            self._wrong(key, f"“{name}” has an unknown “{unknown[0]}”.")
            return None
        found = tuple(kind(one) for one in names)
        return found[0] if name == "kind" else found


def _said(kind: type) -> str:
    return {Step: "a step", Moment: "a moment", Sheet: "a sheet", Block: "a block"}.get(
        kind, "a trouble"
    )


def _ties(steps: Sequence[Step], moments: Sequence[Moment]) -> Iterator[Fault]:
    """What is wrong between entries: keys that are used twice, bad, or lead nowhere."""
    known = {one.key: at for at, one in enumerate(steps)}
    entries: list[Step | Moment] = [*steps, *moments]
    for key, times in Counter(one.key for one in entries).items():
        if times > 1:
            yield Fault("all files", key, f"The key is used {times} times. Each stands once.")
        if not KEY.fullmatch(key):
            yield Fault("all files", key, "A key has small letters, with “-” between words.")
    for one in entries:
        named = (*one.next, *one.after) if isinstance(one, Step) else one.steps
        for other in named:
            if other not in known:
                yield Fault("all files", one.key, f"There is no step “{other}”.")
    for step in steps:
        yield from _step(step, known)


def _step(step: Step, known: Mapping[str, int]) -> Iterator[Fault]:
    if not 0 < step.minutes <= MOST_MINUTES:
        yield Fault("all files", step.key, f"A step takes from 1 to {MOST_MINUTES} minutes.")
    if not 0 < step.least <= step.most:
        yield Fault("all files", step.key, "“least” must be above 0 and no more than “most”.")
    if any(known.get(other, -1) >= known[step.key] for other in step.after):
        yield Fault("all files", step.key, "It can only build on steps that stand before it.")
    for block in step.sheet.blocks:
        room = bool(block.choices) if block.kind is BlockKind.TICKS else block.rows > 0
        if not room or (block.kind is BlockKind.TABLE) != bool(block.columns):
            words = f"“{block.label}” on the sheet has no room to write, or none to tick."
            yield Fault("all files", step.key, words)
