"""``python -m selfcheck NOTICE.json ANSWERS.json --today DATE``: a verdict with the standard library alone."""

import sys
from collections.abc import Sequence

from .answers import InputError
from .explanation import explain
from .texts import canonical_json, parse_json

USAGE = "usage: python -m selfcheck NOTICE.json ANSWERS.json|- --today DATE"


def main(arguments: Sequence[str]) -> int:
    """Prints the verdict; returns the exit status: 0, 1 for bad input, 2 for wrong usage."""
    paths, today = _read_arguments(arguments)
    if paths is None:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        notice, answers = (_read(path) for path in paths)
        explanation = explain(parse_json("notice", notice), parse_json("answers", answers), today)
    except InputError as error:
        print(error, file=sys.stderr)
        return 1
    for note in explanation["notes"]:
        print(f"{note['key']}: {note['en']}", file=sys.stderr)
    sys.stdout.buffer.write(canonical_json(explanation["verdict"]).encode() + b"\n")
    return 0


def _read_arguments(arguments: Sequence[str]) -> tuple[list[str], str] | tuple[None, None]:
    """The two paths and the date; None twice for wrong usage."""
    rest: list[str] = []
    today: str | None = None
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--today":
            today = next(remaining, None)
        elif argument.startswith("--today="):
            today = argument.partition("=")[2]
        else:
            rest.append(argument)
    options = any(argument.startswith("-") and argument != "-" for argument in rest)
    return (rest, today) if len(rest) == 2 and today and not options else (None, None)


def _read(path: str) -> str:
    try:
        if path == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except UnicodeDecodeError:
        raise InputError(f"{path}: expected UTF-8") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
