"""`manage.py note_bounce < message`: for the mail server's alias of the return address."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import now

from spinney.base.post.bounces import MOST_BYTES, note_bounce


class Command(BaseCommand):
    help = "Reads a returned message and marks the one that it is about as not delivered."

    def handle(self, *args: Any, **options: Any) -> None:
        noted = note_bounce(sys.stdin.buffer.read(MOST_BYTES), now=now())
        self.stdout.write(
            f"Message {noted.pk} is marked." if noted else "This is not about a message of ours."
        )
