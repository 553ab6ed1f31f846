"""Why a document cannot be read, without the file's name, which its reader does not know."""


class Unreadable(Exception):
    """``expected`` and ``found``, at a line and column that count from 1."""

    def __init__(self, expected: str, found: str, line: int = 1, column: int = 1):
        super().__init__(expected, found)
        self.expected, self.found, self.line, self.column = expected, found, line, column
