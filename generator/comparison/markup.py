"""HTML, written element by element, since the browser has no Jinja."""

from collections.abc import Iterable

type Content = str | Iterable[Content] | None
"""What ``html`` takes: text, HTML, nothing, or several of these in turn."""

VOID = ("br", "input")
"""Elements without an end tag."""


ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
"""Used instead of the library's ``html``, which imports all named characters: more for a browser to fetch."""


class Html(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


def escape(text: str) -> str:
    """``text`` escaped for content and attributes."""
    for sign, name in ESCAPES.items():
        text = text.replace(sign, name)
    return text


def html(content: Content) -> Html:
    """``content`` as HTML: text escaped, None as nothing, an iterable as its parts in turn."""
    if isinstance(content, Html):
        return content
    if content is None:
        return Html()
    if isinstance(content, str):
        return Html(escape(content))
    return Html("".join(map(html, content)))


def element(tag: str, /, *contents: Content, **attributes: str | bool | None) -> Html:
    """An element; of attributes, ``class_`` is class, ``_`` is ``-``, True an empty one, and None or False none."""
    written = "".join(
        f" {key.strip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{tag}{written}>" if tag in VOID else f"<{tag}{written}>{html(contents)}</{tag}>")
