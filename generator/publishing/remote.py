"""Releases on another machine: rsync sends them over ssh, and a shell there, with nothing of ours, sees to the rest.

``RSYNC_RSH`` names another ssh, or gives it options, for rsync and for the shell alike.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.publishing.destination import Destination, Found
from generator.publishing.lock import busy, publisher
from generator.register.characters import harmless
from generator.register.problems import BadInput, shown
from generator.site.release import RELEASE, Release, is_lasting, read_release

ADDRESS = re.compile(r"(?P<host>(?:[\w.+-]+@)?(?:[\w.-]+|\[[0-9a-fA-F:.]+\])):(?P<path>(?!:|//)[^\0-\x1f\x7f]+)")
"""A second colon, or two slashes, would be rsync's own protocol."""
WRITTEN_SO = re.compile(r"[^/\\]*:")
"""What rsync takes for an address: a colon before any slash."""
DRIVE = re.compile(r"[A-Za-z]:[\\/]")
BUSY = 75
MOST_LINKED = 20
"""So many earlier releases rsync looks into."""

NAMED = "[0-9a-f]" * 16
"""What releases and folders of assets are called, as a shell's pattern."""
LASTING = f"assets/{NAMED}"
"""Where assets lie."""
SHELL = "RSYNC_RSH"
KINDS = ("folder", "nothing", "nowhere", "file")

LOOK = r"""
if [ ! -e "$1" ] && [ ! -h "$1" ]; then
  if [ -d "$(dirname -- "$1")" ]; then echo nothing; else echo nowhere; fi
  exit
fi
[ -d "$1" ] || { echo file; exit; }
cd -- "$1"
echo folder
ls -A | sed 's/^/name /'
if [ -h current ]; then printf 'link %s\n' "$(readlink current)"; elif [ -e current ]; then echo 'blocked current'; fi
if [ -h .lock ] || { [ -e .lock ] && [ ! -f .lock ]; }; then echo 'blocked .lock'; fi
if [ -e .current-new ] && [ ! -h .current-new ]; then echo 'blocked .current-new'; fi
if [ -h releases ] || { [ -e releases ] && [ ! -d releases ]; }; then echo 'blocked releases'; exit; fi
for each in releases/$2; do
  if [ -d "$each" ] && [ ! -h "$each" ]; then printf 'release %s %s\n' "$(stat -c %.Y "$each")" "${each#releases/}"; fi
done
"""
"""What lies at $1, a line each; its releases by the pattern $2."""

HOLD = r"""
umask 022
mkdir -p "$1"
cd -- "$1"
exec 9<>.lock
flock -n 9 || { cat .lock; exit 75; }
printf '%s' "$2" > .lock
echo locked
cat > /dev/null
: > .lock
"""
"""Holds the lock until standard input ends, as it does with the connection."""

CLEAR = r"""
umask 022
cd -- "$1"
mkdir -p releases
for each in releases/.new-* releases/.old-*; do
  if [ "$each" != "releases/.new-$2" ] && [ -d "$each" ] && [ ! -h "$each" ]; then rm -rf -- "$each"; fi
done
"""
"""Removes what runs that were stopped have left, but for what release $2 can go on with."""

ARRIVED = r"""
cd -- "$1/releases/$2"
sha256sum --quiet --strict --check - 2>&1 || exit 1
find . ! -type d ! -type f -exec echo {}: found a link or a device \; -quit
found="$(find . -type f ! -path "$5" | wc -l)"
[ "$found" -eq "$3" ] || { echo "found $found files instead of $3"; exit 1; }
cd ..
if [ "$2" != "$4" ]; then mv -T -- "$2" "$4"; fi
sync
"""
"""Holds folder $2, which has $3 files beside those at $5, against the sums on standard input; gives it the name $4."""

SHOW = r"""
cd -- "$1"
now="$(date +%s)"
while IFS= read -r path; do
  was="$(stat -L -c %Y -- "current/$path" 2> /dev/null || echo 0)"
  later="$now"
  [ "$was" -lt "$now" ] || later="$((was + 1))"
  touch -c -d "@$later" -- "releases/$2/$path"
done
for each in releases/*/$3; do
  of="${each#releases/}"
  of="${of%%/*}"
  folder="${each#releases/"$of"/}"
  if [ ! -d "$each" ] || [ -e "releases/$2/$folder" ] || ! grep -qF "\"$folder/" "releases/$of/release.json"; then
    continue
  fi
  rm -rf releases/.new-assets
  cp -rl -- "$each" releases/.new-assets 2> /dev/null || cp -rT -- "$each" releases/.new-assets
  find releases/.new-assets -type f \( -name '*.gz' -o -name '*.br' \) -exec rm -- {} +
  mkdir -p "releases/$2/assets"
  mv -T -- releases/.new-assets "releases/$2/$folder"
done
touch -- "releases/$2"
for each in releases/*; do
  if [ "$each" -nt "releases/$2" ]; then touch -d "@$(($(stat -c %Y "$each") + 1))" -- "releases/$2"; fi
done
ln -sfn -- "releases/$2" .current-new
mv -T -- .current-new current
sync
"""
"""Dates the files on standard input a second at least after those that readers see, and shows release $2.

It is given the other releases' assets as well, at $3 in each, for readers who have a page of theirs open.
"""

REMOVE = r"""
cd -- "$1/releases/$2"
sha256sum --quiet --strict --check - > /dev/null 2>&1 || { echo "stays, since its files are not its own"; exit; }
[ "$(find . ! -type d ! -path "$4" | wc -l)" -eq "$3" ] || { echo "stays, since somebody put files there"; exit; }
cd ..
mv -T -- "$2" ".old-$2"
rm -rf -- ".old-$2"
"""


