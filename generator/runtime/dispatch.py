"""The function the worker calls in Python: from texts to one text, packed beside the self-check.

An exception would reach the browser as a traceback, so both outcomes return as text and differ by the first letter:
"v" and the verdict, or "e" and an error as JSON. Comparing takes three texts, too, which
generator/comparison/browser.py explains; it comes in a separate archive, after the start.
"""

import json
from collections.abc import Callable

import selfcheck

FUNCTIONS: dict[str, Callable[[str, str, str], str]] = {
    "evaluate": selfcheck.evaluate_json,
    "explain": selfcheck.explain_json,
    "every": selfcheck.every_json,
}


def answer(ask: str, notice: str, answers: str, today: str) -> str:
    try:
        return "v" + (FUNCTIONS.get(ask) or compare)(notice, answers, today)
    except selfcheck.InputError as error:
        return failure(str(error), getattr(error, "key", None))
    except Exception as error:
        return failure(f"{type(error).__name__}: {error}", None)


def compare(a: str, b: str, words: str) -> str:
    from generator.comparison.browser import compare_texts

    return compare_texts(a, b, words)


def failure(message: str, key: str | None) -> str:
    return "e" + json.dumps({"message": message, "key": key}, ensure_ascii=False)
