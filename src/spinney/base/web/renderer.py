"""How forms look: label, hint, error, field, in that order, with GOV.UK Frontend's classes.

`{{ form }}` draws every field; the page's layout draws the error summary above the heading
whenever the page's `form` (or `formset`) has errors. No form needs classes of its own.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from spinney.base.web.kept import kept_value
from spinney.base.web.plain_errors import plain_errors

# Widths for fields whose length is known: a box as long as the answer helps to give it.
_CLASS_OF = (
    (forms.Textarea, "govuk-textarea"),
    (forms.SelectMultiple, "govuk-select spinney-select--many"),
    (forms.Select, "govuk-select"),
    (forms.ClearableFileInput, "spinney-file"),
    (forms.FileInput, "spinney-file"),
    (forms.NumberInput, "govuk-input govuk-input--width-5"),
    (forms.widgets.Input, "govuk-input"),
)
_NO_CLASS = (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.CheckboxInput)


def css_class_of(widget: forms.Widget) -> str:
    """The GOV.UK Frontend class of a widget's element, or "" when its template sets them."""
    if isinstance(widget, _NO_CLASS) or widget.is_hidden:
        return ""
    return next((css for kind, css in _CLASS_OF if isinstance(widget, kind)), "")


class SpinneyBoundField(BoundField):
    """A field of a form on a page, with what its template needs to know."""

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        built.pop("required", None)  # we say what is wrong ourselves; "(optional)" marks the rest
        if widget.is_hidden:
            return built
        css = [css_class_of(widget), widget.attrs.get("class", "")]
        if "--width-" in css[1]:  # the form knows better how long the answer is
            css[0] = css[0].split(" ")[0]
        main = " ".join(css).split()
        if self.errors and main and not isinstance(widget, _NO_CLASS):
            css.append(f"{main[0]}--error")
        if joined := " ".join(filter(None, css)):
            built["class"] = joined
        if self.counts_characters:
            built["class"] += " govuk-js-character-count"
            built["aria-describedby"] = " ".join(
                filter(None, [built.get("aria-describedby"), f"{self.auto_id}-info"])
            )
        return built

    def value(self) -> Any:
        """What the field shows: what she had typed before she was interrupted, if anything."""
        is_kept, kept = kept_value(self)
        return kept if is_kept else super().value()

    @property
    def layout(self) -> str:
        """Which of the field templates fits: "fieldset", "checkbox" or "plain"."""
        if isinstance(self.field.widget, forms.CheckboxInput):
            return "checkbox"
        return "fieldset" if self.use_fieldset else "plain"

    @property
    def leads_page(self) -> bool:
        """Whether this field's label is the heading of its page (one question per page)."""
        return getattr(self.form, "heading_field", None) == self.name

    @property
    def says_optional(self) -> bool:
        """Whether "(optional)" follows the label: not where ticking nothing is an answer too, or
        where a field itself says that it does not (`says_optional`).
        """
        if getattr(self.field, "says_optional", True) is False:
            return False
        ticked = isinstance(self.field.widget, forms.CheckboxInput | forms.CheckboxSelectMultiple)
        return not (self.field.required or self.field.disabled or ticked)

    @property
    def counts_characters(self) -> bool:
        """Whether a live count of the characters left stands below the field."""
        limit = getattr(self.field, "max_length", None)
        return bool(limit) and isinstance(self.field.widget, forms.Textarea)

    @cached_property
    def messages(self) -> list[str]:
        """The field's errors in plain words: what is wrong and how to mend it."""
        return plain_errors(self)

    @property
    def error_target(self) -> str:
        """The id that the error summary links to: the first control of the field."""
        widget = self.field.widget
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.auto_id


class SpinneyRenderer(TemplatesSetting):
    """Django's FORM_RENDERER for this site."""

    form_template_name = "web/form/form.html"
    formset_template_name = "web/form/formset.html"
    field_template_name = "web/form/field.html"
    bound_field_class = SpinneyBoundField
