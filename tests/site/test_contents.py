"""What the site is composed of: every notice is published once, and everything reads that."""

from collections import Counter
from pathlib import Path

import pytest

from generator.centre.centre import Centre
from generator.folders import ROOT
from generator.published.notice import PublishedNotice
from generator.published.publish import publish
from generator.register.load import load
from generator.runtime import COMPARISON, WORKER
from generator.site import assets, contents


def test_a_build_publishes_each_notice_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: Counter[str] = Counter()
    make = PublishedNotice.__init__

    def counted(notice: PublishedNotice, **fields: object) -> None:
        make(notice, **fields)
        made[notice.id] += 1

    runtime = {name: tmp_path / Path(name).name for name in (WORKER, COMPARISON)}
    for file in runtime.values():
        file.touch()
    monkeypatch.setattr(assets, "runtime_files", lambda root: runtime)
    monkeypatch.setattr(PublishedNotice, "__init__", counted)
    site = contents.site_contents(publish(load(ROOT / "notices")), Centre(), None)
    assert made == {notice.id: 1 for notice in site.publication.notices}
    assert site.files["notices/lianyungang-city-2026-h1.json"]().decode() == site.publication.notices[0].text
