"""Which Chromium the journeys use, and how it is started."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Chromium.app/Contents/MacOS/Chromium")


def chromium() -> str | None:
    """The system's Chromium (or SPINNEY_CHROMIUM); None leaves it to the one Playwright fetched."""
    if chosen := os.environ.get("SPINNEY_CHROMIUM"):
        return chosen
    if MAC.exists():
        return str(MAC)
    # Ubuntu's chromium-browser is a wrapper of a few lines for a snap, which may not be there.
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and "/snap/" not in os.path.realpath(path)), None)


def launch_arguments() -> dict[str, Any]:
    """Arguments for Playwright's `chromium.launch`."""
    arguments: dict[str, Any] = {}
    if path := chromium():
        arguments["executable_path"] = path
    if os.getuid() == 0:
        # Chromium's own sandbox does not start for root.
        arguments["args"] = ["--no-sandbox"]
    return arguments
