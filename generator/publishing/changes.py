"""What one release changes of another for a reader, by address."""

from dataclasses import dataclass

from generator.site.release import ASSETS, PACKED, Release

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Changes:
    """Site paths, each once; what is the same on both sides is ``kept``."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int

    def __str__(self) -> str:
        if not (self.new or self.changed or self.removed):
            return f"nothing changed, all {self.kept} files are as they should be"
        return (
            f"{len(self.new)} new, {len(self.changed)} changed, {len(self.removed)} removed, {self.kept} as they were"
        )

    def lines(self) -> list[str]:
        """A line for each address that a reader can come to."""
        groups = {"new": self.new, "changed": self.changed, "removed": self.removed}
        return [
            f"  {word:8} {'/' + path.removesuffix(INDEX)}"
            for word, paths in groups.items()
            for path in paths
            if not path.startswith(ASSETS) and not path.endswith(tuple(PACKED))
        ]


def changes(old: Release | None, new: Release) -> Changes:
    """What ``new`` has that ``old``, if there is one, has not, and the other way round."""
    before = old.files if old else {}
    return Changes(
        new=tuple(path for path in sorted(new.files) if path not in before),
        changed=tuple(path for path in sorted(new.files) if path in before and before[path] != new.files[path]),
        removed=tuple(path for path in sorted(before) if path not in new.files),
        kept=sum(before.get(path) == entry for path, entry in new.files.items()),
    )
