"""A small pen for SVG: every text and attribute escaped, colours only by class."""

from __future__ import annotations

from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

TEXT_SIZE = 15.0
LETTER = 0.54  # mean width of a letter of Atkinson Hyperlegible, in em


def text_width(text: str, size: float = TEXT_SIZE) -> float:
    """About how wide a text will be, in px. Errs on the wide side."""
    return len(text) * size * LETTER


def cut(text: str, width: float, size: float = TEXT_SIZE) -> str:
    """The text, or as much of it as fits the width with "…" after it."""
    if text_width(text, size) <= width:
        return text
    letters = max(1, int(width / (size * LETTER)) - 1)
    return f"{text[:letters].rstrip()}…"


def wrapped(text: str, width: float, size: float = TEXT_SIZE) -> list[str]:
    """The text in lines that fit the width, broken between words; a long word is cut."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return [cut(line, width, size) for line in lines]


def _number(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


class Canvas:
    """Shapes on a ground of so many px; the same px on the page, so that text keeps its size."""

    def __init__(self, width: int, height: float = 0) -> None:
        self.width = width
        self.height = height
        self._marks: list[SafeString] = []

    def add(self, name: str, css: str, content: str = "", **attributes: Any) -> None:
        """One element; attribute names with _ for - (stroke_width)."""
        said = {key.replace("_", "-"): v for key, v in attributes.items() if v is not None}
        plain = ((k, _number(v) if isinstance(v, float | int) else v) for k, v in said.items())
        joined = format_html_join("", ' {}="{}"', plain)
        self._marks.append(format_html('<{0} class="{1}"{2}>{3}</{0}>', name, css, joined, content))

    def rect(self, css: str, x: float, y: float, width: float, height: float, **more: Any) -> None:
        self.add("rect", css, x=x, y=y, width=max(0.0, width), height=height, **more)

    def circle(self, css: str, x: float, y: float, radius: float, **more: Any) -> None:
        self.add("circle", css, cx=x, cy=y, r=radius, **more)

    def line(
        self, css: str, start: tuple[float, float], end: tuple[float, float], **more: Any
    ) -> None:
        self.add("line", css, x1=start[0], y1=start[1], x2=end[0], y2=end[1], **more)

    def path(self, css: str, points: list[tuple[float, float]], closed: bool = False) -> None:
        steps = " L".join(f"{_number(x)} {_number(y)}" for x, y in points)
        self.add("path", css, d=f"M{steps}{'Z' if closed else ''}")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        css: str = "pic-text",
        anchor: str = "start",
        size: float = TEXT_SIZE,
    ) -> None:
        self.add("text", css, text, x=x, y=y, text_anchor=anchor, font_size=size)

    def svg(self, css: str, title: str, description: str, uid: str) -> SafeString:
        """The finished picture, with its title and description."""
        body = mark_safe("".join(self._marks))  # noqa: S308 (each mark escaped above)
        return format_html(
            '<svg class="{css}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img"'
            ' aria-labelledby="{uid}-t {uid}-d" xmlns="http://www.w3.org/2000/svg">'
            '<title id="{uid}-t">{title}</title>'
            '<desc id="{uid}-d">{description}</desc>{body}</svg>',
            css=css,
            w=self.width,
            h=_number(self.height),
            uid=uid,
            title=title,
            description=description,
            body=body,
        )


def hatch(canvas: Canvas, uid: str) -> str:
    """Define a hatched fill (for what is withheld) and give the value to fill with."""
    canvas.add(
        "pattern",
        "",
        mark_safe(  # noqa: S308 (a constant)
            '<rect class="pic-hatch-ground" width="8" height="8"/>'
            '<line class="pic-hatch-line" x1="0" y1="0" x2="0" y2="8"/>'
        ),
        id=escape(uid),
        width=8,
        height=8,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return f"url(#{uid})"
