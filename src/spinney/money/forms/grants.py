"""What is typed about grants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.fields import (
    AffixedInput,
    DatePartsField,
    MoneyField,
    UploadField,
    YesNoField,
    field_of,
)
from spinney.money.bridge.schemes import ConditionText, SchemeText
from spinney.money.models import (
    Budget,
    Grant,
    GrantChange,
    GrantScheme,
    Instalment,
    InstalmentCondition,
)
from spinney.money.policies.grants import ChangeText, GrantText

MOST_WORDS = 5_000
AGREEMENT, PROGRAMME, SPENT, REPORT, WORDS = (
    str(one) for one in InstalmentCondition.ConditionKind.values
)
FILE_BYTES = 8_000_000


class GrantForm(forms.Form):
    """An application."""

    title = forms.CharField(
        label="What is the grant for?", max_length=200, help_text="In a few words."
    )
    asked_pence = MoneyField(label="How much do you ask for?")
    description = forms.CharField(
        label="What will you do with it, and what will be different?", required=False,
        max_length=MOST_WORDS, widget=forms.Textarea({"rows": 8}),
    )  # fmt: skip
    starts_on = DatePartsField(label="When does the work begin?", required=False)
    ends_on = DatePartsField(label="When does it end?", required=False)
    holder = forms.ChoiceField(
        label="Who receives the money for the cluster?", required=False,
        help_text="This organisation answers to the funder for it.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, holders: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(pk), name) for pk, name in holders.items()]
        field_of(self, "holder", forms.ChoiceField).choices = [("", "Not settled yet"), *named]

    def text(self) -> GrantText:
        """What was typed."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        holder = said.pop("holder")
        return GrantText(holder_id=int(holder) if holder else None, **said)

    @staticmethod
    def initial_of(grant: Grant) -> dict[str, Any]:
        """A grant as the form shows it."""
        names = ("title", "asked_pence", "description", "starts_on", "ends_on", "version")
        return {name: getattr(grant, name) for name in names} | {
            "holder": str(grant.holder_id or "")
        }


