"""A comparison as one self-contained HTML file: the site's own table, with the styles inside."""

from generator.comparing.comparisons import Comparisons
from generator.comparison.markup import Html, element
from generator.comparison.page import Setting, comparison_page
from generator.comparison.rows import Comparison
from generator.languages import LANGUAGE_TAGS
from generator.sheets import sheet


def document(comparisons: Comparisons, comparison: Comparison, language: str) -> str:
    """The page of the comparison without the site around it."""
    wording = comparisons.wording(comparison, language)
    title = wording.t("comparison.title", a=wording.names[0], b=wording.names[1])
    head = element(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'),
        element("title", title),
        element("style", Html(sheet("file/comparison.css"))),
    )
    setting = Setting(comparisons.vocabulary, comparisons.words, language, comparisons.drawing(comparison))
    table = comparison_page(comparison, setting)
    body = element("body", element("main", table, class_="cd-content"))
    return f"<!doctype html>\n{element('html', head, body, lang=LANGUAGE_TAGS[language], dir='ltr')}\n"
