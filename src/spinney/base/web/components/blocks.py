"""Components that wrap what a page writes inside them: {% inset %} … {% endinset %}."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from spinney.base.web.components.parts import Tone


def remember(context: Context, content: str) -> SafeString:
    """Keep what is inside for later: {% remember as title %}…{% endremember %}."""
    return mark_safe(content.strip())  # noqa: S308 (rendered by a template, escaped there)


def inset(content: str) -> SafeString:
    """A remark set off from the text."""
    return format_html('<div class="govuk-inset-text">{}</div>', content)


def warning(content: str) -> SafeString:
    """Something that has consequences."""
    return format_html(
        '<div class="govuk-warning-text"><span class="govuk-warning-text__icon" aria-hidden="true">'
        '!</span><strong class="govuk-warning-text__text">'
        '<span class="govuk-visually-hidden">Warning: </span>{}</strong></div>',
        content,
    )


def details(content: str, summary: str, unfolded: bool = False) -> SafeString:
    """Something folded: {% details "Why?" %}…{% enddetails %}."""
    return format_html(
        '<details class="govuk-details"{}><summary class="govuk-details__summary">'
        '<span class="govuk-details__summary-text">{}</span></summary>'
        '<div class="govuk-details__text">{}</div></details>',
        mark_safe(" open") if unfolded else "",
        summary,
        content,
    )


def panel(content: str, title: str, level: int = 1) -> SafeString:
    """The head of a confirmation page: what has just been done."""
    return format_html(
        '<div class="govuk-panel govuk-panel--confirmation">'
        '<h{0} class="govuk-panel__title">{1}</h{0}><div class="govuk-panel__body">{2}</div></div>',
        int(level),
        title,
        content,
    )


def card(
    content: str, title: str = "", url: str = "", tone: str = "", level: int = 2
) -> SafeString:
    """One thing among several: {% card title="Bolton" url="/…" %}…{% endcard %}."""
    css = f"spinney-card spinney-card--{Tone(tone)}" if tone else "spinney-card"
    named: Any = format_html('<a class="govuk-link" href="{}">{}</a>', url, title) if url else title
    heading = mark_safe("")
    if title:
        heading = format_html('<h{0} class="spinney-card__title">{1}</h{0}>', int(level), named)
    return format_html('<div class="{}">{}{}</div>', css, heading, content)


def section(content: str, title: str, slug: str = "") -> SafeString:
    """A part of a page under its own heading; the slug lets an address point at it."""
    if slug:
        return format_html(
            '<section class="spinney-section" aria-labelledby="{0}">'
            '<h2 class="govuk-heading-m" id="{0}">{1}</h2>{2}</section>',
            slug,
            title,
            content,
        )
    return format_html(
        '<section class="spinney-section"><h2 class="govuk-heading-m">{}</h2>{}</section>',
        title,
        content,
    )


def empty(content: str, title: str = "") -> SafeString:
    """An empty list: says that it is empty and how the first row comes."""
    heading = format_html('<h2 class="govuk-heading-s">{}</h2>', title) if title else mark_safe("")
    return format_html('<div class="spinney-empty">{}{}</div>', heading, content)


BLOCKS: tuple[Callable[..., SafeString], ...] = (
    inset,
    warning,
    details,
    panel,
    card,
    section,
    empty,
)
