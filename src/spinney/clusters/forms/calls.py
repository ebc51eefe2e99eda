"""Forms of calls for expressions of interest. A form cleans what was typed; it never saves."""

from __future__ import annotations

import csv
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.timezone import get_current_timezone, localdate

from spinney.base.web.fields import DatePartsField, MoneyField, YesNoField, field_of
from spinney.clusters.actions.calls import CallText
from spinney.clusters.actions.responses import Applicant
from spinney.clusters.models import Call, Question, Tier
from spinney.clusters.states import ResponseState

MOST_AT_ONCE = 2000


def end_of(day: Any) -> datetime:
    """The last moment of a day here: a call that closes on a day takes answers all that day."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=get_current_timezone())


class CallForm(forms.Form):
    """What a call says, for whom, and until when."""

    title = forms.CharField(
        label="What is it called?", max_length=200, help_text="As organisations will see it."
    )
    text = forms.CharField(
        label="What should organisations know before they answer?",
        widget=forms.Textarea({"rows": 6}),
        required=False,
    )
    tier = forms.ModelChoiceField(
        label="What would those chosen join as?", queryset=Tier.objects.none(), empty_label=None
    )
    closes_on = DatePartsField(label="Last day for answers")
    minutes = forms.IntegerField(
        label="How many minutes does answering take?", min_value=1, max_value=240, initial=10
    )
    is_public = YesNoField(
        label="May anybody who has the address answer?",
        help_text="If not, only organisations that you write to can answer.",
    )
    chosen_text = forms.CharField(
        label="What should those chosen be told?",
        widget=forms.Textarea({"rows": 4}),
        required=False,
        help_text="Goes into the e-mail with the outcome. You can write it later.",
    )
    not_chosen_text = forms.CharField(
        label="What should those not chosen be told?",
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, tiers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "tier", forms.ModelChoiceField).queryset = tiers

    @staticmethod
    def initial_of(call: Call) -> dict[str, Any]:
        """A call as this form shows it."""
        kept = ("title", "text", "tier", "minutes", "is_public", "chosen_text", "not_chosen_text")
        return {name: getattr(call, name) for name in kept} | {
            "closes_on": localdate(call.closes_at)
        }

    def said(self) -> CallText:
        """What was typed, as the actions take it."""
        data = dict(self.cleaned_data)
        return CallText(closes_at=end_of(data.pop("closes_on")), **data)


class QuestionForm(forms.Form):
    """One question of a call."""

    text = forms.CharField(label="Question", max_length=300)
    hint = forms.CharField(
        label="Hint", max_length=300, required=False, help_text="Shown below the question."
    )
    kind = forms.ChoiceField(
        label="What kind of answer?", choices=Question.AnswerKind.choices, widget=forms.RadioSelect
    )
    choices = forms.CharField(
        label="Choices",
        widget=forms.Textarea({"rows": 5}),
        required=False,
        help_text="For “one of several” and “any of several”: one to a line.",
    )
    is_required = YesNoField(label="Must it be answered?")
    max_points = forms.IntegerField(
        label="Most points it can be given",
        min_value=0,
        max_value=100,
        initial=0,
        help_text="0 if it is not scored.",
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lines = [line.strip() for line in str(data.get("choices", "")).splitlines()]
        data["choices"] = list(dict.fromkeys(line for line in lines if line))
        chosen_from = (Question.AnswerKind.ONE, Question.AnswerKind.SEVERAL)
        if data.get("kind") in chosen_from and len(data["choices"]) < 2:
            self.add_error("choices", "Write at least two choices, one to a line.")
        return data

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        """A question as this form shows it."""
        kept = ("text", "hint", "kind", "is_required", "max_points")
        shown = {name: getattr(question, name) for name in kept}
        return shown | {"choices": "\n".join(question.choices)}


class StartForm(forms.Form):
    """Who answers."""

    organisation_name = forms.CharField(label="Name of your organisation", max_length=300)
    org_id = forms.CharField(
        label="Charity or company number",
        max_length=80,
        required=False,
        help_text="If you have one. Groups that are on no register are welcome.",
    )
    person_name = forms.CharField(label="Your name", max_length=200)
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        help_text="We send you a link, so that you can stop and go on later.",
    )

    def said(self) -> Applicant:
        """Who answers, as the actions take it."""
        return Applicant(**self.cleaned_data)


class CloseOnForm(forms.Form):
    """Until when a call takes answers again."""

    closes_on = DatePartsField(label="New last day for answers")


class NoteForm(forms.Form):
    """A note for those who choose."""

    note = forms.CharField(
        label="Note",
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text="Only those who run the cluster see it.",
    )


class SortForm(forms.Form):
    """Which responses become what."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={"required": "Tick at least one organisation."},
    )
    to = forms.ChoiceField(
        choices=[
            (ResponseState.SHORTLISTED, "Shortlist"),
            (ResponseState.CHOSEN, "Choose"),
            (ResponseState.NOT_CHOSEN, "Turn down"),
            (ResponseState.SENT, "Put back"),
        ],
        error_messages={"required": "Say what to do with the organisations you ticked."},
    )

    def __init__(self, *args: Any, ids: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "chosen", forms.ChoiceField).choices = [(i, str(i)) for i in ids]


