"""The form of one question of a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms

from spinney.base.web.fields import MoneyField, field_of
from spinney.diagnostics.engine.choice_lines import choices_of_lines
from spinney.diagnostics.engine.definition import Instrument as Definition
from spinney.diagnostics.engine.definition import Kind, Measure, Question, Shown
from spinney.diagnostics.engine.describing import KINDS, MEASURES, SHOWN, choice_lines, limits_of
from spinney.diagnostics.engine.editing import put_choices, users_of
from spinney.diagnostics.engine.soundness import CHOSEN, MEASURED
from spinney.diagnostics.forms.conditions import ConditionFields, short

NUMBERS = frozenset({Kind.WHOLE, Kind.DECIMAL, Kind.MONEY})
_SMALL = {"inputmode": "decimal", "class": "govuk-input--width-5"}

#: What stands in each part of the page; the parts after the first fold away.
PARTS = {
    "": ("label", "hint", "kind", "choices", "for_all", "required"),
    "What it is about": ("measure", "area", "shown"),
    "Ask this only if": ("if_key", "if_how", "if_value", "relevant"),
    "Limits": ("least", "most", "constraint", "constraint_message"),
    "If the baseline is not met": ("remedy", "cost_pence", "per"),
    "Worked out from other answers": ("calculation",),
}


class QuestionForm(ConditionFields):
    """One question: what it says, how it is answered, what it is about, and when it is asked."""

    label = forms.CharField(
        label="The question",
        error_messages={"required": "Write the question."},
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="As you would ask it. One thing at a time.",
    )
    hint = forms.CharField(
        label="A hint",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What helps to answer it, like “Count part-time staff too”.",
    )
    kind = forms.ChoiceField(
        label="How is it answered?", choices=[(kind.value, words) for kind, words in KINDS.items()]
    )
    choices = forms.CharField(
        label="Answers to choose from",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=(
            "One to a line. On a scale begin with the lowest; a line can say its level, like"
            " “A lot = 3”. Write “= meets” or “= lacks” behind an answer for a baseline, and"
            " “= alone” behind one that cannot be chosen beside others."
        ),
    )
    for_all = forms.BooleanField(required=False)
    required = forms.BooleanField(label="It must be answered", required=False)
    measure = forms.ChoiceField(
        label="What does the answer say?",
        choices=[(measure.value, words) for measure, words in MEASURES.items()],
        required=False,
        help_text="Results are put together from it. A plain question says nothing in particular.",
    )
    area = forms.ChoiceField(label="Which area is it about?", required=False)
    shown = forms.ChoiceField(
        label="Who may see what comes of it?",
        choices=[(shown.value, words) for shown, words in SHOWN.items()],
        widget=forms.RadioSelect,
        help_text="The survey may show less, never more.",
    )
    least = forms.DecimalField(
        label="The least it can be", required=False, widget=forms.TextInput(attrs=dict(_SMALL))
    )
    most = forms.DecimalField(
        label="The most it can be", required=False, widget=forms.TextInput(attrs=dict(_SMALL))
    )
    constraint = forms.CharField(
        label="Or a limit of your own",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text="In the language of XLSForm; a full stop is the answer, like . <= ${staff}.",
    )
    constraint_message = forms.CharField(
        label="What to say when it does not fit", required=False, max_length=300
    )
    remedy = forms.CharField(label="What would mend it?", required=False, max_length=300)
    cost_pence = MoneyField(label="What might that cost, roughly?", required=False)
    per = forms.ChoiceField(label="For each of", required=False)
    calculation = forms.CharField(
        label="What is worked out?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text="In the language of XLSForm, like ${full_time} + ${part_time} * 0.5.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, definition: Definition, question: Question) -> None:
        self.question = question
        limits = limits_of(question.constraint)
        start = {
            "label": question.label,
            "hint": question.hint,
            "kind": question.kind.value,
            "choices": choice_lines(definition, question),
            "required": question.required,
            "measure": question.measure.value,
            "area": question.area,
            "shown": question.shown.value,
            "least": limits[0] if limits else "",
            "most": limits[1] if limits else "",
            "constraint": "" if limits else question.constraint,
            "constraint_message": question.constraint_message,
            "remedy": question.remedy,
            "cost_pence": question.cost_pence or None,
            "per": question.per,
            "calculation": question.calculation,
        }
        others = [one for one in definition.questions() if one.key != question.key]
        super().__init__(
            data,
            definition=definition,
            asked=others,
            relevant=question.relevant,
            initial=start,
        )
        self._offer(others)
        # What is worked out may stand without words; everything else asks or says something.
        self.fields["label"].required = bool(question.label) or question.kind is not Kind.CALCULATED

    def _offer(self, others: list[Question]) -> None:
        areas = list(self.definition.areas.items())
        numbers = [(one.key, short(one)) for one in others if one.kind in NUMBERS]
        field_of(self, "area", forms.ChoiceField).choices = [("", "None in particular"), *areas]
        field_of(self, "per", forms.ChoiceField).choices = [
            ("", "Nothing: it costs this once"),
            *numbers,
        ]
        users = users_of(self.definition, self.question.choices)
        if users > 1:
            told = f"Change these answers in all {users} questions that have them"
            self.fields["for_all"].label = told
        else:
            del self.fields["for_all"]

    def parts(self) -> Iterator[tuple[str, list[Any], bool]]:
        """The parts of the page: title, fields, and whether it stands open."""
        for title, names in PARTS.items():
            fields = [self[name] for name in names if name in self.fields]
            said = any(name in self.errors or self[name].value() for name in names[:2] + names[3:]
                       if name in self.fields and name not in ("shown", "if_how"))  # fmt: skip
            yield title, fields, not title or said

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind = Kind(data.get("kind") or Kind.TEXT)
        self._check_answers(kind, data)
        if data.get("constraint"):
            self._check("constraint", data["constraint"])
        if kind is Kind.CALCULATED:
            if not data.get("calculation"):
                self.add_error("calculation", "Say what is worked out.")
            else:
                self._check("calculation", data["calculation"])
        elif "label" not in self.errors and not data.get("label", "").strip():
            self.add_error("label", "Write the question.")
        least, most = data.get("least"), data.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", "The most must not be below the least.")
        return data

    def _check_answers(self, kind: Kind, data: dict[str, Any]) -> None:
        lines = [line for line in data.get("choices", "").splitlines() if line.strip()]
        if kind in CHOSEN and len(lines) < 2:
            self.add_error("choices", "Write at least two answers, one to a line.")
        kinds = MEASURED.get(Measure(data.get("measure") or ""))
        if kinds and kind not in kinds:
            allowed = " or ".join(f"“{KINDS[one].lower()}”" for one in Kind if one in kinds)
            self.add_error("measure", f"This needs a question that is answered with {allowed}.")

    def changed(self) -> tuple[Definition, Question]:
        """The definition with the answers that were typed, and the question, not yet put in it."""
        data = self.cleaned_data
        kind = Kind(data["kind"])
        question = replace(
            self.question,
            kind=kind,
            label=data["label"].strip(),
            hint=data["hint"].strip(),
            required=data["required"] and kind not in (Kind.NOTE, Kind.CALCULATED),
            relevant=data["relevant"],
            constraint=self._constraint(kind),
            constraint_message=data["constraint_message"],
            calculation=data["calculation"] if kind is Kind.CALCULATED else "",
            measure=Measure(data["measure"] or ""),
            area=data["area"],
            shown=Shown(data["shown"]),
            remedy=data["remedy"],
            cost_pence=data["cost_pence"] or 0,
            per=data["per"],
        )
        if kind not in CHOSEN:
            return self.definition, replace(question, choices="", choice_filter="")
        before = self.definition.choices_of(self.question)
        choices = choices_of_lines(data["choices"], kind, before)
        return put_choices(self.definition, question, choices, for_all=bool(data.get("for_all")))

    def _constraint(self, kind: Kind) -> str:
        data = self.cleaned_data
        if data["constraint"] or kind not in NUMBERS:
            return str(data["constraint"])
        said = (("least", ">="), ("most", "<="))
        return " and ".join(f". {sign} {data[n]}" for n, sign in said if data[n] is not None)


def empty_question() -> Question:
    """What a new question begins as."""
    return Question("", Kind.TEXT, "")
