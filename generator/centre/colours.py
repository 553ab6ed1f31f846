"""A centre's colours: whether what is written in them can be read (WCAG 2.2, 1.4.3 and 1.4.11), and their sheet."""

import re
from collections.abc import Iterator

from generator.centre.settings import Colours, Shades
from generator.folders import STYLES

READ, SEEN = 4.5, 3.0
"""The least contrast of words, and of what only has to be seen."""
FOCUS = "#ffc46b"
"""The mark round what has the focus in the header."""
BEHIND = ("page", "surface", "tint", "value-tint", "added-tint", "absent-tint")
"""What links stand on."""
TOKEN = re.compile(r"--cd-([a-z-]+): (#[0-9a-f]{3,6});")
DARK = "@media screen and (prefers-color-scheme: dark)"


def shades(colours: Colours) -> dict[str, dict[str, str]]:
    """The colours by token, in ``light`` and ``dark``: the site's own with the centre's in their place."""
    light, dark = (STYLES / "tokens.css").read_text(encoding="utf-8").split(DARK)
    return {
        "light": dict(TOKEN.findall(light)) | _set(colours),
        "dark": dict(TOKEN.findall(dark)) | _set(colours.dark),
    }


def _set(colours: Shades) -> dict[str, str]:
    """What is set, by token."""
    return {name.replace("_", "-"): value for name in Shades.model_fields if (value := getattr(colours, name))}


def unreadable(colours: Colours) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Each colour set that is too near to another: its place under ``colours``, what is expected, what is found."""
    for scheme, has in shades(colours).items():
        given, told = _set(colours if scheme == "light" else colours.dark), set[str]()
        pairs = [("brand", "on-brand", has["on-brand"], READ), ("brand", "mark of focus", FOCUS, SEEN)]
        pairs += [("link", each, has[each], READ) for each in BEHIND]
        for name, other, beside, least in pairs:
            found = contrast(has[name], beside)
            # Where both are the centre's, the one behind the words.
            blamed, against, shade = (name, other, beside) if name in given else (other, name, has[name])
            if found < least and blamed in given and blamed not in told:
                told.add(blamed)
                own, against = blamed.replace("-", "_"), against.replace("-", "_")
                expected = f"a colour with a contrast of {least} to {against} {shade}"
                yield (own,) if scheme == "light" else (scheme, own), expected, f"{given[blamed]} with {found:.1f}"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:]
    digits = digits if len(digits) == 6 else "".join(each * 2 for each in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def colour_sheet(colours: Colours) -> str:
    """The sheet that puts the centre's colours in the place of the site's; empty where none is set."""
    if not _set(colours) and not _set(colours.dark):
        return ""
    has = shades(colours)

    def block(scheme: str) -> str:
        lines = (f"--cd-{token}: {has[scheme][token]};" for token in ("brand", "on-brand", "link"))
        return f":root {{ {' '.join(lines)} }}"

    return f"{block('light')}\n{DARK} {{ {block('dark')} }}\n"
