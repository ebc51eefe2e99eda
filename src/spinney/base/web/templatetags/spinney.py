"""The web kit's tags and filters (available in every template; see /ui/ for each, live)."""

from __future__ import annotations

from django.template import Library

from spinney.base.web.components import blocks, marks, pieces, words
from spinney.base.web.components.grove import grove

register = Library()

for said in (
    words.money,
    words.short_money,
    words.day,
    words.weekday,
    words.clock,
    words.day_and_time,
    words.lasting,
    words.minutes,
    words.distance,
    words.number,
    words.file_size,
    words.initials,
    words.listed,
):
    register.filter(said.__name__, said)

register.filter("has_key", marks.has_key)
register.filter("counted", marks.counted_by)
register.filter("days_away", marks.days_away_from_today)
register.filter("urgency", marks.urgency)

for block in blocks.BLOCKS:
    register.simple_block_tag(takes_context=False, name=block.__name__)(block)
register.simple_block_tag(takes_context=True, name="remember")(blocks.remember)

for name, template, piece in pieces.PIECES:
    register.inclusion_tag(f"web/components/{template}.html", name=name)(piece)
for name, template, piece in pieces.PIECES_WITH_CONTEXT:
    register.inclusion_tag(f"web/components/{template}.html", name=name, takes_context=True)(piece)

register.simple_tag(marks.tag, name="tag")
register.simple_tag(marks.status, name="status")
register.simple_tag(marks.withheld, name="withheld")
register.simple_tag(marks.minutes_badge, name="minutes_badge")
register.simple_tag(marks.mark, name="mark")
register.simple_tag(grove, name="grove")
register.simple_tag(marks.disc, name="disc")
register.simple_tag(marks.disc_list, name="disc_list")
register.simple_tag(marks.brand_address, name="brand_address")
register.simple_tag(marks.help_address, name="help_address")
register.simple_tag(marks.picture, name="picture")
