"""jieba's Chinese words, from the dictionary that the package brings."""

import logging
import marshal
import warnings
from functools import cache
from typing import TYPE_CHECKING

from generator.store import Store

if TYPE_CHECKING:
    from jieba import Tokenizer


@cache
def common_tokenizer() -> "Tokenizer":
    """The tokenizer that this process shares, to which words may be added."""
    # Imported late: it takes half a second. Warnings ignored: its last release's patterns predate raw strings.
    with warnings.catch_warnings(action="ignore"):
        import jieba

    jieba.setLogLevel(logging.WARNING)
    return _filled(jieba.dt)


def read_dictionary(store: Store) -> None:
    """Fills the shared tokenizer with what an earlier run has read, which takes a fifth of the time."""
    with warnings.catch_warnings(action="ignore"):
        import jieba

    if not jieba.dt.initialized:
        with jieba.dt.get_dict_file() as dictionary:
            content = dictionary.read()
        if known := store.get("dictionary", content):
            jieba.dt.FREQ, jieba.dt.total = marshal.loads(known)
            jieba.dt.initialized = True
        else:
            filled = common_tokenizer()
            store.put(marshal.dumps((filled.FREQ, filled.total)), "dictionary", content)


def own_tokenizer() -> "Tokenizer":
    """A tokenizer with the words of the dictionary alone."""
    common_tokenizer()
    import jieba

    return _filled(jieba.Tokenizer())


def _filled(tokenizer: "Tokenizer") -> "Tokenizer":
    """``tokenizer`` with its dictionary, which by itself it takes from the temporary folder, whoever put it there."""
    if not tokenizer.initialized:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
    return tokenizer
