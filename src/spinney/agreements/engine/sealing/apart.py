"""pyHanko waits for its own event loop; where one runs already, its work is done beside it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor


def apart[Result](work: Callable[[], Result]) -> Result:
    """The result of work that starts an event loop, whether or not one runs in this thread.

    >>> apart(lambda: 1 + 1)
    2
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(work).result()
