"""Forms around a vote: the code of a receipt, an interest, a proxy, the answer to an objection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from spinney.base.web.fields import field_of
from spinney.decisions.bridge.ballot_box import CODE
from spinney.decisions.forms.marks import code_field
from spinney.decisions.policies.voting import MOST_ANSWER, MOST_INTEREST, MOST_WISHES


class ReceiptForm(forms.Form):
    """The code of a receipt."""

    def __init__(self, *args: Any, why: str = "It finds your vote.", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[CODE] = code_field(why)


class InterestForm(forms.Form):
    """Which interest keeps an organisation from taking part; the code, where it has voted in
    secret.
    """

    interest = forms.CharField(
        label="What is your interest?",
        max_length=MOST_INTEREST,
        widget=forms.Textarea({"rows": 4}),
        help_text="For example “we rent out the building that it is about”. The members read it."
        " Say nothing about people.",
        error_messages={"required": "Say what your interest is."},
    )

    def __init__(self, *args: Any, asks_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_code:
            self.fields[CODE] = code_field("You have voted; your vote is taken out.")


class ProxyForm(forms.Form):
    """Who votes for an organisation, and what it wishes."""

    holder = forms.TypedChoiceField(
        label="Who votes for you?", coerce=int, widget=forms.RadioSelect,
        error_messages={"required": "Choose who votes for you."},
    )  # fmt: skip
    wishes = forms.CharField(
        label="What do you wish them to vote?",
        max_length=MOST_WISHES,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="They and you alone read it. They vote as they think right.",
    )

    def __init__(self, *args: Any, holders: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "holder", forms.TypedChoiceField).choices = list(holders)


class AnswerObjectionForm(forms.Form):
    """What is said to an objection."""

    text = forms.CharField(
        label="Your answer",
        max_length=MOST_ANSWER,
        widget=forms.Textarea({"rows": 5}),
        help_text="What you change, or why you would go on as it is. All members read it.",
        error_messages={"required": "Write your answer."},
    )


class SureForm(forms.Form):
    """A deed that is asked once more, and needs nothing said."""
