"""Judges whether an applicant meets a notice's conditions, on CPython and in the browser alike.

Standard library only; uses no clock or network, and reads no file except its own words.
"""

from .answers import InputError
from .explanation import explain
from .texts import evaluate_json, every_json, explain_json
from .verdict import evaluate

__all__ = ["InputError", "evaluate", "evaluate_json", "every_json", "explain", "explain_json"]
__version__ = "0.1.0"
