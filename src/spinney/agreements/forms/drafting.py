"""What is typed while an agreement is begun and written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from spinney.agreements.actions.clauses import ClauseText
from spinney.agreements.actions.drafting import PartyLine
from spinney.agreements.engine.terms import CATALOGUE, GROUPS
from spinney.agreements.engine.wordings import Asked, Question, Wording
from spinney.agreements.models import Agreement, Party
from spinney.agreements.policies.drafting import LONGEST_CLAUSE, LONGEST_HEADING
from spinney.agreements.states import PartyRole, SpeaksFor
from spinney.base.web.fields import DatePartsField, Hinted, field_of
from spinney.base.web.picker import PickerField
from spinney.register import api as register

WHOLE = SpeaksFor.CLUSTER.value


class ChooseForm(forms.Form):
    """Which template a new agreement begins from."""

    heading_field = "wording"
    wording = forms.ChoiceField(label="What kind of agreement?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, templates: Sequence[Wording], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "wording", forms.ChoiceField).choices = [
            (one.key, Hinted(one.title, one.for_what)) for one in templates
        ]


class StartForm(forms.Form):
    """What a new agreement is called, and between whom it is. `members` are those of the cluster;
    `own` those that must be among the parties when a member begins it (none: whoever runs the
    cluster begins it); `whole` whether it can speak for the whole cluster.
    """

    title = forms.CharField(label="What is it called?", max_length=200)
    speaks_for = forms.ChoiceField(
        label="Whose agreement is it?", widget=forms.RadioSelect, initial=WHOLE
    )
    parties = forms.MultipleChoiceField(
        label="Who are its parties?", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(
        self,
        *args: Any,
        members: Sequence[register.Organisation],
        whole: bool,
        chosen: Sequence[int],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._members = {str(one.pk): one for one in members}
        field = self.fields["parties"]
        field.choices = [(key, one.name) for key, one in self._members.items()]  # type: ignore[attr-defined]
        field.initial = [str(pk) for pk in chosen]
        field.help_text = (
            "Tick those that sign. Organisations that are no members, such as a commissioner, and"
            " what each of them is, come next."
        )
        if whole:
            field_of(self, "speaks_for", forms.ChoiceField).choices = [
                (
                    WHOLE,
                    Hinted(
                        "The whole cluster’s",
                        "What it says holds for everybody here, and the site goes by it.",
                    ),
                ),
                (
                    SpeaksFor.PARTIES.value,
                    Hinted(
                        "Only of those named in it",
                        "The others do not see it, and it changes nothing for them.",
                    ),
                ),
            ]
        else:
            del self.fields["speaks_for"]

    @property
    def whose(self) -> SpeaksFor:
        """Whose agreement it is to be."""
        return SpeaksFor(self.cleaned_data.get("speaks_for", SpeaksFor.PARTIES.value))

    def chosen(self) -> list[register.Organisation]:
        """The parties, in the order of the list."""
        return [self._members[key] for key in self.cleaned_data["parties"]]

    def lines(self) -> list[PartyLine]:
        """The parties, each as a member for now."""
        return [PartyLine(one) for one in self.chosen()]


class TitleForm(forms.Form):
    """What an agreement is called."""

    title = forms.CharField(label="What is it called?", max_length=200)
    read = forms.CharField(widget=forms.HiddenInput, required=False)


class QuestionForm(forms.Form):
    """The answer to a question of the template that is no term."""

    heading_field = "answer"
    read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["answer"] = _answer_field(question)
        self.order_fields(["answer", "read"])

    @staticmethod
    def initial_of(question: Question, answer: str) -> Any:
        """An answer as this form shows it."""
        if question.kind is not Asked.DAY:
            return answer
        try:
            return date.fromisoformat(answer)
        except ValueError:
            return None

    def words(self) -> str:
        """The answer as a draft keeps it."""
        answer = self.cleaned_data["answer"]
        return answer.isoformat() if self.question.kind is Asked.DAY and answer else str(answer)


def _answer_field(question: Question) -> forms.Field:
    about: dict[str, Any] = {"label": question.title, "help_text": question.help}
    match question.kind:
        case Asked.DAY:
            return DatePartsField(**about)
        case Asked.CHOICE:
            choices = [(one, one) for one in question.choices]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **about)
        case Asked.TEXT:
            return forms.CharField(max_length=4000, widget=forms.Textarea({"rows": 6}), **about)
    return forms.CharField(max_length=300, **about)


class ClauseForm(forms.Form):
    """The heading and words of a clause."""

    heading = forms.CharField(label="Heading", max_length=LONGEST_HEADING)
    text = forms.CharField(
        label="Words", max_length=LONGEST_CLAUSE, widget=forms.Textarea({"rows": 14}),
        help_text="Leave an empty line between paragraphs. A line that begins with “- ” is an item"
        " of a list.",
    )  # fmt: skip
    read = forms.CharField(widget=forms.HiddenInput, required=False)

    def said(self) -> ClauseText:
        """What was typed, as the actions take it."""
        return ClauseText(self.cleaned_data["heading"], self.cleaned_data["text"])


class AddClauseForm(ClauseForm):
    """A clause of one's own: in words alone, or one that states a term that other parts of the
    site go by.
    """

    term = forms.ChoiceField(
        label="Shall it also state a term?", required=False, widget=forms.Select,
        help_text="Terms are what the site goes by, like a notice or an amount. You are asked for"
        " it next, and its words stand at the end of the clause.",
    )  # fmt: skip

    def __init__(self, *args: Any, stated: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, term in CATALOGUE.items():
            if key not in stated:
                groups.setdefault(GROUPS[term.group], []).append((key, term.title))
        field_of(self, "term", forms.ChoiceField).choices = [
            ("", "No, words alone"),
            *groups.items(),
        ]
        self.fields["text"].required = False
        del self.fields["read"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("text", "").strip() and not data.get("term"):
            self.add_error("text", "Write what the clause says.")
        return data

    def said(self) -> ClauseText:
        text, term = self.cleaned_data["text"], self.cleaned_data["term"]
        if term and f"{{{term}}}" not in text:
            text = f"{text}\n\n{{{term}}}"
        return ClauseText(self.cleaned_data["heading"], text.strip())


class MoveForm(forms.Form):
    """Where a clause stands."""

    after = forms.ChoiceField(label="Where shall it stand?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(place + 1), f"After “{heading}”") for place, heading in others]
        field_of(self, "after", forms.ChoiceField).choices = [("0", "At the top"), *places]


ROLE_HINTS = {
    PartyRole.MEMBER: "Takes part like the others.",
    PartyRole.LEAD: "Signs contracts and takes money for all.",
    PartyRole.HOST: "Keeps staff, money or premises for all.",
    PartyRole.GUARANTOR: "Answers for it if another cannot deliver.",
    PartyRole.FUNDER: "Gives the money.",
    PartyRole.COMMISSIONER: "Buys the service.",
    PartyRole.SUBCONTRACTOR: "Does a part of it for the lead.",
    PartyRole.SUPPLIER: "Provides the service.",
}


class PartiesForm(forms.Form):
    """The parties of a draft: the role of each, its place in the order, or that it goes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, agreement: Agreement, parties: Sequence[Party], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties = list(parties)
        self.fields["version"].initial = agreement.version
        places = [(str(n), str(n)) for n in range(1, len(self.parties) + 1)]
        for at, one in enumerate(self.parties, start=1):
            name = one.organisation.name
            self.fields[f"role-{one.pk}"] = forms.ChoiceField(
                label=f"What is {name} in this agreement?", choices=PartyRole.choices,
                initial=one.role, disabled=one.joined_on is not None,
                help_text="It has signed as this." if one.joined_on else "",
            )  # fmt: skip
            self.fields[f"place-{one.pk}"] = forms.ChoiceField(
                label=f"Place of {name}", choices=places, initial=str(at)
            )
            if one.joined_on is None:
                self.fields[f"goes-{one.pk}"] = forms.BooleanField(
                    label=f"Take {name} off", required=False
                )

    def rows(self) -> list[tuple[Party, list[Any]]]:
        """Each party with its fields, as the page shows them."""
        names = ("role", "place", "goes")
        return [
            (one, [self[f"{n}-{one.pk}"] for n in names if f"{n}-{one.pk}" in self.fields])
            for one in self.parties
        ]

    def lines(self) -> list[PartyLine]:
        """Who stays, as what, in the order that was chosen; equal places keep their old order."""
        data = self.cleaned_data
        kept = [one for one in self.parties if not data.get(f"goes-{one.pk}")]
        was = {one.pk: at for at, one in enumerate(self.parties, start=1)}
        moved_first = sorted(
            kept,
            key=lambda one: (
                int(data[f"place-{one.pk}"]),
                int(data[f"place-{one.pk}"]) == was[one.pk],
                was[one.pk],
            ),
        )
        return [
            PartyLine(one.organisation, PartyRole(data[f"role-{one.pk}"])) for one in moved_first
        ]


class AddPartyForm(forms.Form):
    """One more party: an organisation of the register, or a new one that is on no list."""

    organisation = PickerField(
        label="Which organisation?", required=False, find=register.pick_options,
        get=register.picked_option, source="register:suggest-organisations",
        help_text="Type its name or its number on a public list.",
    )  # fmt: skip
    new_name = forms.CharField(
        label="Not found? Its name", required=False, max_length=300,
        help_text="For an organisation that is on no list. It is put into the register.",
    )  # fmt: skip
    role = forms.ChoiceField(label="What is it in this agreement?", widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "role", forms.ChoiceField).choices = [
            (role.value, Hinted(str(role.label), hint)) for role, hint in ROLE_HINTS.items()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        picked, named = data.get("organisation"), data.get("new_name")
        if "organisation" not in self.errors and not picked and not named:
            raise ValidationError({"organisation": "Choose an organisation, or name a new one."})
        if picked and named:
            raise ValidationError(
                {"new_name": "Choose one, or name a new one, not both. Empty one of the boxes."}
            )
        return data
