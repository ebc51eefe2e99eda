"""Instruments written as TOML, read into definitions.

A text holds what `Instrument.to_json` gives, and one thing more: a question with
`for_each_area = true` stands for one question of each area, in the order of `[areas]`, with
`{area}`, `{title}` and `{gloss}` (from `[glosses]`) filled in.

    >>> text = '''
    ... key = "tiny"
    ... title = "Tiny"
    ... [areas]
    ... hr = "Staff"
    ... [[sections]]
    ... key = "s"
    ... title = "S"
    ... [[sections.questions]]
    ... for_each_area = true
    ... key = "about_{area}"
    ... kind = "text"
    ... label = "{title}: what do you do?"
    ... area = "{area}"
    ... '''
    >>> [(one.key, one.label) for one in read(text).questions()]
    [('about_hr', 'Staff: what do you do?')]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from spinney.diagnostics.engine.definition import Instrument
from spinney.diagnostics.engine.soundness import Fault, faults


class Unreadable(ValueError):
    """A text that is no sound instrument; `faults` say why, one by one."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{one.key}: {one.words}" for one in faults))


def read(text: str) -> Instrument:
    """The instrument that a text describes. Raises Unreadable with every fault in it."""
    try:
        instrument = Instrument.from_json(_spread(tomllib.loads(text)))
    except tomllib.TOMLDecodeError as error:
        raise Unreadable((Fault("not_toml", "", f"This is not TOML: {error}."),)) from error
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(
            (Fault("not_an_instrument", "", f"Not an instrument: {error}."),)
        ) from error
    found = faults(instrument)
    if found:
        raise Unreadable(found)
    return instrument


def read_all(texts: Mapping[str, str]) -> dict[str, Instrument]:
    """The instruments of several texts (by the names of their files), by their own keys.

    Raises Unreadable with the faults of all, each key preceded by the name of its file.
    """
    found: dict[str, Instrument] = {}
    wrong: list[Fault] = []
    for name, text in texts.items():
        try:
            one = read(text)
        except Unreadable as error:
            wrong += [Fault(f.code, f"{name}: {f.key}", f.words, f.field) for f in error.faults]
            continue
        if one.key in found:
            wrong.append(Fault("key_twice", name, f"There is another “{one.key}”."))
        found[one.key] = one
    if wrong:
        raise Unreadable(tuple(wrong))
    return found


def _spread(data: Mapping[str, Any]) -> dict[str, Any]:
    areas, glosses = data.get("areas", {}), data.get("glosses", {})
    sections = [
        {**section, "questions": list(_questions(section.get("questions", []), areas, glosses))}
        for section in data.get("sections", [])
    ]
    kept = {name: value for name, value in data.items() if name != "glosses"}
    return {**kept, "sections": sections}


def _questions(
    questions: list[dict[str, Any]], areas: Mapping[str, str], glosses: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for question in questions:
        plain = {name: value for name, value in question.items() if name != "for_each_area"}
        if not question.get("for_each_area"):
            yield plain
            continue
        for area, title in areas.items():
            words = {"{area}": area, "{title}": title, "{gloss}": glosses.get(area, "")}
            yield {name: _filled(value, words) for name, value in plain.items()}


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for slot, word in words.items():
            value = value.replace(slot, word)
    return value
