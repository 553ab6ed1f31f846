"""A centre runs the project as it is installed: from a wheel, in an environment of its own, without Node.js."""

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from command import run_chuding
from sites import asset

import bootstrap
from generator.folders import ROOT
from generator.publishing.links import read_page


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the commands of an environment in which a wheel of the project is installed."""
    folder = tmp_path_factory.mktemp("installed")
    uv, python = bootstrap.find_uv(), folder / "venv" / bootstrap.BIN / f"python{bootstrap.EXE}"
    offline = ("--offline", "--no-config")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    subprocess.run([uv, "venv", "--quiet", *offline, "--python", sys.executable, folder / "venv"], check=True)
    [wheel] = folder.glob("*.whl")
    install = ("pip", "install", "--quiet", *offline, "--no-deps", "--python", python, wheel)
    subprocess.run([uv, *install], check=True)
    # All that it depends on is this environment's.
    [packages] = (folder / "venv").rglob("site-packages")
    (packages / "depends.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python.parent


def test_a_centre_makes_its_folder_builds_and_publishes_with_what_a_wheel_has(
    installed: Path, tmp_path: Path, serve: Callable[..., str]
) -> None:
    own = {key: value for key, value in os.environ.items() if not key.startswith(("CHUDING", "PYTHON"))}
    environment = {**own, "PATH": str(installed), "HOME": str(tmp_path), "PYTHONUTF8": "1"}

    def run(*arguments: str | Path, cwd: Path = tmp_path) -> str:
        command = [installed / "chuding", *arguments]
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout

    run("new", "centre")
    centre, public = tmp_path / "centre", tmp_path / "public"
    settings = centre / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("[zh, en]", "[zh]"), encoding="utf-8")
    assert run("check", "--strict", cwd=centre) == "notices: no problems\n"
    run("build", cwd=centre)
    run("publish", public, "--site", "site", cwd=centre)
    site = public / "current"
    run("verify", site)
    assert "each as it should be" in run_chuding("check-live", serve(site)).stdout

    # In Chinese alone.
    assert [path for path in site.rglob("*") if path.name == "en"] == []
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        # What is for staff tells of notices, which have English also here.
        speaks = "英文" in text and "staff" not in page.parts
        assert "data-twin" not in text and not speaks and ' lang="en"' not in text, page
    # Its name, its colours, its logo, its lines, who runs it, and where.
    home = (site / "index.html").read_text(encoding="utf-8")
    for words in ("<strong>示例市职称初定</strong>", "示例：以上单位和通知都是虚构的。", "示例市示例路1号", "#7a1f2b"):
        assert words in home
    assert {link for link in read_page(home).links if "logo" in link or "centre" in link}
    assert "--cd-brand: #7a1f2b" in asset(site, "styles/site.css").read_text(encoding="utf-8")
    assert asset(site, "styles/site.css.gz").is_file()
    assert "--cd-brand: #7a1f2b" in (site / "offline" / "selfcheck.html").read_text(encoding="utf-8")
    address = "https://chuding.example.com/"
    for name in ("sitemap.xml", "feed.xml", "calendar.ics", "index.html"):
        assert address in (site / name).read_text(encoding="utf-8"), name
    assert json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))["short_name"] == "示例市职称初定"