def remote_of(destination: str) -> "Remote | None":
    """The place on another machine that ``user@host:path`` names; None for a folder of this one."""
    if not WRITTEN_SO.match(destination) or (os.name == "nt" and DRIVE.match(destination)):
        return None
    address = ADDRESS.fullmatch(destination)
    # A word that begins with - would be an option to ssh or rsync.
    if not address or address["host"].startswith("-") or address["path"].startswith("-"):
        raise BadInput([harmless(f"{destination}: expected user@host:path; a folder of this name is ./{destination}")])
    return Remote(address["host"], address["path"])


class Remote(Destination):
    def __init__(self, host: str, path: str):
        self.host, self.path = host, path.rstrip("/") or "/"

    def __str__(self) -> str:
        return f"{self.host}:{self.path}"

    def found(self) -> Found:
        kind, *lines = self._run(LOOK, NAMED).splitlines() or [""]
        if kind not in KINDS:
            raise self._failed(f"expected a shell that says nothing of its own, found {shown(kind)}".encode(), 0)
        told = [line.partition(" ")[::2] for line in lines]
        of = {key: [value for word, value in told if word == key] for key in ("name", "link", "blocked", "release")}
        releases = tuple((name, float(time)) for time, _, name in (value.partition(" ") for value in of["release"]))
        return Found(kind, frozenset(of["name"]), next(iter(of["link"]), None), releases, tuple(of["blocked"]))

    @contextmanager
    def locked(self) -> Iterator[None]:
        # What it says goes where it can be read when all is over: a pipe that nobody reads would fill.
        holder = subprocess.Popen(
            self._command(HOLD, publisher()), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert holder.stdin and holder.stdout
        said = holder.stdout.readline().decode(errors="replace").strip()
        if said != "locked":
            _, complaint = holder.communicate()
            raise busy(str(self), said) if holder.returncode == BUSY else self._failed(complaint, holder.returncode)
        try:
            yield
        finally:
            holder.communicate()

    def read_manifest(self, name: str) -> Release:
        return read_release(
            self._run('cat -- "$1/releases/$2/$3"', name, RELEASE).encode(), f"{self}/releases/{name}/{RELEASE}"
        )

    def receive(self, site: Path, release: Release) -> None:
        self._run(CLEAR, release.name)
        there = [kept.name for kept in self.kept()]
        # One that is there already is mended in place: rsync replaces each file whole.
        stage = release.name if release.name in there else f".new-{release.name}"
        linked = [f"--link-dest=../{name}" for name in there[:MOST_LINKED] if name != release.name]
        options = ["-r", "-p", "-s", "--checksum", "--chmod=D755,F644", *linked]
        if stage != release.name:
            # What a run that was stopped sent of it, and does not belong to it.
            options.append("--delete")
        target = f"{self.host}:{self.path}/releases/{stage}/"
        self._call(["rsync", *options, "--", f"{site.resolve()}/", target])
        self._hold(release, stage)

    def confirm(self, release: Release) -> None:
        self._hold(release, release.name)

    def _hold(self, release: Release, folder: str) -> None:
        """Holds a folder there against the release, and gives it the release's name."""
        self._run(ARRIVED, folder, _count(release), release.name, f"./{LASTING}/*", given=_sums(release))

    def show(self, name: str, touched: Iterable[str]) -> None:
        self._run(SHOW, name, LASTING, given="".join(f"{path}\n" for path in touched))

    def remove(self, name: str) -> str | None:
        try:
            release = self.manifest(name)
            said = self._run(REMOVE, name, _count(release), f"./{LASTING}/*", given=_sums(release)).strip()
        except BadInput as bad:
            return f"{self}/releases/{name}: stays, {bad.lines[0]}"
        return f"{self}/releases/{name}: {said}" if said else None

    def _run(self, script: str, *arguments: str, given: str = "") -> str:
        return self._call(self._command(script, *arguments), given)

    def _command(self, script: str, *arguments: str) -> list[str]:
        """What runs the script there, with the place as $1 and the arguments after it."""
        shell = os.environ.get(SHELL) or "ssh"
        # Numbers and messages as they are read here, whatever language the machine there speaks.
        words = ["sh", "-c", f"set -eu\nexport LC_ALL=C\n{script}", "sh", self.path, *arguments]
        try:
            return [*shlex.split(shell), self.host, " ".join(map(shlex.quote, words))]
        except ValueError:
            raise BadInput([harmless(f"{SHELL}: expected a command, found {shown(shell)}")]) from None

    def _call(self, command: list[str], given: str = "") -> str:
        try:
            done = subprocess.run(command, input=given.encode(), capture_output=True)
        except FileNotFoundError:
            raise BadInput([f"{self}: expected the program {command[0]}, found none: install it"]) from None
        if done.returncode:
            raise self._failed(done.stderr or done.stdout, done.returncode)
        return done.stdout.decode(errors="replace")

    def _failed(self, complaint: bytes, status: int) -> BadInput:
        lines = [line.strip() for line in complaint.decode(errors="replace").splitlines() if line.strip()]
        # ssh begins with what it has learnt, rsync ends with a line about itself.
        said = (line for line in lines if not line.startswith(("Warning:", "rsync error:")))
        cause = next(said, f"it ended with {status}")
        return BadInput([harmless(f"{self}: {cause}")])


def _count(release: Release) -> str:
    """How many files there are beside assets, which may be other releases' as well."""
    return str(sum(not is_lasting(path) for path in release.files) + 1)


def _sums(release: Release) -> str:
    """As ``sha256sum --check`` reads them."""
    return "".join(f"{entry.sha256}  {path}\n" for path, entry in release.files.items())
