"""Forms of comments, other words, differences and readers from outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from spinney.agreements.actions.clauses import ClauseText
from spinney.agreements.actions.outside_readers import Asked
from spinney.agreements.policies.drafting import LONGEST_HEADING
from spinney.agreements.policies.review import LONGEST_COMMENT
from spinney.base.web.fields import DatePartsField, YesNoField, field_of


class CommentForm(forms.Form):
    """What somebody says about a clause, or answers."""

    text = forms.CharField(
        label="What do you want to say?",
        widget=forms.Textarea({"rows": 5}),
        max_length=LONGEST_COMMENT,
    )

    def __init__(self, *args: Any, label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["text"].label = label


class WordsForm(forms.Form):
    """Other words for a clause, or a clause more."""

    heading = forms.CharField(label="Heading", max_length=LONGEST_HEADING)
    text = forms.CharField(
        label="What it should say",
        widget=forms.Textarea({"rows": 12}),
        help_text="An empty line sets paragraphs apart. “- ” begins a line of a list.",
    )
    leave_out = forms.BooleanField(label="Leave this clause out altogether", required=False)
    why = forms.CharField(
        label="Why",
        widget=forms.Textarea({"rows": 3}),
        max_length=LONGEST_COMMENT,
        required=False,
        help_text="It helps others to agree. You can leave it empty.",
    )

    def __init__(self, *args: Any, is_new: bool, gaps: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["leave_out"]
        if names := list(gaps):
            self.fields["text"].help_text += (
                f" What stands in brackets, such as [{names[0]}], is filled in from what you"
                " agreed: leave it where it fits."
            )

    def clean(self) -> dict[str, Any]:
        """A clause that is left out needs no words."""
        data = super().clean() or {}
        if data.get("leave_out"):
            self.errors.pop("text", None)
            data["text"] = ""
        return data

    def said(self, text: str) -> ClauseText:
        """The words, with their gaps as a clause has them in `text`; none, to leave it out."""
        if self.cleaned_data.get("leave_out"):
            text = ""
        return ClauseText(self.cleaned_data["heading"], text)


class DeclineForm(forms.Form):
    """Why proposed words are not taken over."""

    why = forms.CharField(
        label="Why do you not take them over?",
        widget=forms.Textarea({"rows": 4}),
        max_length=LONGEST_COMMENT,
        help_text="Whoever proposed them reads it.",
    )


class CompareForm(forms.Form):
    """Which two states of an agreement are compared."""

    before = forms.ChoiceField(label="Compare", widget=forms.Select)
    after = forms.ChoiceField(label="With", widget=forms.Select)

    def __init__(self, *args: Any, states: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before", "after"):
            field_of(self, name, forms.ChoiceField).choices = states


class ReaderForm(forms.Form):
    """Who outside is given a version to read."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(label="E-mail address", max_length=254)
    capacity = forms.CharField(
        label="Role",
        max_length=120,
        required=False,
        help_text="For example “solicitor” or “commissioner”. It stands beside what is said.",
    )
    until = DatePartsField(label="Last day for reading")
    may_comment = YesNoField(
        label="May this reader comment and propose other words?",
        initial=True,
    )
    message = forms.CharField(
        label="Message",
        widget=forms.Textarea({"rows": 4}),
        max_length=2000,
        required=False,
        help_text="What you want looked at. It stands in the e-mail.",
    )

    def said(self) -> Asked:
        """Who is asked, as the action takes it."""
        return Asked(**self.cleaned_data)


class ReadUntilForm(forms.Form):
    """Until when a reader may read."""

    until = DatePartsField(label="Last day for reading")


class VerdictForm(forms.Form):
    """What a reader from outside says of the whole."""

    text = forms.CharField(
        label="What do you say of it as a whole?",
        widget=forms.Textarea({"rows": 6}),
        max_length=LONGEST_COMMENT,
        help_text="For example whether it may be signed as it is, or what has to change before.",
    )
