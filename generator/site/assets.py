"""Assets lie in folders named by the hash of what is in them: a page never meets another release's assets.

What changes together lies together, in a folder that is named as a release is. What such an address leads to never
changes: browsers may keep it for good, and whoever has an old page open may be given it for as long as it lies there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.folders import IMAGES, MADE, ROOT
from generator.register.problems import BadInput
from generator.runtime import WORKER, RuntimeAssetsError, runtime_files, shipped_runtime
from generator.sheets import published_sheets
from generator.site.bundling import FOR_OTHERS, published_scripts, script_for_others
from generator.site.release import ASSETS, name_of, release_entry


@dataclass(frozen=True, slots=True)
class Assets:
    """All that pages load, as the project names it: ``assets/styles/site.css`` is in ``assets/<hash>/styles/``."""

    addresses: dict[str, str]
    """Name → site path."""
    files: dict[str, bytes]
    """Site path → content."""


def made_assets(runtime: Mapping[str, bytes], style: str = "", logo: Mapping[str, bytes] | None = None) -> Assets:
    """The site's assets, ``runtime`` among them by their names, with a centre's own ``style`` and ``logo``.

    Raises BadInput.
    """
    images = {f"{ASSETS}images/{path.name}": path.read_bytes() for path in sorted(IMAGES.iterdir())}
    addresses: dict[str, str] = {}
    files: dict[str, bytes] = {}

    def place(group: Mapping[str, bytes]) -> None:
        addresses.update(_addresses(group))
        files.update({addresses[name]: content for name, content in group.items()})

    place(runtime)
    place(images | dict(logo or {}))
    place(_encoded(published_sheets(style)))
    # Last, since they know where the worker lies.
    place(_encoded(published_scripts(ROOT, addresses[WORKER])))
    files[FOR_OTHERS] = script_for_others(addresses[FOR_OTHERS]).encode()
    return Assets(addresses, files)


def runtime_contents() -> dict[str, bytes]:
    """The runtime's files by their names: an installed project's came with it, others are made. Raises BadInput."""
    try:
        files = shipped_runtime(MADE) if MADE.is_dir() else runtime_files(ROOT)
    except RuntimeAssetsError as error:
        raise BadInput([str(error)]) from None
    return {name: path.read_bytes() for name, path in files.items()}


def _addresses(group: Mapping[str, bytes]) -> dict[str, str]:
    """Name → site path in the one folder of what changes together."""
    inside = {name: name.removeprefix(ASSETS) for name in group}
    folder = name_of({inside[name]: release_entry(content) for name, content in group.items()})
    return {name: f"{ASSETS}{folder}/{path}" for name, path in inside.items()}


def _encoded(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {name: text.encode() for name, text in texts.items()}
