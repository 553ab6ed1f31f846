"""Links from a comparison into the site around it, if there is one."""

from generator.comparison.markup import Html, element
from selfcheck.answers import JsonObject


class Links:
    """``root`` leads to the root of the page's language, None where no site is around; ``cites`` are both notices'."""

    __slots__ = ("cites", "notices", "root")

    def __init__(self, root: str | None, notices: tuple[JsonObject, JsonObject], cites: list[dict[str, str]]) -> None:
        self.root, self.notices, self.cites = root, notices, cites

    def to(self, words: str, target: str, **attributes: str) -> Html | str:
        """The words as a link, as they are without a site."""
        return words if self.root is None else element("a", words, href=self.root + target, **attributes)

    def notice(self, which: int, language: str) -> Html | str:
        notice = self.notices[which]
        return self.to(notice["title"][language], f"notices/{notice['id']}/")

    def cite(self, which: int, clause: str) -> Html | str:
        target = f"notices/{self.notices[which]['id']}/#c-{clause}"
        return self.to(self.cites[which][clause], target, class_="cd-cite")
