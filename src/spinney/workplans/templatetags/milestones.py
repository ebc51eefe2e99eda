"""What a milestone counts, in pages: {{ milestone|counted_words }}."""

from __future__ import annotations

from django import template

from spinney.workplans.bridge.measures import measure_words

register = template.Library()
register.filter("counted_words", measure_words)
