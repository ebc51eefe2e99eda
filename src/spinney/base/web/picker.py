"""One thing out of very many (an organisation): search as you type, and without a script
the same field asks "which one do you mean?" with the nearest names as radio buttons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.urls import reverse_lazy


@dataclass(frozen=True)
class Option:
    """Something that may be picked: what is kept, what is shown, and a line to tell it apart."""

    value: str
    label: str
    detail: str = ""


Find = Callable[[str], Sequence[Option]]
Get = Callable[[str], Option | None]


@dataclass(frozen=True)
class Typed:
    """What a picker was sent: the value picked from the suggestions, the text in its box, and the
    radio button chosen (without a script).
    """

    picked: str = ""
    text: str = ""
    chosen: str = ""


class PickerWidget(forms.Widget):
    """A text box with suggestions from `source` (an address answering {"results": [...]})."""

    template_name = "web/form/picker.html"
    list_label = "Suggestions"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        self.source: Any = ""
        self.found: Sequence[Option] = ()
        super().__init__({"class": "govuk-input", "spellcheck": "false", **(attrs or {})})

    def id_for_label(self, id_: str) -> str:
        return id_

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        text = str(data.get(f"{name}_text") or "").strip()
        return Typed(str(data.get(name) or ""), text, str(data.get(f"{name}_choice") or ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        typed = value if isinstance(value, Typed) else Typed()
        context: dict[str, Any] = super().get_context(name, None, attrs)
        context["widget"] |= {
            "picked": typed.picked,
            "text": typed.text,
            "source": self.source,
            "found": self.found,
            "list_label": self.list_label,
        }
        return context


class PickerField(forms.Field):
    """Cleans to the `value` of one Option (str), or "" when optional and left empty.

    `find(text)` gives the nearest options, best first; `get(value)` the option of a value, or
    None when there is no such; `source` is the url name of a view that answers with
    `answer(find(q))`. Which things may be picked is decided by `get`, never by the browser.
    """

    widget = PickerWidget

    def __init__(self, *, find: Find, get: Get, source: str, **kwargs: Any) -> None:
        self.find, self.get = find, get
        super().__init__(**kwargs)
        self.widget.source = reverse_lazy(source)
        self.widget.list_label = str(self.label or "Suggestions")

    def prepare_value(self, value: Any) -> Typed:
        if isinstance(value, Typed):
            return value
        option = self.get(str(value)) if value else None
        return Typed(option.value, option.label) if option else Typed()

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != (data.picked if data else "")

    def clean(self, value: Any) -> str:
        typed = value if isinstance(value, Typed) else Typed(chosen=str(value or ""))
        if typed.chosen:
            return self._known(typed.chosen)
        if typed.picked and typed.text and self._is_label(typed):
            return self._known(typed.picked)
        if not typed.text:
            self.validate("")
            return ""
        return self._from_text(typed.text)

    def _is_label(self, typed: Typed) -> bool:
        """Whether the box still shows the name of what was picked (else it was typed over)."""
        option = self.get(typed.picked)
        return option is None or option.label == typed.text

    def _known(self, value: str) -> str:
        option = self.get(value)
        if option is None:
            raise ValidationError("That choice is no longer there. Search again.", code="gone")
        return option.value

    def _from_text(self, text: str) -> str:
        found = self.find(text)
        same = [o for o in found if o.label.casefold() == text.casefold()]
        if len(same) == 1:
            return same[0].value
        if not found:
            raise ValidationError(
                f"Nothing is called “{text}”. Try fewer words, or the number on the register.",
                code="nothing",
            )
        self.widget.found = found[:8]
        raise ValidationError(f"Which “{text}” do you mean? Choose one.", code="unclear")


def answer(options: Iterable[Option]) -> JsonResponse:
    """What a picker's source answers with."""
    results = [{"value": o.value, "label": o.label, "detail": o.detail} for o in options]
    return JsonResponse({"results": results})
