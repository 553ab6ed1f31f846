"""The examples of the staff's page on a new city and a new condition, put into a register as the page says."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.folders import ROOT
from generator.register.load import load

PAGES = {"zh": ROOT / "site_src" / "pages" / "staff", "en": ROOT / "site_src" / "pages" / "en" / "staff"}
BLOCK = re.compile(r"^```yaml\n# notices/(.+)\n((?:.*\n)*?)```$", re.MULTILINE)
CITY = "yunting-city/"


def blocks(language: str) -> list[tuple[str, str]]:
    """Each example with the file it is for."""
    text = (PAGES[language] / "new-condition.md").read_text(encoding="utf-8")
    return [(file, content) for file, content in BLOCK.findall(text) if not file.startswith(CITY)]


def follow(register: Path, file: str, content: str) -> None:
    """Puts an example where the page says: a whole file, or entries at the end of one or of its lists."""
    path = register / file
    if not path.exists():
        path.write_text(content, encoding="utf-8")
        return
    held, more = (yaml.load(text, yaml.BaseLoader) for text in (path.read_text(encoding="utf-8"), content))
    if file.startswith("kinds/"):
        # What the register's own kinds are quoted for.
        assert {name: held[name] for name in more} == more
        return
    for entry in more if isinstance(more, list) else []:
        groups = [other.get("group") for other in held]
        last = max((at for at, group in enumerate(groups) if group == entry.get("group")), default=len(held) - 1)
        held.insert(last + 1, entry)
    if isinstance(more, dict):
        held = {name: [*held[name], *more[name]] for name in held}
    path.write_text(yaml.safe_dump(held, allow_unicode=True, sort_keys=False), encoding="utf-8")


def in_data(content: Any) -> Any:
    """Without comments and the order of keys."""
    return yaml.load(content, yaml.BaseLoader)


def test_both_languages_show_the_same_examples() -> None:
    assert [file for file, _ in blocks("zh")] == [file for file, _ in blocks("en")]
    assert [in_data(content) for _, content in blocks("zh")] == [in_data(content) for _, content in blocks("en")]


@pytest.mark.parametrize("language", PAGES)
def test_what_the_page_adds_has_no_fault_and_waits_for_the_notice_alone(tmp_path: Path, language: str) -> None:
    register = shutil.copytree(ROOT / "notices", tmp_path / "notices")
    for file, content in blocks(language):
        follow(register, file, content)
    warnings = load(register).warnings
    assert all(
        "a notice with a requirement of this kind" in str(warning) or "a topic that some clause carries" in str(warning)
        for warning in warnings
    ), list(map(str, warnings))
    # Every kind that the page makes up is among them: none stood in the register before.
    added = {
        file for file, _ in blocks(language) if file.startswith("kinds/") and not (ROOT / "notices" / file).exists()
    }
    assert {str(warning).partition("notices/")[2].partition(":")[0] for warning in warnings} >= added
