"""What is typed about shared costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django import forms

from spinney.base.kernel.errors import BadInput
from spinney.base.web.components.words import span
from spinney.base.web.fields import DatePartsField, MoneyField, field_of
from spinney.money.bridge.cost_evidence import CONDITIONS
from spinney.money.bridge.cost_lacking import counts_use, figures_asked
from spinney.money.bridge.cost_rules import RULE_WORDS, SIMPLE, Band, Limits, Rule
from spinney.money.bridge.costs import CostSaid, FiguresSaid, MemberSaid
from spinney.money.models import BudgetLine, CostShare, SharedCost
from spinney.money.policies.costs import LONGEST_TITLE, LONGEST_UNIT, LONGEST_WORDS
from spinney.register.api import Organisation

OTHER = ""
LIMITS = ("least_pence", "most_pence", "least_percent", "most_percent")


class SharedCostForm(forms.Form):
    """What is shared, for which days, by whom; and what it is made of."""

    title = forms.CharField(
        label="What do you share?", max_length=LONGEST_TITLE,
        help_text="For example “IT support 2026”.",
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Which kind of cost is it?", required=False,
        help_text="Your agreement shares some costs in a way of their own.",
    )  # fmt: skip
    first_day = DatePartsField(label="From which day?")
    last_day = DatePartsField(label="To which day?")
    budget_pence = MoneyField(label="How much will it cost in this time?", least=1)
    members = forms.MultipleChoiceField(
        label="Who shares it?", widget=forms.CheckboxSelectMultiple,
        help_text="You can say for each of them from when to when.",
    )  # fmt: skip
    unit = forms.CharField(
        label="What is use counted in?", max_length=LONGEST_UNIT, required=False,
        help_text="Only if it is shared by use: hours, computers, pages.",
    )  # fmt: skip
    paid_by = forms.ChoiceField(
        label="Who pays the bill?", required=False,
        help_text="If one of you pays it, the group owes that member the money.",
    )  # fmt: skip
    budget_line = forms.ChoiceField(
        label="Which line of the budget is it?", required=False,
        help_text="Then what it really cost can be taken from the ledger.",
    )  # fmt: skip
    once = MoneyField(
        label="What of it would anybody pay, even alone?", required=False,
        help_text="You can leave this and the next four empty. They show later how fair a rule is.",
    )  # fmt: skip
    per_unit = MoneyField(label="What does each unit of use cost?", required=False)
    per_site = MoneyField(label="What does each member cost by itself?", required=False)
    step = MoneyField(
        label="What does a whole step cost?", required=False,
        help_text="A post, a van, a server: bought whole, for so many units.",
    )  # fmt: skip
    each = forms.IntegerField(label="For how many units is a step?", required=False, min_value=1)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, kinds: Sequence[str], members: Sequence[tuple[int, str]],
        lines: Sequence[BudgetLine], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._lines = {str(one.pk): one for one in lines}
        people = [(str(pk), name) for pk, name in members]
        kind = field_of(self, "kind", forms.ChoiceField)
        kind.choices = [(OTHER, "Another cost"), *((one, one) for one in kinds)]
        field_of(self, "members", forms.MultipleChoiceField).choices = people
        payer = field_of(self, "paid_by", forms.ChoiceField)
        payer.choices = [(OTHER, "The group, from its own money"), *people]
        line = field_of(self, "budget_line", forms.ChoiceField)
        line.choices = [(OTHER, "None"), *((key, one.title) for key, one in self._lines.items())]
        if not kinds:
            del self.fields["kind"]
        if not lines:
            del self.fields["budget_line"]

    def said(self) -> CostSaid:
        """What is said, for the action."""
        data = self.cleaned_data
        payer = Organisation.objects.filter(pk=data["paid_by"]).first() if data["paid_by"] else None
        made_of = {
            "once": data["once"], "unit": data["per_unit"], "site": data["per_site"],
            "step": data["step"], "each": data["each"],
        }  # fmt: skip
        return CostSaid(
            data["title"], data["first_day"], data["last_day"], data["budget_pence"],
            data.get("kind", ""), data["unit"], frozenset(map(int, data["members"])), payer,
            self._lines.get(data.get("budget_line", "")),
            {key: value for key, value in made_of.items() if value},
        )  # fmt: skip


def initial_of(cost: SharedCost, members: Sequence[int]) -> dict[str, Any]:
    """A cost as its form shows it."""
    made = cost.made_of
    return {
        "title": cost.title, "kind": cost.kind, "first_day": cost.first_day,
        "last_day": cost.last_day, "budget_pence": cost.budget_pence,
        "members": [str(one) for one in members], "unit": cost.unit,
        "paid_by": str(cost.paid_by_id or OTHER), "budget_line": str(cost.budget_line_id or OTHER),
        "once": made.get("once"), "per_unit": made.get("unit"), "per_site": made.get("site"),
        "step": made.get("step"), "each": made.get("each"), "version": cost.version,
    }  # fmt: skip


class TryRuleForm(forms.Form):
    """A rule that somebody tries out: which rules are mixed, in how many parts each, and the
    smallest and largest share.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in SIMPLE:
            self.fields[kind] = forms.IntegerField(
                label=f"{RULE_WORDS[kind][0].upper()}{RULE_WORDS[kind][1:]}", required=False,
                min_value=0, max_value=1_000,
            )  # fmt: skip
        for name, label in (("least", "At least so much of the cost"), ("most", "At most")):
            self.fields[f"{name}_percent"] = forms.IntegerField(
                label=f"{label}, in percent", required=False, min_value=0, max_value=100
            )
            self.fields[f"{name}_pence"] = MoneyField(
                label=f"{label}, as an amount", required=False
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Raise ValidationError for what is no rule."""
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if not any(data.get(kind) for kind in SIMPLE):
            raise forms.ValidationError(
                "Say by which rule: write 1, or more parts, at one of them."
            )
        try:
            Limits(**{name: data.get(name) for name in LIMITS})
        except BadInput as error:
            raise forms.ValidationError(str(error)) from error
        return data

    def way(self, bands: tuple[Band, ...]) -> tuple[Rule, Limits]:
        """The rule that was typed, with these bands of income."""
        data = self.cleaned_data
        mix = tuple((kind, data[kind]) for kind in SIMPLE if data[kind])
        limits = Limits(**{name: data[name] for name in LIMITS})
        if len(mix) == 1:
            return Rule(mix[0][0], bands), limits
        return Rule("mixed", bands, mix), limits


MOST_STAFF = 1_000_000
"""More than any organisation has, and no more than a table holds."""


def _number(label: str, places: int = 2, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=12, decimal_places=places, **more
    )


def _whole(share: CostShare) -> str:
    """For which time an amount is meant."""
    days = span(share.cost.first_day, share.cost.last_day)
    return f"For all of the time, {days}, whoever joins or leaves on the way."


class CostMemberForm(forms.Form):
    """One member's days and figures."""

    from_day = DatePartsField(label="From which day does it take part?")
    to_day = DatePartsField(label="To which day?")
    income_pence = MoneyField(label="Its yearly income", required=False)
    staff = _number("How many staff does it have?", max_value=MOST_STAFF)
    units = _number("How much will it use?")
    actual_units = _number("How much did it really use?")
    parts = forms.IntegerField(
        label="Its fixed parts", required=False, min_value=0, max_value=10_000
    )
    alone_pence = MoneyField(
        label="What would it pay alone?", required=False,
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, share: CostShare, needs: frozenset[str], drafting: bool, **kwargs: Any
    ) -> None:
        names = ("from_day", "to_day", "income_pence", "staff", "units", "actual_units", "parts",
                 "alone_pence", "version")  # fmt: skip
        kwargs["initial"] = {name: getattr(share, name) for name in names}
        super().__init__(*args, **kwargs)
        asked = {
            "income_pence": needs & {"income", "bands"}, "staff": needs & {"staff"},
            "units": "use" in needs, "parts": needs & {"fixed"},
        }  # fmt: skip
        for name, is_asked in asked.items():
            if not drafting:
                del self.fields[name]
            elif not is_asked:
                self.fields[name].help_text = "Only to compare rules."
        if drafting or not ("use" in needs or counts_use(share.cost)):
            del self.fields["actual_units"]
        self.fields["alone_pence"].help_text = f"Only to show how fair a rule is. {_whole(share)}"

    def said(self, share: CostShare) -> MemberSaid:
        """What is said, for the action; what was not asked stays as it is in the share."""
        names = [one.name for one in fields(MemberSaid)]
        return MemberSaid(
            **{name: self.cleaned_data.get(name, getattr(share, name)) for name in names}
        )


class FiguresForm(forms.Form):
    """What a member says of itself: only what the rule asks for, and two things that help."""

    units = _number("How much will you use?")
    income_pence = MoneyField(label="Your income in a year", required=False)
    staff = _number(
        "How many staff do you have?", max_value=MOST_STAFF,
        help_text="Part-time ones as parts: 2.5.",
    )  # fmt: skip
    alone_pence = MoneyField(
        label="What would you pay for it alone?", required=False,
    )  # fmt: skip
    exempt_activity = forms.CharField(
        label="For which work that is exempt from VAT, or no business, do you use it?",
        required=False, max_length=LONGEST_WORDS, widget=forms.Textarea({"rows": 3}),
        help_text="You can leave this empty. Your group may need it to show that no VAT is due.",
    )  # fmt: skip

    def __init__(
        self, *args: Any, share: CostShare, needs: frozenset[str], over: bool, **kwargs: Any
    ) -> None:
        shown = {name: getattr(share, name) for name in self.base_fields if name != "units"}
        shown["units"] = share.actual_units if over else share.units
        kwargs["initial"] = shown
        super().__init__(*args, **kwargs)
        asked = figures_asked(share.cost, needs)
        for name in ("units", "income_pence", "staff"):
            self.fields[name].required = asked.get(name, False)
            if name not in asked:
                del self.fields[name]
        helps = "You can leave this empty. It helps to see how fair the sharing is."
        self.fields["alone_pence"].help_text = f"{helps} {_whole(share)}"
        if "units" in self.fields:
            if not self.fields["units"].required:
                self.fields["units"].help_text = "You can leave this empty. It helps to compare."
            unit = share.cost.unit or "units"
            tense = "did you use" if over else "will you use"
            self.fields["units"].label = f"How many {unit} {tense} in this time?"

    def said(self) -> FiguresSaid:
        """What is said, for the action."""
        return FiguresSaid(**self.cleaned_data)


class TrueUpForm(forms.Form):
    """What it really cost."""

    FROM_LEDGER, TYPED = "ledger", "typed"
    how = forms.ChoiceField(label="What did it cost?", widget=forms.RadioSelect)
    actual_pence = MoneyField(label="The amount", required=False, help_text="Only if you type it.")

    def __init__(self, *args: Any, ledger_words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actual_pence"].says_optional = False  # type: ignore[attr-defined]
        choices = [(self.TYPED, "I type it")]
        if ledger_words:
            choices.insert(0, (self.FROM_LEDGER, ledger_words))
        else:
            self.fields["how"].widget = forms.HiddenInput()
            self.fields["actual_pence"].label = "What did it cost?"
            self.fields["actual_pence"].help_text = ""
            self.initial["how"] = self.TYPED
        field_of(self, "how", forms.ChoiceField).choices = choices

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("how") == self.TYPED and data.get("actual_pence") is None:
            if "actual_pence" not in self.errors:
                self.add_error("actual_pence", "Write what it cost.")
        return data

    @property
    def pence(self) -> int | None:
        """The amount that was typed; None: the ledger's."""
        typed = self.cleaned_data["how"] == self.TYPED
        return self.cleaned_data["actual_pence"] if typed else None


class QuestionForm(forms.Form):
    """What is not right with a share."""

    heading_field = "question"
    question = forms.CharField(
        label="What is not right, or not clear?", max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 5}),
        help_text="Those who keep the money see it, answer you, and then ask again.",
    )  # fmt: skip


class ReplyForm(forms.Form):
    """The answer to a member's question."""

    reply = forms.CharField(
        label="Your answer", max_length=LONGEST_WORDS, widget=forms.Textarea({"rows": 5}),
        help_text="It stands on the member’s statement. The e-mail only says that there is one.",
    )  # fmt: skip


class PaymentForm(forms.Form):
    """A payment of what is open."""

    pence = MoneyField(label="How much was paid?", least=1)
    day = DatePartsField(label="On which day?")


class WhyForm(forms.Form):
    """Why a step is taken back."""

    why = forms.CharField(
        label="Why?", max_length=300, help_text="All members can read it in the record."
    )


class VatForm(forms.Form):
    """What shows that each condition is met."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in CONDITIONS:
            if one.asks:
                self.fields[one.key] = forms.CharField(
                    label=one.asks, help_text=one.hint, required=False, max_length=LONGEST_WORDS,
                    widget=forms.Textarea({"rows": 4}),
                )  # fmt: skip
