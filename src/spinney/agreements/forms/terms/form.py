"""The form of one term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from spinney.agreements.engine.terms import (
    CATALOGUE,
    Json,
    Kind,
    Part,
    Term,
    TermFault,
    Value,
    parts_of,
    read,
    write,
)
from spinney.agreements.forms.terms.fields import (
    Asked,
    Offers,
    field_for,
    to_data,
    to_initial,
    to_json,
    usual,
)
from spinney.base.web.components.words import listed

SHOWN, DO = "on-page", "row-do"
MOST_ROWS = 60
NOTHING: Mapping[str, Json] = {}


@dataclass(frozen=True)
class Row:
    """One line of a list, on the page."""

    id: int
    number: int
    fields: Sequence[BoundField]


@dataclass(frozen=True)
class Block:
    """One part on the page: a field, or the rows of a list."""

    part: Part
    field: BoundField | None = None
    rows: Sequence[Row] = ()
    rows_value: str = ""
    full: bool = False


class TermForm(forms.Form):
    """What is agreed of one term. `said` is JSON: what stands there now, or what is offered;
    `offers` what organisations and data can be chosen.

    After a button that adds or removes a line, and when an answer brings another question, the
    form `goes_on`: it is shown again with all that was typed, and finds no fault yet.
    """

    term: Term
    read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: QueryDict | Mapping[str, Any] | None = None,
        *,
        offers: Offers | None = None,
        said: Json = None,
        **kwargs: Any,
    ) -> None:
        self.offers = offers or Offers()
        start = self._start(said)
        typed = _mutable(data)
        super().__init__(typed, **kwargs)
        self._typed = typed
        self.goes_on = typed is not None and bool(typed.get(DO))
        self.rows: dict[str, list[int]] = {}
        self.shown = self._shown(start)
        self.new_labels = self._reveal(start)
        self.goes_on |= bool(self.new_labels)
        for part in self.shown:
            self._add(part, start.get(part.key, usual(part)))
        self._value: Json = None
        self._name_heading()

    @classmethod
    def _kinds(cls) -> set[Kind]:
        """The kinds of all that is asked, in lists too."""
        rows = [sub for part in cls.term.parts if part.of for sub in parts_of(part.of)]
        return {part.kind for part in (*cls.term.parts, *rows)}

    @classmethod
    def names_organisations(cls) -> bool:
        """Whether organisations are to be offered."""
        return bool(cls._kinds() & {Kind.ORGANISATION, Kind.ORGANISATIONS})

    @classmethod
    def names_fields(cls) -> bool:
        """Whether declared data are to be offered."""
        return Kind.FIELDS in cls._kinds()

    def _start(self, said: Json) -> Mapping[str, Json]:
        """What stands there, by part."""
        parts = self.term.parts
        if said is None:
            said = write(self.term.key, self.term.default)
        if len(parts) == 1 and not (isinstance(said, Mapping) and parts[0].key in said):
            return {parts[0].key: said}
        return said if isinstance(said, Mapping) else NOTHING

    def _shown(self, start: Mapping[str, Json]) -> list[Part]:
        """The parts that are asked, after what is chosen so far."""
        said: dict[str, Json] = {}
        found = []
        for part in self.term.parts:
            if part.applies(said):
                said[part.key] = self._chosen(part, start)
                found.append(part)
        return found

    def _chosen(self, part: Part, start: Mapping[str, Json]) -> Json:
        if self._typed is not None and part.key in self._typed:
            return self._typed.get(part.key)
        return start.get(part.key, usual(part))

    def _reveal(self, start: Mapping[str, Json]) -> list[str]:
        """What an answer brought that was not on the page. It gets what is usual as its answer."""
        typed = self._typed
        if typed is None or SHOWN not in typed:
            return []
        seen = typed.get(SHOWN, "").split(",")
        new = [part for part in self.shown if part.key not in seen]
        for part in new:
            if part.kind is not Kind.RECORDS:
                typed.setlist(part.key, to_data(part.kind, start.get(part.key, usual(part))))
        return [part.label for part in new]

    # Fields ---------------------------------------------------------------------------------------

    def _add(self, part: Part, said: Json) -> None:
        if part.kind is Kind.RECORDS:
            self._add_rows(part, said if isinstance(said, list | tuple) else ())
            return
        asked = Asked(part, self._offers_with(part, said), required=part.required)
        self.fields[part.key] = field_for(asked)
        self.initial.setdefault(part.key, to_initial(part.kind, said))

    def _offers_with(self, part: Part, said: Json) -> Offers:
        """What is offered, and what was chosen before though it is offered no longer."""
        chosen = {said} if isinstance(said, str) else set(said or ()) if _is_list(said) else set()
        if part.kind in (Kind.ORGANISATION, Kind.ORGANISATIONS):
            missing = sorted(chosen - {uid for uid, _ in self.offers.organisations} - {""})
            more = tuple((uid, "An organisation that is no party any more") for uid in missing)
            return replace(self.offers, organisations=(*self.offers.organisations, *more))
        if part.kind is Kind.FIELDS:
            missing = sorted(chosen - {key for key, _ in self.offers.fields})
            return replace(
                self.offers, fields=(*self.offers.fields, *((key, key) for key in missing))
            )
        return self.offers

    def _add_rows(self, part: Part, said: Sequence[Json]) -> None:
        assert part.of is not None  # noqa: S101 (every list of the catalogue is of something)
        ids = self._row_ids(part, len(said))
        self.rows[part.key] = ids
        for row in ids:
            given = said[row] if row < len(said) and isinstance(said[row], Mapping) else NOTHING
            blank = not self.goes_on and self._is_blank(part, row)
            for sub in parts_of(part.of):
                name = f"{part.key}-{row}-{sub.key}"
                needed = sub.required and sub.only_if is None and not blank
                value = given.get(sub.key, usual(sub))
                offers = self._offers_with(sub, value)
                shown = replace(sub, help=_with_condition(sub, part.of))
                self.fields[name] = field_for(Asked(shown, offers, in_row=True, required=needed))
                self.initial.setdefault(name, to_initial(sub.kind, value))

    def _row_ids(self, part: Part, stated: int) -> list[int]:
        """Which rows there are: as posted, after the button that was pressed; else as stated, with
        an empty one where something must be said.
        """
        typed = self._typed
        posted = typed.get(f"{part.key}-rows") if typed is not None else None
        if typed is None or posted is None:
            return list(range(stated or int(part.required)))
        ids = [int(one) for one in posted.split(",") if one.isdecimal() and len(one) < 6]
        ids = list(dict.fromkeys(ids))[:MOST_ROWS]
        do = typed.get(DO, "")
        if do == f"add-{part.key}" and len(ids) < self._most(part):
            ids.append(max(ids, default=stated - 1) + 1)
        return [one for one in ids if do != f"remove-{part.key}-{one}"]

    @staticmethod
    def _most(part: Part) -> int:
        return min(part.most or MOST_ROWS, MOST_ROWS)

    def _is_blank(self, part: Part, row: int) -> bool:
        """Whether nothing was typed in a row: what has a usual answer does not count."""
        typed = self._typed
        if typed is None or part.of is None:
            return False
        for sub in parts_of(part.of):
            name = f"{part.key}-{row}-{sub.key}"
            said = [typed.get(name, "")]
            if sub.kind is Kind.DATE:
                said = [typed.get(f"{name}_{one}", "") for one in ("day", "month", "year")]
            if sub.empty in (None, "", (), 0) and any(str(one).strip() for one in said):
                return False
        return True

    def _name_heading(self) -> None:
        """A term that asks one thing is asked by the heading of its page."""
        if len(self.term.parts) == 1 and self.term.parts[0].key in self.fields:
            only = self.fields[self.term.parts[0].key]
            only.label = self.term.question
            only.help_text = only.help_text or self.term.help
            self.heading_field = self.term.parts[0].key

    # On the page ----------------------------------------------------------------------------------

    @property
    def shown_value(self) -> str:
        """Which questions are on the page, for the next time that it is sent."""
        return ",".join(part.key for part in self.shown)

    def blocks(self) -> Iterator[Block]:
        """What stands on the page, in order."""
        for part in self.shown:
            if part.kind is not Kind.RECORDS:
                yield Block(part, field=self[part.key])
                continue
            ids = self.rows[part.key]
            rows = [Row(one, at, self._row_fields(part, one)) for at, one in enumerate(ids, 1)]
            value = ",".join(str(one) for one in ids)
            yield Block(part, rows=rows, rows_value=value, full=len(ids) >= self._most(part))

    def _row_fields(self, part: Part, row: int) -> list[BoundField]:
        assert part.of is not None  # noqa: S101
        return [self[f"{part.key}-{row}-{sub.key}"] for sub in parts_of(part.of)]

    # Values ---------------------------------------------------------------------------------------

    def full_clean(self) -> None:
        """Find no fault while lines are added, or a further question is asked."""
        if not self.goes_on:
            super().full_clean()
            return
        self._errors = forms.utils.ErrorDict(renderer=self.renderer)
        self.cleaned_data: dict[str, Any] = {}

    def is_valid(self) -> bool:
        return not self.goes_on and super().is_valid()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        said, places = self._said()
        parts = self.term.parts
        try:
            whole = said.get(parts[0].key) if len(parts) == 1 else said
            self._value = write(self.term.key, read(self.term.key, whole))
        except TermFault as fault:
            self._tell(fault, places)
        return data

    def _said(self) -> tuple[dict[str, Json], dict[str, str]]:
        """What was typed as JSON, and the name of the field for each place in it: rows that were
        left blank are not in it.
        """
        said: dict[str, Json] = {}
        places: dict[str, str] = {}
        for part in self.shown:
            if part.kind is Kind.RECORDS:
                said[part.key] = self._rows_said(part, places)
            else:
                value = to_json(part.kind, self.cleaned_data.get(part.key))
                said |= {} if value is None else {part.key: value}
        return said, places

    def _rows_said(self, part: Part, places: dict[str, str]) -> list[Json]:
        assert part.of is not None  # noqa: S101
        found: list[Json] = []
        for row in self.rows[part.key]:
            if self._is_blank(part, row):
                continue
            line: dict[str, Json] = {}
            for sub in parts_of(part.of):
                name = f"{part.key}-{row}-{sub.key}"
                places[f"{part.key}-{len(found)}-{sub.key}"] = name
                value = to_json(sub.kind, self.cleaned_data.get(name))
                if value is not None and sub.applies(line):
                    line[sub.key] = value
            found.append(line)
        return found

    def _tell(self, fault: TermFault, places: Mapping[str, str]) -> None:
        """Say what is wrong where it was typed; once, where the field itself has said so."""
        told = False
        for place, messages in fault.fields.items():
            name = places.get(place, place)
            if name in self.fields and not self.has_error(name):
                self.add_error(name, messages)
                told = True
            elif name not in self.fields and not self.errors:
                self.add_error(None, messages)
                told = True
        if not told and not self.errors:
            self.add_error(None, str(fault))

    def value(self) -> Json:
        """What was agreed, as JSON. Only after `is_valid`."""
        return self._value


def _with_condition(sub: Part, row: type[Value]) -> str:
    """The help of a part of a row, and when it is needed."""
    if sub.only_if is None:
        return sub.help
    other = next(one for one in parts_of(row) if one.key == sub.only_if[0])
    chosen = listed((f"“{other.word(choice)}”" for choice in sub.only_if[1]), "or")
    return f"{sub.help} Only with {chosen} above.".strip()


def _mutable(data: QueryDict | Mapping[str, Any] | None) -> QueryDict | None:
    if data is None:
        return None
    if isinstance(data, QueryDict):
        return data.copy()
    made = QueryDict(mutable=True)
    for key, value in data.items():
        made.setlist(key, [str(one) for one in value] if _is_list(value) else [str(value)])
    return made


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple)


@cache
def form_for(key: str) -> type[TermForm]:
    """The form of a term. Raises KeyError for what is no term."""
    name = "".join(word.title() for word in key.split("_"))
    return type(f"{name}Form", (TermForm,), {"term": CATALOGUE[key]})
