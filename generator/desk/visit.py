"""One request at the desk: what is asked for, in which language, and what a form sent."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from generator.desk.forms import Choice, Forms
from generator.desk.keeping import Keeper
from generator.desk.shelf import Filed, Shelf
from generator.desk.source import Source
from generator.desk.views import Views
from generator.folders import TEMPLATES, WORDS
from generator.languages import LANGUAGE_TAGS, LANGUAGES, OTHER, Translate, Words
from generator.pages.templates import environment
from generator.preview.edition import Preview
from generator.register.earlier import asked_before
from generator.register.known import Known
from generator.register.load import finished
from generator.register.problems import Problem
from generator.words.load import load_words
from generator.words.problems import Phrases
from generator.words.typography import round_name


class Desk:
    """One clerk's desk: the register in ``folder``, and where its site is built."""

    def __init__(self, folder: Path, site: Path) -> None:
        self.folder, self.site = folder, site
        self.shelf, self.keeper = Shelf(folder), Keeper(folder)
        self.words: Words = load_words(WORDS)
        self.preview = Preview(folder, lambda: finished(self.shelf.reading)[0])
        """The finished notices, as they would be published."""
        self.phrases = {language: Phrases(self.words, language) for language in LANGUAGES}
        """What problems are worded with."""
        self.templates = environment(TEMPLATES)


@dataclass(frozen=True)
class Visit:
    """One request: what is asked for, in which language, and what a form sent."""

    desk: Desk
    request: Request
    language: str
    sent: FormData

    @property
    def t(self) -> Translate:
        return self.desk.words.of(self.language)

    @property
    def phrases(self) -> Phrases:
        return self.desk.phrases[self.language]

    def lines(self, problems: Iterable[Problem]) -> list[str]:
        """Problems that stand at no place of the page, a line each."""
        return [self.phrases.line(problem) for problem in sorted(problems)]

    def at(self, path: str) -> str:
        """The address of a page of the desk in the language of this one."""
        return f"/{self.language}/{path}"

    @property
    def query(self) -> Mapping[str, str]:
        return self.request.query_params

    @cached_property
    def notice(self) -> Filed:
        """The notice that the address names."""
        found = self.desk.shelf.notice(self.request.path_params["notice"])
        if found is None:
            raise HTTPException(404)
        return found

    @property
    def part(self) -> str:
        part: str = self.request.path_params["part"]
        return part

    def forms(self) -> Forms:
        named = self.notice.source.at(("rounds",)) if self.notice.source else None
        rounds = tuple(
            Choice(str(each.get("id", "")), f"{each.get(self.language, '')} {each.get('id', '')}")
            for each in (named if isinstance(named, list) else ())
            if isinstance(each, dict)
        )
        return Forms(self.desk.shelf.vocabularies, self.notice.jurisdiction, self.t, self.language, rounds)

    def views(self) -> Views | None:
        """The views of the notice; None where its file is no YAML."""
        source = self.notice.source
        reading = self.desk.shelf.reading
        if source is None:
            return None
        before, known = asked_before(reading.register, self.notice.id), Known(reading.register)
        return Views(self.notice, source, reading.register, self.forms(), self.phrases, before, known)

    @property
    def source(self) -> Source:
        source = self.notice.source
        if source is None:
            raise HTTPException(404)
        return source

    def page(self, template: str, status: int = 200, **view: Any) -> Response:
        """A page of the desk."""
        twin = self.request.url.path.replace(f"/{self.language}/", f"/{OTHER[self.language]}/", 1)
        return HTMLResponse(
            self.desk.templates.get_template(f"desk/{template}.html").render(
                t=self.t,
                language=self.language,
                tag=LANGUAGE_TAGS[self.language],
                tag_of=self._tag_of,
                twin=twin + (f"?{self.request.url.query}" if self.request.url.query else ""),
                twin_tag=LANGUAGE_TAGS[OTHER[self.language]],
                at=self.at,
                round_name=lambda round_id: round_name(round_id, self.t),
                **view,
            ),
            status,
        )

    def _tag_of(self, words: str) -> str:
        """The language of a notice's own words: what nobody has translated yet is Chinese on any page."""
        return LANGUAGE_TAGS[self.language if re.search("[A-Za-z]", words) else LANGUAGES[0]]

    def to(self, path: str) -> Response:
        """On to another page, as after every form that has been dealt with."""
        return RedirectResponse(self.at(path), 303)


type Answer = Callable[[Visit], Response]


type Route = tuple[str, list[str], Answer]
"""An address, the methods that it takes, and what is answered there."""
