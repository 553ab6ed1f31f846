"""The version for elders leads to each jurisdiction's round, its telephone and its notice."""

from pathlib import Path

from formats import add_notice, copy_register
from partial_answers import CITY, ZONE

from generator.comparing.comparisons import Comparisons
from generator.folders import TEMPLATES, WORDS
from generator.pages import easy
from generator.pages.renderer import Renderer
from generator.published.publish import publish
from generator.register.load import load
from generator.words.load import load_words


def test_after_a_notice_that_only_amends_it_still_leads_to_the_round_that_is_amended(tmp_path: Path) -> None:
    register = copy_register(tmp_path / "notices")
    amending = add_notice(register, "an-amendment")
    renderer = Renderer(Comparisons(publish(load(register)), load_words(WORDS)), TEMPLATES)
    for body in (page.draw().body for page in easy.PAGES.make(renderer)):
        assert all(f"notices/{known}/" in body and f"check/?notice={known}" in body for known in (CITY, ZONE))
        assert amending not in body
