"""Changes to a copy of the project, one of each kind, for tests of what is made anew after them."""

import shutil
from pathlib import Path

from generator.folders import ROOT

type Edit = dict[str, dict[str, str]]
"""By file, words and what takes their place."""

OF_ALL: dict[str, Edit] = {
    "template": {"site_src/templates/notices.html": {"<h1>": '<h1 class="other">'}},
    "word": {"site_src/words/home.yaml": {"{zh: 各批次初定, en: Rounds}": "{zh: 各批初定, en: All}"}},
    "jurisdiction": {"notices/jurisdictions.yaml": {"Lianyungang Economic and": "The Economic and"}},
    "topic": {"notices/topics.yaml": {"Basis of the notice": "Grounds of the notice"}},
    "term more": {"notices/glossary.yaml": {"- zh: 职称\n": "- {zh: 未取得, en: without, source: T}\n- zh: 职称\n"}},
    "term less": {"notices/glossary.yaml": {"- {zh: 未取得, en: without, source: T}\n": ""}},
}
"""Those that may change every page."""


def copy_project(folder: Path) -> Path:
    """A copy of the project in ``folder``, to be edited; what takes long to make is shared."""
    for name in ("generator", "selfcheck", "site_src", "notices", "centre", "licences", "requirements"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("LICENSE", "mkdocs.yml", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder)
    for name in ("node_modules", ".cache"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def change(project: Path, edit: Edit) -> None:
    for name, words in edit.items():
        file = project / name
        text = file.read_text(encoding="utf-8")
        for old, new in words.items():
            assert old in text, (name, old)
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
