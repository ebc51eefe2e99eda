"""Forms about who acts for an organisation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, Hinted, MoneyField, field_of
from spinney.register.models import Mandate
from spinney.register.policies.people import Invited, Powers, Term

POWERS = [
    ("may_represent", Hinted("Represent", "Speaks for it, keeps its profile, joins clusters")),
    ("may_vote", Hinted("Vote", "Casts its vote in its clusters")),
    ("may_sign", Hinted("Sign", "Signs agreements in its name")),
    (
        "may_hold_data",
        Hinted("Keep evidence", "Adds and shares its accounts, insurances and policies"),
    ),
]
USUAL = ("may_represent", "may_vote", "may_hold_data")


class PowersForm(forms.Form):
    """What somebody may do for an organisation."""

    powers = forms.MultipleChoiceField(
        label="What may this person do for it?",
        choices=POWERS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    spend_limit_pence = MoneyField(
        label="May spend up to",
        required=False,
        help_text="The most that she may promise in one go. Leave empty if she may spend nothing.",
    )

    def given(self) -> Powers:
        """The powers that were ticked."""
        ticked = self.cleaned_data["powers"]
        return Powers(
            **{name: name in ticked for name, _ in POWERS},
            spend_limit_pence=self.cleaned_data["spend_limit_pence"],
        )

    @staticmethod
    def initial_of(powers: Powers) -> dict[str, Any]:
        """The form as it shows powers that are held."""
        ticked = [name for name, _ in POWERS if getattr(powers, name)]
        return {"powers": ticked, "spend_limit_pence": powers.spend_limit_pence}


class TermForm(PowersForm):
    """Powers, post and dates of a mandate that is there already."""

    post = forms.CharField(label="Post", max_length=120, required=False)
    ends_on = DatePartsField(
        label="Last day", required=False, help_text="Leave empty if there is no end yet."
    )

    field_order = ("post", "powers", "spend_limit_pence", "ends_on")

    def term(self, mandate: Mandate, today: date) -> Term:
        """The term from today on; a mandate that has not begun keeps its first day."""
        return Term(
            max(mandate.starts_on, today),
            self.cleaned_data["ends_on"],
            self.cleaned_data["post"],
            mandate.deputy_for,
            "changed",
        )


class OfferForm(PowersForm):
    """Whom to ask to act for an organisation, and for what."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="We write to it. Whoever reads it there can say yes or no.",
    )
    name = forms.CharField(label="Name", max_length=200, required=False)
    post = forms.CharField(label="Post in your organisation", max_length=120, required=False)
    deputy_for = forms.TypedChoiceField(
        label="Stands in for somebody?", required=False, coerce=int, empty_value=None
    )
    starts_on = DatePartsField(
        label="First day", required=False, help_text="Leave empty for as soon as she says yes."
    )
    ends_on = DatePartsField(
        label="Last day", required=False, help_text="Leave empty if there is no end yet."
    )
    message = forms.CharField(
        label="Anything you want to say to her?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    field_order = (
        "email", "name", "post", "powers", "spend_limit_pence", "deputy_for", "starts_on",
        "ends_on", "message",
    )  # fmt: skip

    def __init__(self, *args: Any, principals: Iterable[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.principals = {mandate.pk: mandate for mandate in principals}
        choices = [(pk, f"Deputy of {mandate.person}") for pk, mandate in self.principals.items()]
        field_of(self, "deputy_for", forms.ChoiceField).choices = [
            ("", "No, acts in her own right"),
            *choices,
        ]

    def to(self) -> Invited:
        """Whom it goes to, and what is said to her."""
        cleaned = self.cleaned_data
        return Invited(cleaned["email"], cleaned["name"], cleaned["message"])

    def term(self, today: date) -> Term:
        """From when to when, under which post, standing in for whom."""
        cleaned = self.cleaned_data
        return Term(
            cleaned["starts_on"] or today,
            cleaned["ends_on"],
            cleaned["post"],
            self.principals.get(cleaned["deputy_for"]),
        )


class ClaimForm(forms.Form):
    """Saying that one acts for an organisation."""

    post = forms.CharField(
        label="What are you there?", max_length=120, help_text="For example: director, chair."
    )
    method = forms.ChoiceField(label="How shall we check?", widget=forms.RadioSelect)
    note = forms.CharField(
        label="Anything that helps to check it?",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, ways: Iterable[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(method, Hinted(label, hint)) for method, label, hint in ways]
        field_of(self, "method", forms.ChoiceField).choices = choices
        self.fields["method"].initial = choices[0][0]


class ReasonForm(forms.Form):
    """Why something is declined or ended; the person concerned reads it."""

    reason = forms.CharField(
        label="Why?",
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="The person concerned reads this.",
    )

    def __init__(self, *args: Any, needed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = needed


class EndForm(ReasonForm):
    """Ending a mandate; the last one only when that is really meant."""

    leave_empty = forms.BooleanField(
        label="I know that nobody will act for it then", required=False
    )

    def __init__(self, *args: Any, is_last: bool, **kwargs: Any) -> None:
        super().__init__(*args, needed=False, **kwargs)
        if not is_last:
            del self.fields["leave_empty"]


class AcceptForm(forms.Form):
    """Agreeing to act for an organisation: the name that others will see."""

    name = forms.CharField(
        label="Your name", max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
