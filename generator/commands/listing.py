"""The commands by name, with the module and one line of each: all that the list of them needs."""

from collections.abc import Callable
from typing import Any

import click

COMMANDS = {
    "build": ("build", "Build the site, whole or not at all."),
    "check": ("check", "Validate the register; or each PATH: another register, a notice in one, or a copy of a notice"
              " elsewhere."),
    "check-live": ("check_live", "Hold the published site at URL against its own release: every page, link and file."),
    "compare": ("compare", "Compare notice A with notice B, by topic."),
    "desk": ("desk", "Take a document to a notice that can be published, on local pages in the browser."),
    "import": ("importing", "Draft a notice from FILE, a .docx, .pdf (with text), .html, .md or .txt."),
    "new": ("new", "Make the folder DIR for a centre of its own: its settings, its register with an example notice."),
    "publish": ("publish", "Show readers the site as a new release at DEST, a folder or user@host:path; or an earlier"
                " one again."),
    "selfcheck": ("selfcheck", "Evaluate ANSWERS, a JSON file or - for standard input, against NOTICE."),
    "serve": ("serve", "Preview the site; it follows changes of data, templates and pages."),
    "translate": ("translate", "Give a translator NOTICE's open texts, with suggestions; or take the English back."),
    "verify": ("verify", "Hold the site in DIR against its release.json: every file, whole, and nothing else."),
}  # fmt: skip
"""Each command's module in this room, which holds it as ``command``, and what ``--help`` says of it."""


def command(name: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Makes a function the command ``name``."""
    return click.command(name, help=COMMANDS[name][1])
