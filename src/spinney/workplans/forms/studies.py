"""What is typed about feasibility studies."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.timezone import localdate

from spinney.base.web.fields import MoneyField
from spinney.workplans.bridge.studies import FORM_KEYS, GROUPS, KIND_WORDS, RULE_WORDS
from spinney.workplans.models import Study, StudyOption
from spinney.workplans.policies.studies import MOST_LINES, StudyOptionText, StudyText

ONE_TO_FIVE = [("", "Not said"), *((number, str(number)) for number in range(1, 6))]
SPARE = 3


class StudyForm(forms.Form):
    """A study."""

    title = forms.CharField(label="What do you look into?", max_length=200)
    question = forms.CharField(
        label="What do you want to know?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    first_year = forms.IntegerField(
        label="In which year would costs begin?",
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={"invalid": "Write a year with four figures, like 2027."},
    )  # fmt: skip
    sharing = forms.ChoiceField(
        label="How would members share the cost?", choices=list(RULE_WORDS.items()),
        widget=forms.RadioSelect, initial="equal",
        help_text="Only to show what each would bear. What you agree on later is in your terms.",
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, study: Study | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if study is not None:
            self.initial = {name: getattr(study, name) for name in self.fields}
        else:
            self.initial["first_year"] = localdate().year + 1

    def text(self) -> StudyText:
        """What was typed."""
        said = {key: one for key, one in self.cleaned_data.items() if key != "version"}
        return StudyText(**said)


class StudyOptionForm(forms.Form):
    """One way of doing it."""

    title = forms.CharField(label="What is this way called?", max_length=200)
    form = forms.ChoiceField(
        label="What kind of working together is it?", required=False,
        choices=[
            ("", "Not said"),
            *(
                (name, [(one.key, one.title) for one in FORM_KEYS.values() if one.group == group])
                for group, name in GROUPS
            ),
        ],
    )  # fmt: skip
    description = forms.CharField(
        label="What would you do?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip
    commitment = forms.TypedChoiceField(
        label="How much would each have to commit to?", required=False, coerce=int,
        empty_value=None, choices=ONE_TO_FIVE, help_text="1: little. 5: very much.",
    )  # fmt: skip
    formality = forms.TypedChoiceField(
        label="How formal would it be?", required=False, coerce=int, empty_value=None,
        choices=ONE_TO_FIVE, help_text="1: a handshake. 5: a company.",
    )  # fmt: skip
    governance = forms.CharField(
        label="How would it be governed?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    risks = forms.CharField(
        label="What could go wrong?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    requires_next = forms.CharField(
        label="What would it need next?", required=False, max_length=4_000,
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, option: StudyOption | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if option is not None:
            self.initial = {name: getattr(option, name) for name in self.fields}

    def text(self, costs: list[dict[str, Any]]) -> StudyOptionText:
        """What was typed, with the lines of its costs."""
        said = {key: one for key, one in self.cleaned_data.items() if key != "version"}
        return StudyOptionText(**said, costs=costs)


class CostLineForm(forms.Form):
    """One line of costs over three years. A line with nothing in it is left out."""

    words = forms.CharField(label="What for", required=False, max_length=120)
    kind = forms.ChoiceField(label="Kind", choices=KIND_WORDS, required=False)
    first = MoneyField(label="First year", required=False)
    second = MoneyField(label="Second year", required=False)
    third = MoneyField(label="Third year", required=False)

    def clean(self) -> dict[str, Any]:
        """A line that says nothing is no line; amounts need words."""
        said = super().clean() or {}
        amounts = [said.get(name) for name in ("first", "second", "third")]
        if any(one is not None for one in amounts) and not said.get("words"):
            self.add_error("words", "Say what this amount is for.")
        return said

    def line(self) -> dict[str, Any] | None:
        """The line as the table keeps it; None for an empty one."""
        said = self.cleaned_data
        if not said.get("words"):
            return None
        pence = [said.get(name) or 0 for name in ("first", "second", "third")]
        return {"words": said["words"], "kind": said.get("kind") or "running", "pence": pence}


CostLines = forms.formset_factory(CostLineForm, extra=SPARE, max_num=MOST_LINES)


def cost_lines(data: Any, option: StudyOption | None = None) -> Any:
    """The lines of an option's costs as a formset, with some spare lines."""
    known = option.costs if option is not None else []
    initial = [
        {
            "words": one["words"], "kind": one["kind"], "first": one["pence"][0],
            "second": one["pence"][1], "third": one["pence"][2],
        }
        for one in known
    ]  # fmt: skip
    return CostLines(data, initial=initial, prefix="costs")


class WhyForm(forms.Form):
    """Why it stalled, or goes on."""

    why = forms.CharField(
        label="Why?", max_length=4_000, widget=forms.Textarea({"rows": 3}),
        help_text="All members of the cluster can read it.",
    )  # fmt: skip


class DecideForm(forms.Form):
    """What was decided."""

    why = forms.CharField(
        label="What was decided?", max_length=4_000, widget=forms.Textarea({"rows": 3})
    )
    decision_number = forms.IntegerField(
        label="Which decision of the register is it?", required=False,
        widget=forms.TextInput({"inputmode": "numeric", "class": "govuk-input--width-4"}),
        help_text="Its number, if it is there.",
    )  # fmt: skip
