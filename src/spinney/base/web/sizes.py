"""A request that is too large is refused by what it says of its size, before any of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from spinney.base.web.components.words import file_size

MOST_BYTES = 250_000_000
"""What any page takes: a few large files with their form."""
_larger: dict[str, int] = {}


def allow_larger(path: str, most_bytes: int) -> None:
    """Let the pages below a path take more. Called by a room when it starts."""
    _larger[path] = most_bytes


def most_for(path: str) -> int:
    """How many bytes a request to this path may have."""
    return max(
        (most for start, most in _larger.items() if path.startswith(start)), default=MOST_BYTES
    )


class Sizes:
    """Answers 413 to whoever announces more than a page takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        size, most = int(announced) if announced.isdecimal() else 0, most_for(request.path)
        if size <= most:
            return self.get_response(request)
        message = (
            f"What you sent is {file_size(size)}. The most that this page can take is "
            f"{file_size(most)}. None of it was read."
        )
        response = render(request, "errors/413.html", {"message": message}, status=413)
        response["Connection"] = "close"
        return response
