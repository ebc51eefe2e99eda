"""What is wrong with a file of ballots, so that whoever gave it can mend it. Pure."""

from __future__ import annotations


class FileFault(ValueError):
    """A file that cannot be read. `line` is where (the first is 1; 0 for the whole file);
    `expected` says what should stand there, `what_to_do` how to mend it, each as a sentence or "".

        >>> print(FileFault("The budget is not a number: 'much'.", 7, "A number such as 15000."))
        Line 7: The budget is not a number: 'much'. A number such as 15000.
    """

    def __init__(
        self, message: str, line: int = 0, expected: str = "", what_to_do: str = ""
    ) -> None:
        where = f"Line {line}: " if line else ""
        super().__init__(where + " ".join(one for one in (message, expected, what_to_do) if one))
        self.message = message
        self.line = line
        self.expected = expected
        self.what_to_do = what_to_do
