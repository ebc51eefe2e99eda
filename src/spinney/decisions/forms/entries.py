"""Forms for votes on paper and by phone: the marks as voters see them, with what goes with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from spinney.base.web.fields import DatePartsField, Hinted
from spinney.decisions.bridge.paper_codes import is_paper_code
from spinney.decisions.engine.marking import REASON, SAYS, WHOLE
from spinney.decisions.forms.marks import NOTHING, MarksForm
from spinney.decisions.models import Ballot, Elector, Entry
from spinney.decisions.states import VotedHow

NOT_THEIRS = "This is not the code on their paper. Look whose paper it is."


class PaperForm(MarksForm):
    """The marks of somebody else, as they stand on a paper or are said on the phone."""

    def __init__(self, ballot: Ballot, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(ballot, data)
        for name in (SAYS, WHOLE):
            field = self.fields.get(name)
            if not isinstance(field, forms.ChoiceField):
                continue
            field.label, field.help_text = "What do they vote?", ""
            field.error_messages["required"] = "Choose what they vote."
            if name == SAYS:  # what stands beside a voice is said to whoever votes herself
                field.choices = [(one.key, one.label) for one in self.way.voices]
            else:
                field.choices = [
                    (key, "None of these, or nothing is marked" if key == NOTHING else words)
                    for key, words in list(field.choices)  # type: ignore[arg-type]
                ]


class EnterVoteForm(PaperForm):
    """Whose vote it is, how and when it came, and what it says."""

    def __init__(
        self,
        ballot: Ballot,
        electors: Iterable[Elector],
        today: date,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(ballot, data)
        self.electors = {one.organisation_id: one for one in electors}
        names = [(pk, one.organisation.name) for pk, one in self.electors.items()]
        first = {
            "organisation": forms.TypedChoiceField(
                label="Whose vote is it?", coerce=int, choices=[("", "Choose"), *names]
            ),
            "how": forms.ChoiceField(
                label="How did it come?", widget=forms.RadioSelect,
                choices=[
                    (VotedHow.PAPER, Hinted("On paper", "You have it in front of you.")),
                    (VotedHow.PHONE, Hinted("By phone", "You have them on the line.")),
                ],
            ),
            "marked_on": DatePartsField(label="Day of the paper, or of the call", initial=today),
            "code": forms.CharField(
                label="Code on the paper", required=False, max_length=20,
                widget=forms.TextInput({"class": "govuk-input--width-10", "spellcheck": "false"}),
                help_text="If it has one. It tells that the paper is theirs.",
            ),
        }  # fmt: skip
        self.fields = first | self.fields
        self.initial["marked_on"] = today
        if REASON in self.fields:
            self.fields[REASON].help_text = "As they wrote or said it. The other members read it."

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"])
        elector = self.electors.get(self.cleaned_data.get("organisation") or 0)
        if typed.strip() and elector is not None and not is_paper_code(elector, typed):
            raise forms.ValidationError(NOT_THEIRS)
        return typed


class ConfirmEntryForm(PaperForm):
    """The same vote, typed again. What the first person typed is not shown, but for the reason,
    which nobody words twice alike.
    """

    def __init__(
        self, entry: Entry, data: Mapping[str, Any] | None = None, *, newer: str = ""
    ) -> None:
        super().__init__(entry.ballot, data)
        if REASON in self.fields:
            self.fields[
                REASON
            ].help_text = "This is what the first person typed. Mend it if it says something else."
            self.initial[REASON] = entry.reason
        self.ballot = entry.ballot
        if newer:
            self.fields["replaces"] = forms.BooleanField(
                label="They say that the paper counts, or what they said on the phone",
                required=False, help_text=newer,
            )  # fmt: skip


class RefuseEntryForm(forms.Form):
    """Why a vote that was typed is taken out."""

    note = forms.CharField(
        label="Why?", required=False, max_length=300,
        help_text="For whoever typed it.",
    )  # fmt: skip


class EnvelopesForm(forms.Form):
    """Whose envelopes came."""

    organisations = forms.TypedMultipleChoiceField(
        label="Whose envelopes came?", coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, electors: Iterable[Elector], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        choices = [(one.organisation_id, one.organisation.name) for one in electors]
        self.fields["organisations"].choices = choices  # type: ignore[attr-defined]


class CountPapersForm(forms.Form):
    """That the papers shall be counted; `alone` where there is one only."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, one_only: bool = False) -> None:
        super().__init__(data)
        if one_only:
            self.fields["alone"] = forms.BooleanField(
                label="They know that you two see what they voted, and it is all right with them",
                required=False,
            )
