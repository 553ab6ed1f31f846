"""``/release.json``, and ``chuding verify``, which holds a folder against it."""

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from command import run_chuding
from sites import OLD, contents, make_site


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_site(tmp_path / "site", OLD)


def told(site: Path) -> dict[str, object]:
    manifest: dict[str, object] = json.loads((site / "release.json").read_text())
    return manifest


def test_the_manifest_of_a_built_site_names_every_other_file_with_its_size_and_hash(site: Path) -> None:
    files = {name: content for name, content in contents(site).items() if name != "release.json"}
    assert told(site)["files"] == {
        name: {"size": len(content), "sha256": sha256(content).hexdigest()} for name, content in files.items()
    }
    done = run_chuding("verify", site)
    said = f"{site}: release {told(site)['name']}, {len(files)} files, each as it should be\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, said, "")


def test_a_release_has_another_name_whenever_a_file_has_another_name_or_content(tmp_path: Path) -> None:
    alike = [make_site(tmp_path / name, OLD) for name in ("a", "b")]
    other = make_site(tmp_path / "c", OLD | {"404.html": "another"})
    moved = make_site(
        tmp_path / "d", {**{name: OLD[name] for name in OLD if name != "404.html"}, "40.html": "the same"}
    )
    names = [told(site)["name"] for site in (*alike, other, moved)]
    assert names[0] == names[1] and len(set(names)) == 3


def change(name: str, content: str) -> Callable[[Path], object]:
    return lambda site: (site / name).write_text(content)


def gone(*names: str) -> Callable[[Path], object]:
    def remove(site: Path) -> None:
        for name in names:
            (site / name).unlink()

    return remove


def piped(site: Path) -> None:
    (site / "404.html").unlink()
    os.mkfifo(site / "404.html")


def linked(site: Path) -> None:
    (site / "index.html").rename(site.parent / "elsewhere.html")
    (site / "index.html").symlink_to(site.parent / "elsewhere.html")


def folder_linked(site: Path) -> None:
    (site / "old").rename(site.parent / "elsewhere")
    (site / "old").symlink_to(site.parent / "elsewhere")


FAULTS: dict[str, tuple[Callable[[Path], object], tuple[str, ...]]] = {
    "missing": (
        gone("404.html"),
        ("404.html: expected the release's file, found nothing",),
    ),
    "longer": (
        change("404.html", "the same and more"),
        ("404.html: expected the release's file of 8 bytes, found another of 17 bytes",),
    ),
    "altered": (
        change("404.html", "the Same"),
        ("404.html: expected the release's file of 8 bytes, found another of the same size",),
    ),
    "foreign": (
        change("theirs.html", "theirs"),
        ("theirs.html: expected nothing, found a file that is not the release's",),
    ),
    "linked": (linked, ("index.html: expected the release's file, found a link",)),
    "folder-linked": (
        folder_linked,
        (
            "old: expected nothing, found a link that is not the release's",
            "old/page/index.html: expected the release's file, found nothing",
        ),
    ),
    "pipe": (
        piped,
        ("404.html: expected the release's file, found a device",),
    ),
    "several": (
        gone("404.html", "index.html"),
        (
            "404.html: expected the release's file, found nothing",
            "index.html: expected the release's file, found nothing",
        ),
    ),
    "without-manifest": (
        gone("release.json"),
        ("release.json: expected the release's files by name, found nothing",),
    ),
    "broken-manifest": (
        change("release.json", "[" * 100_000),
        ("release.json: expected a release's name and files, found something else",),
    ),
    "leading-out": (
        change("release.json", '{"name": "0", "files": {"../x": {"size": 1, "sha256": "%s"}}}' % ("0" * 64)),
        ("release.json: expected a release's name and files, found something else",),
    ),
    "another-name": (
        lambda site: change("release.json", json.dumps({**told(site), "name": "0123456789abcdef"}))(site),
        ('release.json: expected the name of these files, {name}, found "0123456789abcdef"',),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_departs_from_the_manifest_is_named_and_not_published(small: Path, fault: str, tmp_path: Path) -> None:
    name, (spoil, lines) = told(small)["name"], FAULTS[fault]
    spoil(small)
    said = [f"{small}/{line.format(name=name)}" for line in lines]
    done = run_chuding("verify", small)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (1, "", said)
    done = run_chuding("verify", small, "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (1, {"ok": False, "problems": said})
    for more in ((), ("--flat",)):
        done = run_chuding("publish", tmp_path / "web", "--site", small, *more)
        assert (done.returncode, done.stderr.splitlines()) == (1, said)
    assert not (tmp_path / "web").exists()


def test_verify_follows_every_link_and_wants_a_policy_on_every_page(tmp_path: Path) -> None:
    policy = '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
    links = '<a href="b/#there">a</a> <a href="b/#gone">a</a> <a href="c/">a</a>'
    site = make_site(tmp_path / "site", {"index.html": policy + links, "b/index.html": '<p id="there">b</p>'})
    said = [
        f"{site}/b/index.html: expected a Content-Security-Policy, found none",
        f"{site}/index.html: expected the anchor of b/#gone, found none",
        f"{site}/index.html: expected a file of the release behind c/, found none",
    ]
    done = run_chuding("verify", site)
    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (1, "", said)


@pytest.mark.parametrize("place", ["nothing", "site/index.html"])
def test_what_is_no_folder_is_refused_in_one_line(small: Path, place: str) -> None:
    done = run_chuding("verify", small.parent / place)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1) and "expected a folder with a site" in done.stderr
