"""The one form in which written forms of Chinese text compare: half width, no white space, one dash, one bracket.

By a table rather than by ``unicodedata``, whose data a browser would have to fetch.
"""

WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
SIGNS = str.maketrans("〔〕【】“”‘’。‐‑‒–—―−", "()[]\"\"''.-------")
TABLE = WIDE | SIGNS


def folded(text: str) -> str:
    """``text`` in that form."""
    said = "".join(text.translate(TABLE).split())
    while "--" in said:
        said = said.replace("--", "-")
    return said
