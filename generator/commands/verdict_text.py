"""Verdicts as text for a reader: what is true today, why, what to bring, by when, and what else is to be known."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.comparison.citing import in_sentence
from generator.published.notice import PublishedNotice
from generator.published.publication import Publication
from generator.register.values import Interval
from generator.words.load import Words
from generator.words.typography import cites, days, round_words, short_name, with_asides
from selfcheck.answers import JsonObject


class VerdictText:
    """An explanation's verdict in one language."""

    def __init__(self, publication: Publication, words: Words, explanation: JsonObject, language: str) -> None:
        self.publication, self.explanation, self.language = publication, explanation, language
        self.t = words.and_of(publication.words).of(language)
        self.topics = publication.topic_names(language)
        self.notice = publication.by_id[explanation["verdict"]["notice"]]
        self.cites = cites(self.notice, self.t, language)

    def lines(self) -> Iterator[str]:
        """The lines, those of a part below its heading."""
        t, language = self.t, self.language
        verdict, application = self.explanation["verdict"], self.explanation["application"]
        refused = verdict["outcome"] == "ineligible"
        yield application["headline"][language]
        yield from (said[language] for said in (application["said"], application["judged"]) if said)
        for title in application["titles"]:
            yield t("check.live.title_when", title=t(f"title.{title['title']}"), when=title[language])
        if verdict["earliest"] and not refused:
            yield self._named(t("verdict.round"), self._round(verdict["round"]))
        yield from self._part("notes", [note[language] for note in self.explanation["notes"]])
        yield from self._part("next", [t(f"question.{key}") for key in verdict["next"]])
        decisive = [finding for finding in verdict["findings"] if finding["rule"] in self.explanation["decisive"]]
        yield from self._part("decisive", map(self._finding, decisive))
        yield from self._part("materials", map(self._material, () if refused else verdict["materials"]))
        yield from self._part("windows", map(self._window, verdict["windows"]))
        residual = () if refused else verdict["residual"]
        yield from self._part("residual", [self._cited(item[language], item) for item in residual])
        yield from self._part("what_if", [change[language] for change in self.explanation["what_if"]])
        yield from self._part("findings", map(self._finding, verdict["findings"]))

    def _part(self, heading: str, lines: Iterable[str]) -> list[str]:
        indented = [f"  {line}" for line in lines]
        return [self.t(f"verdict.{heading}"), *indented] if indented else []

    def _named(self, name: str, said: str) -> str:
        return self.t("compare.fact_of_one", fact=name, value=said)

    def _cited(self, said: str, stated: JsonObject) -> str:
        """What is said with its clause, and with that of the later notice that changed it."""
        if not stated["clause"]:
            return said
        clause, by = in_sentence(self.cites[stated["clause"]], self.t), stated.get("amended_by")
        changed = self._changed(self.publication.by_id[by["notice"]], by["clause"]) if by else ""
        return self.t("verdict.cited", said=said, clause=clause + changed)

    def _changed(self, later: PublishedNotice, clause: str) -> str:
        cited = in_sentence(cites(later, self.t, self.language)[clause], self.t)
        return self.t("verdict.amended", notice=self._short(later), clause=cited)

    def _short(self, notice: PublishedNotice) -> str:
        return short_name(self.publication, notice, self.t, self.language)

    def _round(self, notice: str | None) -> str:
        return self._short(self.publication.by_id[notice]) if notice else self.t("verdict.none")

    def _finding(self, finding: JsonObject) -> str:
        return f"[{self.t(f'status.{finding["status"]}')}] {self._cited(finding[self.language], finding)}"

    def _material(self, item: JsonObject) -> str:
        copies = f" {self.t('check.live.copies', count=item['copies'])}" if item["copies"] else ""
        return self._cited(item[self.language] + copies, item)

    def _window(self, window: JsonObject) -> str:
        """A window with its days and its state; of several rounds or addressees, whose it is."""
        asides = [round_words(self.notice, window["round"], self.t, self.language)] if "round" in window else []
        asides += [window["who"][self.language]] if "who" in window else []
        name = with_asides(self.topics[f"window.{window['key']}"], asides, self.t)
        said = f"{self._named(name, self._days(window))} {self.t(f'window_state.{window["state"]}')}"
        return self._cited(said, window)

    def _days(self, window: JsonObject) -> str:
        if "words" in window:
            return self.t("check.live.quoted", words=window["words"])
        opens, closes = (date.fromisoformat(day) if day else None for day in (window["opens"], window["closes"]))
        return days(Interval(opens, closes), self.t, self.language)
