"""Answers the rehearsal's questions from standard input on CPython, in the worker's form; argument: its folders."""

import json
import sys

sys.path[:0] = json.loads(sys.argv[1])

from dispatch import answer  # type: ignore[import-not-found]  # noqa: E402  # in one of the folders given

answers = [answer(*(q[key] for key in ("ask", "notice", "answers", "today"))) for q in json.load(sys.stdin)]
shown = [
    {"id": 0, "verdict": text[1:]} if text[0] == "v" else {"id": 0, "error": json.loads(text[1:])} for text in answers
]
print(json.dumps(shown))
