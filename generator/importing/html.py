"""Reads a web page: a line per block or table row. Reads by events, since repairing a tree may lose text."""

import re
from html.parser import HTMLParser

from generator.importing.chrome import is_at_the_end
from generator.importing.faults import Unreadable
from generator.importing.plain import decoded, tidy

BLOCK_NAMES = """address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption
figure form h1 h2 h3 h4 h5 h6 header hr html li main menu ol p pre section summary table tbody tfoot thead title ul"""
BLOCKS = frozenset(BLOCK_NAMES.split())
UNREAD_NAMES = "button footer head nav noscript option script select style svg template textarea"
UNREAD = frozenset(UNREAD_NAMES.split())
"""Elements whose text is not part of the document: programs, menus, forms."""


def text_of(raw: bytes) -> str:
    """The text of the page; raises ``Unreadable`` where there is none."""
    page = _Page()
    page.feed(tidy(decoded(raw)))
    page.close()
    page.end_block()
    lines = page.lines
    while lines and is_at_the_end(lines[-1]):
        lines.pop()
    if not lines:
        raise Unreadable("a page with text", "none")
    return tidy("\n\n".join(lines)) + "\n"


class _Page(HTMLParser):
    """Collects lines; a table row holds its lines back until it ends and shows whether it is one line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._text: list[str] = []
        self._unread: list[str] = []
        self._lists: list[int | None] = []
        self._item = ""
        self._rows: list[list[list[str]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == self._unread[0] if self._unread else tag in UNREAD:
            self._unread.append(tag)
        if tag in ("tr", "td", "th") or tag in BLOCKS:
            self._open(tag, dict(attributes))

    def _open(self, tag: str, attributes: dict[str, str | None]) -> None:
        # An unclosed head must not swallow the page.
        if tag in ("body", "p", "td") and self._unread[:1] == ["head"]:
            self._unread = []
        self.end_block()
        plain = "none" in (attributes.get("style") or "").replace(" ", "").partition("list-style")[2][:20]
        if tag == "ol":
            start = attributes.get("start") or "1"
            self._lists.append(None if plain else int(start) if start.isdigit() and len(start) < 4 else 1)
        elif tag in ("ul", "dir", "menu"):
            self._lists.append(None)
        elif tag == "li":
            self._number(plain)
        elif tag == "tr":
            self._rows.append([])
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append([])

    def _number(self, plain: bool) -> None:
        if self._lists and self._lists[-1] is not None and not plain:
            self._item = f"{self._lists[-1]}."
            self._lists[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        if self._unread and tag == self._unread[0]:
            self._unread.pop()
        if tag in BLOCKS or tag in ("tr", "td", "th"):
            self.end_block()
        if tag in ("ol", "ul", "dir", "menu") and self._lists:
            self._lists.pop()
        if tag == "tr" and self._rows:
            self._end_row(self._rows.pop())
        if tag == "table" and self._rows and not self._rows[-1]:
            self._rows.pop()

    def _end_row(self, cells: list[list[str]]) -> None:
        filled = [cell for cell in cells if cell]
        row = len(filled) > 1 and all(len(cell) == 1 for cell in filled)
        lines = ["\t".join(cell[0] if cell else "" for cell in cells)] if row else [x for cell in filled for x in cell]
        self._place(lines)

    def _place(self, lines: list[str]) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].extend(lines)
        else:
            self.lines.extend(lines)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._text.append(data)

    def end_block(self) -> None:
        """Ends the current line."""
        text = re.sub(r"[ \t\r\n\xa0]+", " ", "".join(self._text)).strip()
        self._text = []
        if text:
            self._place([self._item + text])
            self._item = ""

    def close(self) -> None:
        super().close()
        self.end_block()
        while self._rows:
            self._end_row(self._rows.pop())
