"""Doing the same to many blocks, here or in several processes, with the same answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spinney.diagnostics.engine.groups.tables import Roll

type Work = Callable[[Callable[..., Any], Sequence[Any]], list[Any]]

AT_ONCE = 4
"""Blocks handed to a process together: few, so that none is idle at the end."""

_shared: dict[str, Any] = {}


@contextmanager
def crew(roll: Roll, price: float, workers: int) -> Iterator[Work]:
    """Gives `work(do, items)`: the list of `do(roll, price, item)`, in order.

    With more than one worker these are processes, started afresh (spawn), each of which holds the
    roll once; then `do` must be a function of a module.
    """
    if workers <= 1:
        yield lambda do, items: [do(roll, price, item) for item in items]
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(roll, price)
    ) as pool:
        yield lambda do, items: list(pool.map(_do, [do] * len(items), items, chunksize=AT_ONCE))


def _begin(roll: Roll, price: float) -> None:
    _shared["roll"], _shared["price"] = roll, price


def _do(do: Callable[..., Any], item: Any) -> Any:
    return do(_shared["roll"], _shared["price"], item)
