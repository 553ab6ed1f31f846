"""Why a document cannot be read. Readers do not know the file's name, so it is not given here."""


class Unreadable(Exception):
    """``expected`` and ``found``, at a line and column from 1."""

    def __init__(self, expected: str, found: str, line: int = 1, column: int = 1):
        super().__init__(expected, found)
        self.expected, self.found, self.line, self.column = expected, found, line, column
