"""Forms of signing: to sign, pass on, decline, send papers; to put out and look after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from spinney.agreements.actions.signing_answers import Colleague
from spinney.agreements.actions.signing_scans import Sheet
from spinney.agreements.bridge.papers import ENDINGS
from spinney.agreements.bridge.signatures import Signer
from spinney.agreements.models import Party
from spinney.agreements.policies.signing import MOST_SIGNATORIES, AskedParty, Choices
from spinney.agreements.queries.signing import Proposal
from spinney.base.web.fields import DatePartsField, Hinted, MoneyField, UploadField, field_of

LINES = forms.Textarea({"rows": 4})


class SignForm(forms.Form):
    """The signature itself: she ticks, types her name, and sends."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64)
    name = forms.CharField(
        label="Your full name",
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
        help_text="Typed here, it is your signature.",
    )
    post = forms.CharField(
        label="What you are there",
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization-title"}),
        help_text="For example: Director, or Chair of the trustees.",
    )
    agrees = forms.BooleanField(
        label="I have read it, and I sign it",
        error_messages={"required": "Tick the box to say that you have read it and sign it."},
    )

    def __init__(self, *args: Any, organisation: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agrees"].label = f"I have read it, and I sign it for {organisation}"

    def signer(self, identified_by: str) -> Signer:
        """Who signs, as the action takes it."""
        said = self.cleaned_data
        return Signer(said["name"].strip(), said["post"].strip(), identified_by, said["read"])


class DeclineForm(forms.Form):
    """No, and why."""

    reason = forms.CharField(
        label="Why will your organisation not sign?",
        max_length=2000,
        widget=LINES,
        help_text="Whoever put it out reads it, and can change what stands in the way.",
    )
    tell_others = forms.BooleanField(label="Tell the other parties too", required=False)


class ColleagueForm(forms.Form):
    """To whom it is passed on."""

    email = forms.EmailField(
        label="Your colleague’s e-mail address",
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(label="Your colleague’s name", max_length=200, required=False)
    by_whom = forms.CharField(
        label="Your own name",
        max_length=120,
        help_text="So that your colleague knows who passes it on.",
        widget=forms.TextInput({"autocomplete": "name", "spellcheck": "false"}),
    )
    gives_power = forms.BooleanField(
        label="Ask your colleague to sign for your organisation from now on",
        required=False,
        help_text="If your colleague has no mandate to sign yet. You need one yourself to give it.",
    )

    def __init__(self, *args: Any, may_give: bool, known: Sequence[str] = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        if known:
            self.fields["email"].help_text = f"These may sign: {', '.join(known)}."
        if not may_give:
            del self.fields["gives_power"]

    def colleague(self) -> Colleague:
        """To whom it is passed on, as the action takes it."""
        said = self.cleaned_data
        return Colleague(said["email"], said["name"].strip(), said.get("gives_power", False))


class AuthorityForm(forms.Form):
    """A paper that shows that somebody may sign."""

    evidence = forms.ChoiceField(
        label="Something that your organisation keeps here already",
        required=False,
        widget=forms.RadioSelect,
    )
    file = UploadField(
        label="A file",
        endings=ENDINGS,
        required=False,
        help_text="A minute of the trustees, or a scheme of delegation: PDF, JPEG or PNG.",
    )
    note = forms.CharField(
        label="What it is",
        max_length=300,
        required=False,
        help_text="For example: Minute 7 of the meeting on 2 March 2026.",
    )

    def __init__(self, *args: Any, held: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held = {str(one.pk): one for one in held}
        choices = [(pk, str(one)) for pk, one in self._held.items()]
        field_of(self, "evidence", forms.ChoiceField).choices = [
            *choices,
            ("", "None of these: I send a file"),
        ]
        if not held:
            del self.fields["evidence"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("evidence") and not said.get("file") and "file" not in self.errors:
            self.add_error("file", "Choose a file.")
        return said

    def piece(self) -> Any:
        """The piece of evidence that was picked, if one was."""
        return self._held.get(self.cleaned_data.get("evidence") or "")


class ScanForm(forms.Form):
    """A sheet that was signed by hand."""

    file = UploadField(
        label="The scan of the signed agreement",
        endings=ENDINGS,
        help_text="PDF, JPEG or PNG, at most 20 MB. All pages, with the signature.",
    )
    signer_name = forms.CharField(label="Who signed it?", max_length=200)
    signer_post = forms.CharField(
        label="As what?", max_length=120, required=False, help_text="For example: Chair."
    )
    signed_on = DatePartsField(label="On which day was it signed?")

    def sheet(self) -> Sheet:
        """The sheet, as the action takes it."""
        said = self.cleaned_data
        return Sheet(said["file"], said["signer_name"], said["signed_on"], said["signer_post"])


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="Why?", max_length=2000, widget=LINES)


class TakeBackForm(ReasonForm):
    """Why the whole signing is taken back."""

    reason = forms.CharField(
        label="Why do you take it back?",
        max_length=2000,
        widget=LINES,
        help_text="Everybody who was asked reads it.",
    )


class DeadlineForm(forms.Form):
    """Until when there is time."""

    deadline = DatePartsField(label="New last day for signing")


class AskAnewForm(forms.Form):
    """What is said to a party that declined."""

    message = forms.CharField(
        label="What has changed?",
        max_length=2000,
        required=False,
        widget=LINES,
        help_text="It stands in the letter.",
    )


HOW_MANY = (
    ("all", "All of those that I choose"),
    ("some", Hinted("So many of them", "It holds for those who have signed.")),
)
ORDER = (
    ("at_once", "Everybody at once"),
    ("in_order", Hinted("One step after the other", "Say below who is in which step.")),
)


class PutOutForm(forms.Form):
    """Who signs, by when, in which order, and how many."""

    asked = forms.MultipleChoiceField(
        label="Who is asked to sign?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one party."},
    )
    deadline = DatePartsField(label="Last day for signing")
    how_many = forms.ChoiceField(
        label="How many of them must sign?", choices=HOW_MANY, widget=forms.RadioSelect
    )
    needed = forms.IntegerField(
        label="How many, if not all?",
        min_value=1,
        required=False,
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    must_sign = forms.MultipleChoiceField(
        label="Without whom does nothing go?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="If not all must sign, these have to be among those who do.",
    )
    signatories = forms.IntegerField(
        label="How many people sign for each organisation?",
        min_value=1,
        max_value=MOST_SIGNATORIES,
        widget=forms.NumberInput({"class": "govuk-input--width-3"}),
    )
    amount_pence = MoneyField(
        label="What does each commit to, in pounds?",
        required=False,
        help_text="Leave it empty if no money is committed. Above the limit of whoever signs, a"
        " second person of the organisation signs too.",
    )
    order = forms.ChoiceField(label="In which order?", choices=ORDER, widget=forms.RadioSelect)
    wanted_from = DatePartsField(
        label="From which day does it hold?",
        required=False,
        help_text="Leave it empty for the day of the last signature.",
    )
    message = forms.CharField(
        label="What do you want to say to those who sign?",
        max_length=2000,
        required=False,
        widget=LINES,
        help_text="It stands in the letter.",
    )
    some_on_paper = forms.BooleanField(
        label="Some will sign on paper, or have nobody yet who may sign",
        required=False,
        help_text="Without this tick, each party needs somebody with a mandate to sign.",
    )

    def __init__(
        self, *args: Any, parties: Sequence[Party], proposal: Proposal, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._parties = {str(one.pk): one for one in parties}
        names = [(pk, one.organisation.name) for pk, one in self._parties.items()]
        for name in ("asked", "must_sign"):
            field_of(self, name, forms.ChoiceField).choices = names
        steps = {one.party_id: one.step for one in proposal.asked}
        for pk, one in self._parties.items():
            self.fields[f"step-{pk}"] = forms.IntegerField(
                label=one.organisation.name,
                min_value=1,
                max_value=len(self._parties),
                required=False,
                initial=steps.get(one.pk, 1),
                widget=forms.NumberInput({"class": "govuk-input--width-3"}),
            )

    @staticmethod
    def initial_of(proposal: Proposal) -> dict[str, Any]:
        """The form as the rule for signing proposes it."""
        people = max((one.signatories for one in proposal.asked), default=1)
        return {
            "asked": [str(one.party_id) for one in proposal.asked],
            "how_many": "some" if proposal.choices.needed else "all",
            "needed": proposal.choices.needed,
            "signatories": people,
            "order": "in_order" if proposal.choices.in_order else "at_once",
            "wanted_from": proposal.choices.wanted_from,
        }

    def clean_needed(self) -> int | None:
        needed: int | None = self.cleaned_data["needed"]
        if self.cleaned_data.get("how_many") == "some" and needed is None:
            raise ValidationError("Write how many of them must sign.")
        return needed

    @property
    def steps(self) -> list[forms.BoundField]:
        """The fields that say who is in which step."""
        return [self[name] for name in self.fields if name.startswith("step-")]

    @property
    def others(self) -> list[forms.BoundField]:
        """All the other fields, in their order."""
        folded = ("step-", "must_sign")
        return [self[name] for name in self.fields if not name.startswith(folded)]

    def parties(self) -> list[AskedParty]:
        """Those who are asked, as the action takes them."""
        said = self.cleaned_data
        needed = said["asked"] if said["how_many"] == "all" else said["must_sign"]
        return [
            AskedParty(int(pk), said.get(f"step-{pk}") or 1, said["signatories"], pk in needed)
            for pk in said["asked"]
        ]

    def choices(self) -> Choices:
        """How it is put out, as the action takes it."""
        said = self.cleaned_data
        return Choices(
            in_order=said["order"] == "in_order",
            needed=said["needed"] if said["how_many"] == "some" else None,
            amount_pence=said["amount_pence"],
            message=said["message"],
            wanted_from=said["wanted_from"],
            some_on_paper=said["some_on_paper"],
        )
