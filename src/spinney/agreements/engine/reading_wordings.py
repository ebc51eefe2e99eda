"""Templates written as TOML, read with every fault told: which file, which clause, what to mend.

A file holds the fields of `wordings.Wording`, then `[[roles]]`, `[[questions]]`, `[[clauses]]` with
theirs. Clauses and questions that several templates share stand in one file, "common.toml", as
`[clauses.KEY]` and `[questions.KEY]`; a template takes one over with `use = "KEY"`, and says after
it what is different there. In a file a paragraph may run over several lines; an empty line ends it,
and a line that begins with "- " is an item of a list.

    >>> read({"tiny.toml": 'title = "Tiny"'}, Known())  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    spinney.agreements.engine.reading_wordings.Unsound: tiny.toml: “for_what” is missing.
    tiny.toml: “use_when” is missing...
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from pathlib import PurePath
from typing import Any

from spinney.agreements.engine.wordings import (
    BRACES,
    GIVEN,
    Asked,
    Binds,
    ExpectedRole,
    Question,
    Wording,
    WordingClause,
    gaps_in,
)

KEY = re.compile(r"[a-z]+(?:_[a-z]+)*")
ITEM = "- "
SPEAKS_FOR = ("cluster", "parties")
COMMON = "common.toml"
LISTS: dict[str, type] = {"clauses": WordingClause, "questions": Question, "roles": ExpectedRole}


@dataclass(frozen=True)
class Known:
    """What templates may name: keys of terms, roles of parties, and what the site can offer as
    the answer to a question.
    """

    terms: Collection[str] = field(default=())
    roles: Collection[str] = field(default=())
    defaults: Collection[str] = field(default=())


@dataclass(frozen=True)
class Fault:
    """What is wrong: the file, the place in it ("" for the file as a whole), words."""

    file: str
    place: str
    words: str

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.file, self.place))) + f": {self.words}"


class Unsound(ValueError):
    """Texts that are no sound templates; `faults` say why, one by one."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, faults)))


def read(texts: Mapping[str, str], known: Known) -> dict[str, Wording]:
    """The templates that texts hold, by the names of their files ("ground_rules.toml" has the key
    "ground_rules"), in the order of the files. Raises Unsound with the faults of all.
    """
    faults: list[Fault] = []
    found: dict[str, Wording] = {}
    data = {file: _loaded(file, text, faults) for file, text in texts.items()}
    common = data.pop(COMMON, None) or {}
    for file, entries in data.items():
        if entries is None:
            continue
        wording = _File(file, faults, common).wording(entries)
        if wording is not None:
            faults += _ties(file, wording, known)
            found[wording.key] = wording
    if faults:
        raise Unsound(faults)
    return found


def _loaded(file: str, text: str, faults: list[Fault]) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(file, "", f"This is not TOML: {error}."))
        return None


class _File:
    """One file; what is wrong with it is added to `faults`."""

    def __init__(self, file: str, faults: list[Fault], common: Mapping[str, Any]) -> None:
        self.file, self.faults, self.common = file, faults, common
        self.asked: frozenset[str] = GIVEN

    def wording(self, data: Mapping[str, Any]) -> Wording | None:
        before = len(self.faults)
        entries = {name: list(self._entries(name, data.get(name, []))) for name in LISTS}
        self.asked = GIVEN | {str(one.get("key")) for one in entries["questions"]}
        lists = {name: tuple(self._each(kind, name, entries[name])) for name, kind in LISTS.items()}
        plain = {key: value for key, value in data.items() if key not in LISTS}
        key = PurePath(self.file).stem
        made = self._one(Wording, "", {"key": key, **plain}, given=lists)
        return made if len(self.faults) == before else None

    def _entries(self, name: str, entries: Sequence[Any]) -> Iterator[dict[str, Any]]:
        """The entries of a list, those that are used from the common file filled out."""
        shared = self.common.get(name, {})
        for entry in entries:
            use = entry.get("use")
            if use is None:
                yield entry
            elif use not in shared:
                self._wrong(f"{name} {use}", f"{COMMON} has no such entry.")
            else:
                own = {key: value for key, value in entry.items() if key != "use"}
                yield {"key": use, **shared[use], **own}

    def _each(self, kind: type, name: str, entries: Sequence[Any]) -> Iterator[Any]:
        for at, entry in enumerate(entries, start=1):
            said = entry.get("key") or entry.get("role") or f"number {at}"
            place = f"{name} {said}"
            derived = {}
            if kind is WordingClause:
                gaps = gaps_in(str(entry.get("text", "")))
                derived = {"terms": tuple(gap for gap in gaps if gap not in self.asked)}
            made = self._one(kind, place, entry, given=derived)
            if made is not None:
                yield made

    def _one(
        self, kind: type, place: str, entry: Mapping[str, Any], given: Mapping[str, Any]
    ) -> Any:
        """The entry as a value, or None when something is wrong with it."""
        before = len(self.faults)
        wanted = {one.name: one for one in fields(kind)}
        for name in entry.keys() - (wanted.keys() - given.keys()):
            self._wrong(place, f"“{name}” is no field here.")
        values = dict(given)
        for name, one in wanted.items():
            if name in given:
                continue
            if name in entry:
                values[name] = self._value(place, name, str(one.type), entry[name])
            elif one.default is MISSING:
                self._wrong(place, f"“{name}” is missing.")
        return kind(**values) if len(self.faults) == before else None

    def _value(self, place: str, name: str, wanted: str, given: Any) -> Any:
        if wanted in ("bool", "int"):
            right = isinstance(given, bool) == (wanted == "bool") and isinstance(given, int)
            if not right or given < 0:
                said = "true or false" if wanted == "bool" else "a whole number, 0 or more"
                self._wrong(place, f"“{name}” must be {said}.")
            return given
        if wanted == "tuple[str, ...]":
            return self._texts(place, name, given)
        text = self._text(place, name, given)
        kinds: dict[str, type[StrEnum]] = {"Binds": Binds, "Asked": Asked}
        if wanted in kinds:
            return self._named(place, name, text, kinds[wanted])
        return text

    def _texts(self, place: str, name: str, given: Any) -> tuple[str, ...]:
        if not isinstance(given, list) or not given:
            self._wrong(place, f"“{name}” must be a list with something in it.")
            return ()
        return tuple(self._text(place, name, one) for one in given)

    def _text(self, place: str, name: str, given: Any) -> str:
        if not isinstance(given, str) or not given.strip():
            self._wrong(place, f"“{name}” must say something.")
            return ""
        return unwrapped(given)

    def _named(self, place: str, name: str, given: str, kind: type[StrEnum]) -> Any:
        if given not in list(kind):
            self._wrong(place, f"“{name}” is none of: {', '.join(kind)}.")
            return None
        return kind(given)

    def _wrong(self, place: str, words: str) -> None:
        self.faults.append(Fault(self.file, place, words))


