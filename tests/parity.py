"""Applicants asked on both sides, CPython and a browser: their verdicts as lines, and the lines' digest.

Each side hashes the lines that it was given, before anything is sent back; the lines themselves are looked at where
the digests differ, to tell the first applicant who is told something else.
"""

import hashlib
import json
from collections.abc import Callable

from applicants import Applicant

from selfcheck import InputError
from selfcheck.answers import JsonObject

BATCH = 200
"""Applicants that the page is asked about at a time."""

ASK = """
async ([notices, applicants]) => {
  window.told ??= [];
  for (const { notice, answers, today } of applicants) {
    const asked = { notice: notices[notice] ?? notice, answers, today };
    const refuse = ({ message, key }) => JSON.stringify({ error: { message, key } });
    window.told.push(await window.selfcheck.evaluateText(asked).catch(refuse));
  }
}
"""
DIGEST = """
async () => {
  const lines = new TextEncoder().encode(window.told.map((line) => line + "\\n").join(""));
  const digest = await crypto.subtle.digest("SHA-256", lines);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
"""


def tell(ask: Callable[[str, str, str], str], notice: str, answers: str, today: str) -> str:
    try:
        return ask(notice, answers, today)
    except InputError as error:
        return in_json({"error": {"message": str(error), "key": error.key}})


def in_json(value: JsonObject | str) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def digest_of(lines: list[str]) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def first_difference(applicants: list[Applicant], found: list[str], expected: list[str]) -> str:
    """The first applicant who is told something else than CPython tells."""
    for applicant, one, other in zip(applicants, found, expected, strict=False):
        if one != other:
            differing = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
            start = max(next(differing, min(len(one), len(other))) - 60, 0)
            return f"{applicant}\n  is told …{one[start:][:200]}\n  and not …{other[start:][:200]}"
    return f"{len(found)} of {len(expected)} applicants are told anything"