class AskForm(forms.Form):
    """Organisations to write to: pasted, one to a line."""

    people = forms.CharField(
        label="Whom shall we write to?",
        widget=forms.Textarea({"rows": 10}),
        help_text="One to a line: name of the organisation, e-mail address. You can paste two"
        " columns from a spreadsheet. At most 2,000 at once.",
    )

    def clean_people(self) -> list[Applicant]:
        """The lines as applicants; every line that cannot be read is named, none is dropped."""
        found: dict[str, Applicant] = {}
        wrong: list[str] = []
        lines = self.cleaned_data["people"].splitlines()
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                applicant = applicant_from(line)
            except ValidationError as error:
                wrong.append(f"Line {number}: {error.messages[0]}")
            else:
                found.setdefault(applicant.email.lower(), applicant)
        if len(found) > MOST_AT_ONCE:
            wrong.append(f"That is {len(found):,} addresses. Send at most 2,000 at once.")
        if wrong:
            raise ValidationError(wrong[:20])
        return list(found.values())


def applicant_from(line: str) -> Applicant:
    """One line, "Name of organisation, address" in either order, tabs or commas between."""
    parts = line.split("\t") if "\t" in line else next(csv.reader([line], skipinitialspace=True))
    parts = [part.strip() for part in parts if part.strip()]
    addresses = [part for part in parts if "@" in part]
    if len(addresses) != 1:
        raise ValidationError("there must be one e-mail address, like office@example.org.")
    address = addresses[0].strip("<>; ")
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError(f"“{address}” is not an e-mail address.") from error
    names = [part for part in parts if "@" not in part]
    if not names:
        raise ValidationError(f"the name of the organisation is missing beside {address}.")
    return Applicant(organisation_name=names[0][:300], email=address)


def answer_field(question: Question) -> forms.Field:
    """The field that takes the answer to a question; cleans to the text that is kept."""
    kind = Question.AnswerKind(question.kind)
    common: dict[str, Any] = {
        "label": question.text,
        "help_text": question.hint,
        "required": question.is_required,
    }
    match kind:
        case Question.AnswerKind.LONG_TEXT:
            return forms.CharField(widget=forms.Textarea({"rows": 8}), max_length=8000, **common)
        case Question.AnswerKind.NUMBER:
            return forms.DecimalField(**common)
        case Question.AnswerKind.MONEY:
            return MoneyField(**common)
        case Question.AnswerKind.DATE:
            return DatePartsField(**common)
        case Question.AnswerKind.YES_NO:
            return YesNoField(**common)
        case Question.AnswerKind.ONE:
            pairs = [(c, c) for c in question.choices]
            return forms.ChoiceField(choices=pairs, widget=forms.RadioSelect, **common)
        case Question.AnswerKind.SEVERAL:
            pairs = [(c, c) for c in question.choices]
            return forms.MultipleChoiceField(
                choices=pairs, widget=forms.CheckboxSelectMultiple, **common
            )
    return forms.CharField(max_length=500, **common)


class AnswerForm(forms.Form):
    """The questions asked on one page, or all of them when a facilitator keys an answer in.

    `heading_field` names the field whose label is the page's heading, when there is one question.
    """

    heading_field: str | None = None

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = {f"question-{q.pk}": q for q in questions}
        for name, question in self.questions.items():
            self.fields[name] = answer_field(question)

    def said(self) -> dict[int, str]:
        """Question id -> the text that is kept."""
        return {
            question.pk: kept_text(self.cleaned_data.get(name))
            for name, question in self.questions.items()
        }


def kept_text(value: Any) -> str:
    """How an answer is kept: dates ISO, money in pence, yes or no, several one to a line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(value)
    return str(value)


class ScoreForm(forms.Form):
    """One assessor's points and notes for the scored questions of one response."""

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scored = [q for q in questions if q.max_points]
        for question in self.scored:
            self.fields[f"points-{question.pk}"] = forms.IntegerField(
                label=f"Points for “{question.text}”",
                help_text=f"From 0 to {question.max_points}.",
                min_value=0,
                max_value=question.max_points,
                required=False,
                widget=forms.NumberInput({"class": "govuk-input--width-3"}),
            )
            self.fields[f"note-{question.pk}"] = forms.CharField(
                label="Why", required=False, max_length=1000
            )

    def points(self) -> dict[int, int]:
        """Question id -> points, for those that were given."""
        given = {q.pk: self.cleaned_data[f"points-{q.pk}"] for q in self.scored}
        return {pk: points for pk, points in given.items() if points is not None}

    def notes(self) -> dict[int, str]:
        """Question id -> why."""
        return {q.pk: self.cleaned_data[f"note-{q.pk}"] for q in self.scored}