def unwrapped(text: str) -> str:
    r"""Words as a file breaks them into lines, one line for each paragraph and item; with the
    apostrophe of print.

    >>> unwrapped("We meet\nonce a month.\n\nWe bring:\n- what we\n  have\n- time")
    'We meet once a month.\n\nWe bring:\n- what we have\n- time'
    """
    paragraphs: list[list[str]] = [[]]
    for raw in text.strip().splitlines():
        line = raw.strip()
        if not line:
            paragraphs.append([])
        elif line.startswith(ITEM) or not paragraphs[-1]:
            paragraphs[-1].append(line)
        else:
            paragraphs[-1][-1] += f" {line}"
    whole = "\n\n".join("\n".join(lines) for lines in paragraphs if lines)
    return whole.replace("'", "’")


def _ties(file: str, wording: Wording, known: Known) -> Iterator[Fault]:
    """What is wrong between the parts of a template, or with what it names."""
    yield from _keys(file, wording)
    yield from _whole(file, wording, known)
    for clause in wording.clauses:
        yield from _clause(file, wording, clause, known)
    for question in wording.questions:
        yield from _question(file, wording, question, known)


def _keys(file: str, wording: Wording) -> Iterator[Fault]:
    entries = [("clauses", one.key) for one in wording.clauses]
    entries += [("questions", one.key) for one in wording.questions]
    for (name, key), times in Counter(entries).items():
        if times > 1:
            yield Fault(file, f"{name} {key}", f"The key is used {times} times.")
        if not KEY.fullmatch(key):
            words = "A key has small letters, with “_” between words."
            yield Fault(file, f"{name} {key}", words)


def _whole(file: str, wording: Wording, known: Known) -> Iterator[Fault]:
    if not wording.clauses:
        yield Fault(file, "", "It has no clause.")
    if wording.speaks_for not in SPEAKS_FOR:
        yield Fault(file, "", f"“speaks_for” is none of: {', '.join(SPEAKS_FOR)}.")
    for role in wording.roles:
        if role.role not in known.roles:
            yield Fault(file, f"roles {role.role}", "There is no such role.")
        if role.most and role.least > role.most:
            yield Fault(file, f"roles {role.role}", "“least” is more than “most”.")


def _clause(file: str, wording: Wording, clause: WordingClause, known: Known) -> Iterator[Fault]:
    place = f"clauses {clause.key}"
    alone = [one.group() for one in BRACES.finditer(clause.text) if one.group() in ("{", "}")]
    if alone:
        yield Fault(file, place, f"A single “{alone[0]}”; a brace that is meant stands twice.")
    for gap in clause.gaps:
        if gap not in GIVEN and gap not in known.terms and gap not in wording.question_of:
            yield Fault(file, place, f"“{{{gap}}}” is no term, and no question asks it.")


def _question(file: str, wording: Wording, question: Question, known: Known) -> Iterator[Fault]:
    place = f"questions {question.key}"
    if question.key in GIVEN or question.key in known.terms:
        yield Fault(file, place, "There is a term of this name.")
    if not any(question.key in clause.gaps for clause in wording.clauses):
        yield Fault(file, place, "No clause says the answer.")
    if question.default_from and question.default_from not in known.defaults:
        yield Fault(file, place, f"The site does not know a “{question.default_from}”.")
    if (question.kind is Asked.CHOICE) != bool(question.choices):
        yield Fault(file, place, "“choices” belong to kind “choice”, and it has at least one.")
    if question.choices and question.default not in ("", *question.choices):
        yield Fault(file, place, "“default” is none of its choices.")
