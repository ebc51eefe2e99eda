"""Forms of what members share: what is taken back, and contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.agreements.actions.contacts import ContactText
from spinney.agreements.actions.sharing import TakenBack
from spinney.base.web.fields import field_of

Choices = Sequence[tuple[str, str]]
ALL, RUNNERS = "all", "runners"


class StopForm(forms.Form):
    """What is no longer shared: everything, unless something is chosen."""

    field = forms.ChoiceField(label="What do you want to stop sharing?", initial=ALL)
    recipient = forms.ChoiceField(label="With whom?", initial=ALL)
    purpose = forms.ChoiceField(label="For what?", initial=ALL)
    reason = forms.CharField(
        label="Why?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only your own people see this. You need not give a reason.",
    )

    def __init__(
        self, *args: Any, fields: Choices, recipients: Choices, purposes: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, everything, choices in (
            ("field", "Everything", fields),
            ("recipient", "Everybody", recipients),
            ("purpose", "Everything it is used for", purposes),
        ):
            field_of(self, name, forms.ChoiceField).choices = [(ALL, everything), *choices]

    def said(self) -> TakenBack:
        """What was chosen."""
        said = {key: "" if value == ALL else value for key, value in self.cleaned_data.items()}
        runners = said["recipient"] == RUNNERS
        recipient = int(said["recipient"]) if said["recipient"] and not runners else None
        return TakenBack(said["field"], recipient, said["purpose"], said["reason"], runners)


class ContactForm(forms.Form):
    """Whom to ask, and how."""

    name = forms.CharField(
        label="Name", max_length=200, help_text="Of a person, or of a desk like “Duty desk”."
    )
    post = forms.CharField(
        label="Post", max_length=120, required=False, help_text="For example: Finance officer."
    )
    about = forms.CharField(
        label="What should partners ask about?",
        max_length=200,
        required=False,
        help_text="For example: rooms and minibuses; referrals; invoices.",
    )
    email = forms.EmailField(label="E-mail address", max_length=254, required=False)
    phone = forms.CharField(
        label="Telephone number",
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def said(self) -> ContactText:
        """What was typed."""
        typed = {key: value for key, value in self.cleaned_data.items() if key != "version"}
        return ContactText(**typed)
