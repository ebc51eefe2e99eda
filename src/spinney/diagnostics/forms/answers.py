"""Forms of answering, made from what is asked. A form cleans what was typed; it never saves."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer

from spinney.base.kernel.money import Money
from spinney.base.web.components.words import counted
from spinney.base.web.fields import DateParts, Hinted, MoneyInput, UploadField, YesNoField, field_of
from spinney.diagnostics.bridge.keeping import Given
from spinney.diagnostics.engine.cleaning import LONG, SHORT, clean
from spinney.diagnostics.engine.definition import Instrument, Kind
from spinney.diagnostics.engine.places import Answer as Value
from spinney.diagnostics.engine.walking import Asked, Page, is_blank
from spinney.diagnostics.models import Asked as AskedRow

NO_ANSWER = "No answer"
PAGE, SEEN, AGREES = "open-page", "was-seen", "agrees"
NUMBER = {"inputmode": "numeric", "class": "govuk-input--width-5", "spellcheck": "false"}
DECIMAL = {**NUMBER, "inputmode": "decimal"}
_seen = Signer(salt="spinney.diagnostics.seen")


def name_for(key: str) -> str:
    """The name of the field for an answer's key, fit for addresses within a page.

    >>> name_for("computers[2].age")
    'q-computers-2-age'
    """
    return "q-" + re.sub(r"[^A-Za-z0-9_]+", "-", key)


class AnswerField(forms.Field):
    """Takes the answer to one question; cleans to the answer as it is kept, None for a blank.

    Nothing is required here: what is left blank can be answered later, and is asked for before
    anything is sent.
    """

    def __init__(self, asked: Asked, **kwargs: Any) -> None:
        self.asked = asked
        kind = asked.question.kind
        if kind is Kind.LONG_TEXT:
            self.max_length = LONG  # counted as she types
        kwargs.setdefault("widget", _widget(asked))
        kwargs.setdefault("label", asked.label)
        kwargs.setdefault("help_text", asked.hint)
        needed = asked.question.required
        super().__init__(required=needed, initial=shown(asked.answer, kind), **kwargs)

    def validate(self, value: Value) -> None:
        """A blank is never wrong here, though it says beside the others that it is optional."""

    def to_python(self, value: Any) -> Value:
        typed = _typed(value)
        found = clean(self.asked.question, typed, self.asked.choices)
        if found.refusal is not None:
            raise ValidationError(found.refusal.words, code=found.refusal.code)
        return found.answer


def _typed(value: Any) -> str | list[str]:
    """What a widget gives, as text: three parts of a date with strokes between them."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        parts = [str(part or "").strip() for part in value]
        return [part for part in parts if part]
    return str(value)


class DateAnswerField(AnswerField):
    """A date in three parts."""

    def to_python(self, value: Any) -> Value:
        parts = [str(part or "").strip() for part in value or []]
        joiner = "/" if all(part.isdigit() for part in parts) else " "
        return super().to_python(joiner.join(parts) if any(parts) else "")


def _widget(asked: Asked) -> forms.Widget:
    """The widget of a question: as long as its answer, chosen where there are choices."""
    match asked.question.kind:
        case Kind.LONG_TEXT:
            return forms.Textarea({"rows": 6})
        case Kind.WHOLE:
            return forms.TextInput(dict(NUMBER))
        case Kind.DECIMAL:
            return forms.TextInput(dict(DECIMAL))
        case Kind.MONEY:
            return MoneyInput()
        case Kind.DATE:
            return DateParts()
        case Kind.ONE | Kind.SCALE:
            return forms.RadioSelect(choices=_choices(asked))
        case Kind.SEVERAL:
            return forms.CheckboxSelectMultiple(choices=_choices(asked))
    return forms.TextInput({"maxlength": str(SHORT)})


def _choices(asked: Asked) -> list[tuple[str, str]]:
    pairs = [(one.name, one.label) for one in asked.choices]
    one_only = asked.question.kind is not Kind.SEVERAL
    if one_only and asked.answered and not asked.question.required:
        pairs.append(("", NO_ANSWER))  # a radio button cannot be unpressed
    return pairs


def shown(answer: Value, kind: Kind) -> Any:
    """An answer as its field shows it."""
    if kind is Kind.MONEY and isinstance(answer, int):
        return str(Money(answer)).replace("£", "")
    if kind is Kind.DATE and isinstance(answer, str) and answer:
        return date.fromisoformat(answer)
    return answer


def field_for(asked: Asked) -> AnswerField:
    """The field that takes the answer to a question."""
    return DateAnswerField(asked) if asked.question.kind is Kind.DATE else AnswerField(asked)


