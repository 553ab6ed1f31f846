"""What the worker calls in Python: one function from texts to one text, packed beside the self-check.

An exception would cross into the browser as a traceback, so both outcomes come back as text, told apart by their
first letter: "v" and the verdict, "e" and an error as JSON. Comparing is asked for by three texts, too, which
generator/comparison/browser.py explains; it comes in an archive of its own, after the start.
"""

import json
from collections.abc import Callable

import selfcheck

ASKED: dict[str, Callable[[str, str, str], str]] = {
    "evaluate": selfcheck.evaluate_json,
    "explain": selfcheck.explain_json,
    "every": selfcheck.every_json,
}


def answer(ask: str, notice: str, answers: str, today: str) -> str:
    try:
        return "v" + (ASKED.get(ask) or compare)(notice, answers, today)
    except selfcheck.InputError as error:
        return tell(str(error), getattr(error, "key", None))
    except Exception as error:
        return tell(f"{type(error).__name__}: {error}", None)


def compare(a: str, b: str, words: str) -> str:
    from generator.comparison.browser import compare_texts

    return compare_texts(a, b, words)


def tell(message: str, key: str | None) -> str:
    return "e" + json.dumps({"message": message, "key": key}, ensure_ascii=False)
