"""Whether an applicant meets a notice's conditions: the rule module, on CPython and in the browser alike.

Standard library only; reads no clock, no network and no file but its own words.
"""

from .answers import InputError
from .explanation import explain
from .texts import evaluate_json, every_json, explain_json
from .verdict import evaluate

__all__ = ["InputError", "evaluate", "evaluate_json", "every_json", "explain", "explain_json"]
__version__ = "0.1.0"
