"""The project's folders: the only module that knows where they are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTICES = ROOT / "notices"
CHECK = ROOT / "selfcheck"
SITE_SOURCE = ROOT / "site_src"
BROWSER = SITE_SOURCE / "browser"
STYLES = SITE_SOURCE / "styles"
TEMPLATES = SITE_SOURCE / "templates"
WORDS = SITE_SOURCE / "words"
