"""Decimal numbers of a file as whole numbers of their smallest part. Pure."""

from __future__ import annotations

import re

from spinney.decisions.engine.files.faults import FileFault

NUMBER = re.compile(r"-?[0-9]{1,18}(?:[.,][0-9]{1,18})?")
SPACES = str.maketrans("", "", " \u00a0\u202f_")
MOST_PLACES = 9


class Decimals:
    """Numbers of one kind, all counted in the same parts: 100 where any has hundredths.

    >>> money = Decimals()
    >>> numbers = [money.take(one, 1, "cost") for one in ("1 200", "35,55", "4.0")]
    >>> money.parts, [money.whole(one) for one in numbers]
    (100, [120000, 3555, 400])
    """

    def __init__(self, places: int = 0) -> None:
        self.places = places

    @property
    def parts(self) -> int:
        """How many of the smallest part make one; known when all numbers are taken."""
        return int(10**self.places)

    def take(self, written: str, line: int, what: str) -> str:
        """The number as it has to be given to `whole`. Raises FileFault where it is none."""
        bare = written.translate(SPACES)
        if not NUMBER.fullmatch(bare):
            raise FileFault(
                f"The {what} is not a number: {written[:40]!r}.",
                line,
                "A number such as 15000 or 15000.50.",
            )
        whole, _, part = bare.replace(",", ".").partition(".")
        part = part.rstrip("0")
        if len(part) > MOST_PLACES:
            raise FileFault(f"The {what} has more than {MOST_PLACES} decimal places.", line)
        self.places = max(self.places, len(part))
        return f"{whole}.{part}" if part else whole

    def whole(self, taken: str) -> int:
        """The number in smallest parts."""
        whole, _, part = taken.partition(".")
        return int(whole + part.ljust(self.places, "0"))

    def written(self, number: int) -> str:
        """A number of smallest parts as a decimal number."""
        sign, digits = ("-" if number < 0 else ""), str(abs(number)).rjust(self.places + 1, "0")
        cut = len(digits) - self.places
        part = digits[cut:].rstrip("0")
        return f"{sign}{digits[:cut]}" + (f".{part}" if part else "")
