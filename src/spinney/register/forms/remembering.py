"""Forms that know how a thing stood when the page was opened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms


class Remembering(forms.Form):
    """Sends along, hidden, what the page showed (`held`: JSON values by name), so that the action
    can tell what this person changed from what somebody else changed meanwhile.
    """

    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, held: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = dict(held)
        self.fields["was"].initial = json.dumps(self.held)

    def read(self) -> dict[str, Any]:
        """What the page showed. A damaged memory counts as none: the last save then wins."""
        try:
            read = json.loads(self.cleaned_data.get("was") or "")
        except ValueError:
            return dict(self.held)
        return read if isinstance(read, dict) else dict(self.held)

    def said(self) -> dict[str, Any]:
        """What was typed, without the memory."""
        return {name: value for name, value in self.cleaned_data.items() if name != "was"}

    def renew(self, held: Mapping[str, Any]) -> None:
        """After somebody else's change was told: the next save is meant for how it stands now."""
        if self.errors and self.data:
            data = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("was")] = json.dumps(dict(held))
            self.data = data