class WordsForm(forms.Form):
    """One text, under a name and label of the page's."""

    def __init__(
        self, *args: Any, name: str, label: str, required: bool = True, hint: str = "", **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.name = name
        self.fields[name] = forms.CharField(
            label=label, required=required, max_length=MOST_WORDS, help_text=hint,
            widget=forms.Textarea({"rows": 6}),
        )  # fmt: skip

    @property
    def words(self) -> str:
        """What was typed."""
        return str(self.cleaned_data[self.name])


class ApproveForm(forms.Form):
    """How much is awarded, and what is asked."""

    awarded_pence = MoneyField(label="How much do you award?")
    conditions = forms.CharField(
        label="What do you ask of them, in words?", required=False, max_length=MOST_WORDS,
        widget=forms.Textarea({"rows": 4}),
        help_text="What must be so before money is released is set for each instalment.",
    )  # fmt: skip
    reasons = forms.CharField(
        label="Why you decided so", required=False, max_length=MOST_WORDS,
        widget=forms.Textarea({"rows": 4}), help_text="The cluster sees this.",
    )  # fmt: skip


class _Conditions(forms.Form):
    """What must be so before an instalment is released: one of each kind."""

    agreement = forms.ChoiceField(label="This agreement is signed", required=False)
    programme = forms.ChoiceField(label="The programme’s conditions are met", required=False)
    spent = forms.IntegerField(
        label="So much of what was released before is spent", required=False, min_value=1,
        max_value=100, widget=AffixedInput({"inputmode": "numeric"}, suffix="%"),
    )  # fmt: skip
    report = forms.IntegerField(
        label="The report with this number is accepted", required=False, min_value=1, max_value=50
    )
    words = forms.CharField(
        label="Something else, in words", required=False, max_length=300,
        help_text="You note when it is met, and what shows it.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, kinds: Mapping[str, str], stages: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "agreement", forms.ChoiceField).choices = [
            ("", "No agreement"), *kinds.items()
        ]  # fmt: skip
        field_of(self, "programme", forms.ChoiceField).choices = [
            ("", "Not asked"),
            *((str(place), f"Up to the stage “{name}”") for place, name in stages.items()),
        ]

    def conditions(self) -> tuple[ConditionText, ...]:
        """The conditions that were chosen."""
        said = self.cleaned_data
        found = [
            ConditionText(kind, value=str(said[kind]))
            for kind in (AGREEMENT, PROGRAMME, SPENT, REPORT)
            if said.get(kind) not in (None, "")
        ]
        if said.get(WORDS):
            found.append(ConditionText(WORDS, words=said[WORDS]))
        return tuple(found)

    @staticmethod
    def of_conditions(conditions: Iterable[Any]) -> dict[str, Any]:
        """Conditions as the form shows them."""
        return {one.kind: one.words if one.kind == WORDS else one.value for one in conditions}


class InstalmentForm(_Conditions):
    """One instalment planned anew."""

    pence = MoneyField(label="How much is it?")
    due_on = DatePartsField(label="On which day is it to be paid?", required=False)
    why = forms.CharField(
        label="Why?", required=False, max_length=300,
        help_text="Only if less is asked than before, or it is more money. The cluster reads it.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("pence", "due_on", AGREEMENT, PROGRAMME, SPENT, REPORT, WORDS, "why", "version")

    @staticmethod
    def initial_of(instalment: Instalment) -> dict[str, Any]:
        """An instalment as the form shows it."""
        return {
            "pence": instalment.pence, "due_on": instalment.due_on,
            "version": instalment.version,
        } | _Conditions.of_conditions(instalment.conditions.all())  # fmt: skip


class InstalmentRuleForm(_Conditions):
    """One of the usual instalments of a programme; without a percentage it is not one."""

    percent = forms.IntegerField(
        label="How much of the grant is it?", required=False, min_value=1, max_value=100,
        widget=AffixedInput({"inputmode": "numeric"}, suffix="%"),
    )  # fmt: skip
    field_order = ("percent", AGREEMENT, PROGRAMME, SPENT, REPORT, WORDS)


RULES = 4
"""So many usual instalments at the most."""


class SchemeForm(forms.Form):
    """A programme's rules for its grants, but for the instalments."""

    guidance = forms.CharField(
        label="What should clusters know before they apply?", required=False,
        max_length=MOST_WORDS, widget=forms.Textarea({"rows": 5}),
    )  # fmt: skip
    apply_by = DatePartsField(label="The last day to apply", required=False)
    spend_by = DatePartsField(label="The day by which the money must be spent", required=False)
    two_people_above_pence = MoneyField(
        label="Two people stand behind a release above", help_text="One asks, another releases."
    )
    percents = forms.CharField(required=False, widget=forms.HiddenInput)

    def text(self, rules: Iterable[InstalmentRuleForm]) -> SchemeText:
        """What was typed, here and in the rules."""
        said = self.cleaned_data
        return SchemeText(
            two_people_above_pence=said["two_people_above_pence"],
            instalments=tuple(
                (one.cleaned_data["percent"], one.conditions())
                for one in rules
                if one.cleaned_data.get("percent")
            ),
            guidance=said["guidance"], apply_by=said["apply_by"], spend_by=said["spend_by"],
        )  # fmt: skip

    @staticmethod
    def initial_of(scheme: GrantScheme) -> dict[str, Any]:
        """The rules as the form shows them."""
        names = ("guidance", "apply_by", "spend_by", "two_people_above_pence")
        return {name: getattr(scheme, name) for name in names}


class MetForm(forms.Form):
    """A condition in words is met."""

    met_on = DatePartsField(label="Since when is it so?")
    shown_by = forms.CharField(label="What shows it?", max_length=300)


class ReceivedForm(forms.Form):
    """An instalment came in."""

    received_on = DatePartsField(label="On which day did it come in?")


class TakeBackForm(forms.Form):
    """Something that was noted of an instalment was a mistake."""

    why = forms.CharField(
        label="Why?", max_length=200, help_text="All who see the grant read it, in the ledger too."
    )


class BudgetChangeForm(forms.Form):
    """Another version of the budget is asked for."""

    budget = forms.ChoiceField(label="Which version of the budget?", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?", max_length=MOST_WORDS, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, budgets: Iterable[Budget], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "budget", forms.ChoiceField).choices = [
            (str(one.pk), f"Version {one.number}: {one.title}") for one in budgets
        ]

    def text(self) -> ChangeText:
        """What was typed."""
        said = self.cleaned_data
        kind = GrantChange.ChangeKind.BUDGET
        return ChangeText(kind, said["reason"], budget_id=int(said["budget"]))


class TimetableChangeForm(forms.Form):
    """Other first or last days are asked for."""

    starts_on = DatePartsField(label="When is the work to begin now?", required=False)
    ends_on = DatePartsField(label="When is it to end now?", required=False)
    reason = forms.CharField(
        label="Why?", max_length=MOST_WORDS, widget=forms.Textarea({"rows": 4})
    )

    def text(self) -> ChangeText:
        """What was typed."""
        return ChangeText(GrantChange.ChangeKind.TIMETABLE, **self.cleaned_data)


class InstalmentChangeForm(forms.Form):
    """Other days and amounts of instalments are asked for; those that stand are there to begin
    with.
    """

    reason = forms.CharField(
        label="Why?", max_length=MOST_WORDS, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, instalments: Iterable[Instalment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.planned = list(instalments)
        for one in self.planned:
            self.fields[f"pence_{one.number}"] = MoneyField(
                label=f"How much is instalment {one.number} to be?", initial=one.pence
            )
            self.fields[f"day_{one.number}"] = DatePartsField(
                label=f"When is instalment {one.number} to be paid?", required=False,
                initial=one.due_on,
            )  # fmt: skip
        self.order_fields([name for name in self.fields if name != "reason"])

    def text(self) -> ChangeText:
        """What was typed."""
        said: dict[str, Any] = self.cleaned_data
        numbers = [one.number for one in self.planned]
        days: dict[int, date] = {
            number: said[f"day_{number}"] for number in numbers if said.get(f"day_{number}")
        }
        amounts: dict[int, int] = {number: said[f"pence_{number}"] for number in numbers}
        return ChangeText(
            GrantChange.ChangeKind.INSTALMENTS, said["reason"], days=days, amounts=amounts
        )


class AnswerForm(forms.Form):
    """Yes or no, with words."""

    def __init__(
        self, *args: Any, question: str, yes: str, no: str, words: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["yes"] = YesNoField(label=question, yes=yes, no=no)
        self.fields["words"] = forms.CharField(
            label=words, required=False, max_length=MOST_WORDS, widget=forms.Textarea({"rows": 4})
        )


class AskReportForm(forms.Form):
    """A report is asked for."""

    title = forms.CharField(label="Which report?", max_length=200)
    due_on = DatePartsField(label="Until when?", required=False)


class ReportForm(forms.Form):
    """A report as the cluster writes it."""

    words = forms.CharField(
        label="What did you do with the money, and what came of it?", max_length=20_000,
        widget=forms.Textarea({"rows": 12}),
        help_text="The figures of your ledger go along as they stand when you send it.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class GrantFileForm(forms.Form):
    """A published file of grants."""

    file = UploadField(
        label="The file", endings=("json", "csv", "xlsx"), most_bytes=FILE_BYTES,
        help_text="In the form of 360Giving: JSON, CSV or XLSX.",
    )  # fmt: skip
