"""Small marks that stand inside a line: tags, discs, minutes, the site's own mark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localdate

from spinney.base.web.brand import COLOURS
from spinney.base.web.components import words
from spinney.base.web.components.parts import Disc, Status, Tone

# Three small trees of unequal height, standing on one ground. 32 × 32.
MARK_PATHS = (
    "M7.6 10.4c2.7 3.1 4 5.6 4 8.1a4 4 0 0 1-3.3 3.9V28H6.9"
    "v-5.6a4 4 0 0 1-3.3-3.9c0-2.5 1.3-5 4-8.1z"
    "M17.2 2.2c3.9 4.4 5.8 8.2 5.8 12a5.8 5.8 0 0 1-5 5.7V28h-1.6v-8.1a5.8 5.8 0 0 1-5-5.7"
    "c0-3.8 1.9-7.6 5.8-12z"
    "M26 15.6c2 2.3 3 4.1 3 5.9a3 3 0 0 1-2.4 2.9V28h-1.2v-3.6a3 3 0 0 1-2.4-2.9"
    "c0-1.8 1-3.6 3-5.9zM3 28.6h26v1.6H3z"
)


def tag(text: str, tone: str = Tone.QUIET) -> SafeString:
    """A short state in a coloured box: {% tag "Waits on you" "waits" %}."""
    return format_html('<strong class="spinney-tag spinney-tag--{}">{}</strong>', Tone(tone), text)


def status(state: Status | None) -> SafeString:
    """A Status as a tag, or nothing."""
    return tag(state.text, state.tone) if state else mark_safe("")


def withheld(reason: str) -> SafeString:
    """A cell whose value is not shown: hatched, with its reason on focus and for screen readers."""
    return format_html(
        '<span class="spinney-withheld" tabindex="0" role="note" aria-label="withheld: {}">withheld'
        '<span class="spinney-withheld__why">{}</span></span>',
        reason,
        reason,
    )


def minutes_badge(amount: int | None) -> SafeString:
    """How long something takes: "about 4 minutes"."""
    if amount is None:
        return mark_safe("")
    return format_html('<span class="spinney-minutes">{}</span>', words.minutes(amount))


def mark(title: str = "") -> SafeString:
    """Spinney's mark as inline SVG; with a title it is a picture, without it decoration."""
    if not title:
        hidden = 'aria-hidden="true" focusable="false"'
        return mark_safe(  # noqa: S308 (constants only)
            f'<svg class="spinney-mark" viewBox="0 0 32 32" {hidden}><path d="{MARK_PATHS}"/></svg>'
        )
    return format_html(
        '<svg class="spinney-mark" viewBox="0 0 32 32" role="img" aria-label="{}">'
        '<path d="{}"/></svg>',
        title,
        MARK_PATHS,
    )


def disc(name: str, letters: str = "", hollow: bool = False) -> SafeString:
    """An organisation as a disc with one or two letters (decoration beside its name)."""
    css = "spinney-disc spinney-disc--hollow" if hollow else "spinney-disc"
    return format_html(
        '<span class="{}" aria-hidden="true">{}</span>', css, letters or words.initials(name)
    )


def disc_list(discs: Iterable[Disc]) -> SafeString:
    """Organisations, each a small disc with its name."""
    listed = format_html_join("", "<li>{}<span>{}{}{}</span></li>", map(_with_disc, discs))
    return format_html('<ul class="spinney-discs">{}</ul>', listed)


def _with_disc(one: Disc) -> tuple[SafeString, SafeString | str, SafeString | str, SafeString]:
    name: SafeString | str = one.name
    if one.url:
        name = format_html('<a class="govuk-link" href="{}">{}</a>', one.url, one.name)
    state = format_html(" {}", status(one.status)) if one.status else ""
    detail = mark_safe("")
    if one.detail:
        detail = format_html('<span class="spinney-discs__detail">{}</span>', one.detail)
    return disc(one.name, one.letters, one.hollow), name, state, detail


def brand_address(colour: str) -> str:
    """The style sheet of a brand colour, or "" when the site's own serves."""
    plain = colour.strip().lstrip("#").lower()
    if len(plain) != 6 or f"#{plain}" == COLOURS["wood"]:
        return ""
    return reverse("brand-style", args=[plain])


def help_address(place: str) -> str:
    """The address of a place in the guide: "facilitator#inviting"."""
    page, _, slug = place.partition("#")
    address = reverse("help-page", args=[page])
    return f"{address}#{slug}" if slug else address


def picture(drawing: Any) -> SafeString:
    """A picture (base.web.charts) in its frame: title, SVG, and the same as a table."""
    return drawing.html()  # type: ignore[no-any-return]


def has_key(mapping: Any, key: str) -> bool:
    """Whether a mapping has a key that a template cannot spell ("aria-invalid")."""
    return key in (mapping or {})


def counted_by(count: int, nouns: str) -> str:
    """{{ 3|counted:"member" }} is "3 members"; {{ 3|counted:"person,people" }} "3 people"."""
    noun, _, plural = nouns.partition(",")
    return words.counted(int(count), noun, plural)


def days_away_from_today(when: date | datetime | None) -> str:
    """How far off a day is from today, here: "in 5 days"."""
    return words.days_away(when, localdate())


def urgency(by_when: date | datetime | None) -> Tone:
    """The tone of a date by which something is asked: late, within the week, or further off."""
    if by_when is None:
        return Tone.QUIET
    that = by_when.date() if isinstance(by_when, datetime) else by_when
    off = (that - localdate()).days
    return Tone.LATE if off < 0 else Tone.WAITS if off <= 7 else Tone.QUIET
