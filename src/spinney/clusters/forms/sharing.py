"""Choosing what a cluster sees, and who of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from spinney.base.web.fields import Hinted, field_of

RUNS_IT, MEMBERS = "runs_it", "members"


class ShareForm(forms.Form):
    """Pieces of evidence to share with one cluster, and with whom there."""

    evidence = forms.TypedMultipleChoiceField(
        label="What do you share?", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.ChoiceField(label="Who may see it?", widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        pieces: Sequence[tuple[int, str, str]],
        runs_it: str,
        members: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "evidence", forms.ChoiceField).choices = [
            (pk, Hinted(label, hint)) for pk, label, hint in pieces
        ]
        field_of(self, "audience", forms.ChoiceField).choices = [
            (RUNS_IT, Hinted("Those who run the cluster", runs_it)),
            (MEMBERS, Hinted("Its members too", members)),
        ]
        self.fields["audience"].initial = RUNS_IT

    @property
    def members_see(self) -> bool:
        """Whether members see it too."""
        return bool(self.cleaned_data["audience"] == MEMBERS)