class PageForm(forms.Form):
    """What is asked on one page. `seen` holds, signed, what the page showed when it was opened;
    `page` is a random mark of this open page.
    """

    heading_field: str | None = None

    def __init__(self, data: Any, *, page: Page, mark: str) -> None:
        self.keys = {one.key: name_for(one.key) for one in page.asked if one.takes_answer}
        start = {one.key: one.answer for one in page.asked if not is_blank(one.answer)}
        super().__init__(data, initial={PAGE: mark, SEEN: _seen.sign(json.dumps(start))})
        for one in page.asked:
            if one.takes_answer:
                self.fields[name_for(one.key)] = field_for(one)
        for name in (PAGE, SEEN):
            self.fields[name] = forms.CharField(widget=forms.HiddenInput, required=False)
        asked_alone = len(self.keys) == 1 and not page.section.on_one_page and not page.round
        self.heading_field = next(iter(self.keys.values())) if asked_alone else None

    @property
    def taken(self) -> dict[str, Value]:
        """The answers that could be read, by key: the others have errors."""
        return {
            key: self.cleaned_data[name]
            for key, name in self.keys.items()
            if name in self.cleaned_data
        }

    def given(self, but: Sequence[str] = ()) -> Given:
        """What was typed, but for keys whose answers do not fit."""
        answers = {key: value for key, value in self.taken.items() if key not in but}
        return Given(answers, self.cleaned_data.get(PAGE, "")[:16], self._was_seen())

    def refuse(self, wrongs: Mapping[str, str]) -> None:
        """Put what the engine found wrong beside the fields (words by key)."""
        for key, words in wrongs.items():
            if key in self.keys and self.keys[key] not in self.errors:
                self.add_error(self.keys[key], words)

    def _was_seen(self) -> dict[str, Value]:
        try:
            found = json.loads(_seen.unsign(self.cleaned_data.get(SEEN, "")))
        except (BadSignature, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


class AgreeForm(forms.Form):
    """Whether an organisation agrees to be named to the group."""

    agrees = forms.BooleanField(
        label="We agree that our answers are shown to the group with our name",
        required=False,
    )


class DeclineForm(forms.Form):
    """Why an organisation will not take part, if it wants to say."""

    why = forms.CharField(
        label="Would you tell us why?",
        help_text="Whoever asked you reads it. You need not say.",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


class ColleagueForm(forms.Form):
    """Which parts a colleague is asked for, and where to write to her."""

    sections = forms.MultipleChoiceField(
        label="Which parts?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one part of the survey."},
    )
    email = forms.EmailField(
        label="Your colleague’s e-mail address",
        help_text="She gets a link for these parts alone. She does not see the rest.",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any, *, instrument: Instrument) -> None:
        super().__init__(data)
        field_of(self, "sections", forms.ChoiceField).choices = [
            (one.key, Hinted(one.title, counted(len(one.questions), "question")))
            for one in instrument.sections
        ]


class FilledForm(forms.Form):
    """A filled spreadsheet."""

    file = UploadField(
        label="Your filled spreadsheet",
        endings=["xlsx"],
        most_bytes=5_000_000,
        help_text="The template that you downloaded here, filled in and saved as XLSX.",
    )


class WhoseForm(forms.Form):
    """Whose sheet has come."""

    asked = forms.TypedChoiceField(
        label="Whose sheet is it?",
        coerce=int,
        error_messages={"required": "Choose the organisation whose sheet this is."},
    )

    def __init__(self, data: Any, *, rows: Sequence[AskedRow]) -> None:
        super().__init__(data)
        pairs = [(one.pk, one.organisation.name) for one in rows]
        field_of(self, "asked", forms.ChoiceField).choices = [("", "Choose"), *pairs]


class SheetForm(forms.Form):
    """A whole sheet on one page, as it stands on paper, for whoever keys it in."""

    def __init__(self, data: Any, *, pages: Sequence[Page], agrees: bool) -> None:
        super().__init__(data)
        self.keys: dict[str, str] = {}
        for page in pages:
            for one in (*page.asked, *page.waiting):
                if one.takes_answer and one.key not in self.keys:
                    self.keys[one.key] = name_for(one.key)
                    self.fields[name_for(one.key)] = field_for(one)
                    self.fields[name_for(one.key)].required = True  # no "(optional)" beside each
        if agrees:
            self.fields[AGREES] = YesNoField(
                label="Does the sheet say that the organisation agrees to be named to the group?",
                required=False,
            )

    def said(self) -> dict[str, Value]:
        """Answers by key, blanks left out."""
        read = {key: self.cleaned_data.get(name) for key, name in self.keys.items()}
        return {key: value for key, value in read.items() if not is_blank(value)}
