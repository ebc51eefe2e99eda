"""Forms of groupings: the question, rules about pairs, moving people about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import field_of
from spinney.diagnostics.actions.groups import GroupingText
from spinney.diagnostics.bridge.grouping import INVENTORY, REGISTER, SURVEY, Settings
from spinney.diagnostics.models import Grouping, Proposal, Survey
from spinney.diagnostics.policies.groups import LARGEST, SMALLEST
from spinney.diagnostics.queries.proposals import kinds_of_organisation

COUNTS = [(3, "Counts most"), (2, "Counts"), (1, "Counts a little"), (0, "Does not count")]
MOST_MINUTES = 480


def _counts(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=COUNTS, coerce=int, initial=2)


class GroupingForm(forms.Form):
    """The question. `source` is "inventory", "register", or "survey-" and a survey's number."""

    title = forms.CharField(
        label="What do you call it?",
        max_length=200,
        help_text="Only you and those who run this with you see it.",
    )
    source = forms.ChoiceField(
        label="Whose needs and offers count?",
        widget=forms.RadioSelect,
        help_text="A survey is offered when you may see its answers with names.",
    )
    area = forms.CharField(
        label="Of a whole town or area? Its name",
        required=False,
        max_length=120,
        help_text="For the register: all organisations at work there. Leave it empty for those"
        " that belong already.",
    )
    min_size = forms.IntegerField(
        label="Fewest members of a group", min_value=SMALLEST, max_value=LARGEST, initial=3
    )
    max_size = forms.IntegerField(
        label="Most members of a group", min_value=SMALLEST, max_value=LARGEST, initial=8
    )
    share = _counts("That they need the same things")
    complement = _counts("That one can give what another needs")
    near = _counts("That they are near to one another")
    longest_minutes = forms.IntegerField(
        label="Longest travel between two members, in minutes",
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        help_text="By road, as we guess it. Leave it empty for no limit.",
    )
    most_fragile = forms.IntegerField(
        label="Most fragile members in a group",
        required=False,
        min_value=0,
        max_value=LARGEST,
        help_text="Fragile: fewer than four full-time staff. Leave it empty for no limit.",
    )
    kinds = forms.MultipleChoiceField(
        label="Every group must have one of each of these",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    everyone_placed = forms.BooleanField(
        label="Leave nobody outside, if there is any way", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, surveys: Sequence[Survey], has_inventory: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.surveys = {f"{SURVEY}-{one.pk}": one for one in surveys}
        sources = [(key, f"The survey “{one.title}”") for key, one in self.surveys.items()]
        if has_inventory:
            sources.append((INVENTORY, "The needs and offers that members show"))
        sources.append((REGISTER, "Nobody’s: only the register, so only nearness counts"))
        field_of(self, "source", forms.ChoiceField).choices = sources
        if not self.initial.get("source"):
            self.initial["source"] = sources[0][0]
        field_of(self, "kinds", forms.ChoiceField).choices = kinds_of_organisation().items()

    def clean_area(self) -> str:
        """An area means something for the register alone."""
        area: str = self.cleaned_data["area"].strip()
        if area and self.cleaned_data.get("source") != REGISTER:
            raise forms.ValidationError("Leave this empty, or choose the register above.")
        return area

    def said(self) -> GroupingText:
        """What was typed."""
        data = dict(self.cleaned_data)
        title, chosen = data.pop("title"), data.pop("source")
        data.pop("version")
        survey = self.surveys.get(chosen)
        source = SURVEY if survey else chosen
        data["kinds"] = tuple(data["kinds"])
        return GroupingText(title, Settings(source=source, **data), survey)


def as_typed(grouping: Grouping) -> dict[str, Any]:
    """A grouping as its form shows it."""
    settings = Settings.from_json(grouping.settings)
    start = {**vars(settings), "title": grouping.title, "version": grouping.version}
    if settings.source == SURVEY:
        start["source"] = f"{SURVEY}-{grouping.survey_id}"
    return start


class PairForm(forms.Form):
    """A rule about two organisations."""

    first = forms.ChoiceField(label="This organisation")
    rule = forms.ChoiceField(
        label="must be",
        choices=[("together", "in one group with"), ("apart", "in another group than")],
        widget=forms.RadioSelect,
        initial="together",
    )
    second = forms.ChoiceField(label="this one")

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            field_of(self, name, forms.ChoiceField).choices = [("", "Choose one"), *organisations]


class CopyForm(forms.Form):
    title = forms.CharField(
        label="What do you call the new proposal?",
        max_length=200,
        help_text="The one you began with stays as it is.",
    )


class WhoMovesForm(forms.Form):
    """Whom to move: asked in the address, so that it can be looked at before anything is done."""

    who = forms.ChoiceField(label="Whom do you want to move?")

    def __init__(self, *args: Any, organisations: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "who", forms.ChoiceField).choices = organisations


class CompareForm(forms.Form):
    """Which proposals stand side by side."""

    n = forms.MultipleChoiceField(
        label="Which ones, up to four?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, proposals: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.number, f"{one.number}. {one.title}") for one in proposals]
        field_of(self, "n", forms.ChoiceField).choices = choices
