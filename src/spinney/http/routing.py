"""Django Ninja's router, as all of this API uses it."""

from __future__ import annotations

from typing import Any, ClassVar

import ninja

from spinney.http.schemas import FAULTS


class Router(ninja.Router):
    """What an answer is checked with is made anew for each operation, in every process that starts:
    seven times for the faults alone, most of what it takes to put such an API together. The faults
    are the same everywhere, so all operations share what was made for the first.
    """

    faults: ClassVar[dict[Any, Any]] = {}

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Any, *, response: Any = None, **more: Any
    ) -> None:
        """See Django Ninja. `response` is what is answered, by status, FAULTS among it."""
        shared = [one for one in self.faults if response.get(one) is FAULTS[one]]
        own = {one: shape for one, shape in response.items() if one not in shared}
        super().add_api_operation(path, methods, view_func, response=own, **more)
        models = self.path_operations[path].operations[-1].response_models
        models.update((one, self.faults[one]) for one in shared)
        if not self.faults:
            self.faults.update((one, models[one]) for one in FAULTS)
