"""Where things lie, in a checkout and in an installed wheel: the only module that knows.

A wheel has what lies beside the packages in a checkout under ``generator/shipped``, and there, made already, what takes
Node.js to make: so that an installed project needs neither Node.js nor a folder to write to.
"""

from pathlib import Path

CODE = Path(__file__).resolve().parent.parent
"""Where Python finds ``generator`` and ``selfcheck``."""
SHIPPED = CODE / "generator" / "shipped"
MADE = SHIPPED / "made"
"""In a wheel alone: scripts and runtime as pages load them."""
ROOT = SHIPPED if SHIPPED.is_dir() else CODE
CONFIGURATION = ROOT / "mkdocs.yml"
NOTICES = ROOT / "notices"
CHECK = CODE / "selfcheck"
EXAMPLE = ROOT / "centre"
"""What another centre begins with, beside the vocabularies of ``NOTICES``."""
SITE_SOURCE = ROOT / "site_src"
BROWSER = SITE_SOURCE / "browser"
IMAGES = SITE_SOURCE / "images"
STYLES = SITE_SOURCE / "styles"
TEMPLATES = SITE_SOURCE / "templates"
WORDS = SITE_SOURCE / "words"
ASKED = SITE_SOURCE / "search" / "asked.yaml"

BESIDE = (
    *("mkdocs.yml", "LICENSE", "package.json", "package-lock.json", "requirements/site.txt"),
    *("licences", "site_src", "notices", "centre"),
)
"""What a wheel ships from beside the packages; of the notices, those files alone that all notices share."""


def shared_of(register: Path) -> list[Path]:
    """The files of a register that all its notices share: its vocabularies, kinds and schema."""
    return sorted([*register.glob("*.yaml"), *register.glob("*.json"), *(register / "kinds").glob("*.yaml")])
