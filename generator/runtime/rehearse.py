"""Answers the rehearsal's questions on CPython, from standard input, in the worker's form: the folders are given."""

import json
import sys

sys.path[:0] = json.loads(sys.argv[1])

from dispatch import answer  # type: ignore[import-not-found]  # noqa: E402  # lies in a folder that is given

told = [answer(*(one[key] for key in ("ask", "notice", "answers", "today"))) for one in json.load(sys.stdin)]
shown = [
    {"id": 0, "verdict": text[1:]} if text[0] == "v" else {"id": 0, "error": json.loads(text[1:])} for text in told
]
print(json.dumps(shown))
