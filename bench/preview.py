"""Times a preview of a made-up register beside a whole build of it: ``python bench/preview.py --notices 100``.

Prints seconds from a change in one notice's file to the page as it would be published, the median of five, and their
share of what ``chuding build`` of the same register took in the same run.
"""

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from registers import make_register  # noqa: E402

from generator.preview.edition import Preview  # noqa: E402
from generator.register.load import Memory, load, notice_files  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--notices", type=int, default=100)
    with tempfile.TemporaryDirectory() as folder:
        register = make_register(Path(folder, "notices"), parser.parse_args().notices)
        start = time.perf_counter()
        command = [sys.executable, "-m", "generator", "--notices", str(register), "build", "--site", f"{folder}/site"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        whole = time.perf_counter() - start
        file = notice_files(register)[-1]
        notice, memory = f"{file.parent.name}-{file.stem}", Memory()
        preview = Preview(register, lambda: load(register, memory))
        before = preview.now.before(notice)
        print(f"| looked at | seconds after a change | share of a build, {whole:.1f} s |\n|---|---|---|")
        for path in ("", f"notices/{notice}/", f"compare/{before}/{notice}/", "check/", "compare/matrix/"):
            took = []
            for number in range(6):
                # Words that no check holds against others.
                text = re.sub(
                    r"en: Heading[ \d]*\.", f"en: Heading {number}.", file.read_text(encoding="utf-8"), count=1
                )
                file.write_text(text, encoding="utf-8")
                start = time.perf_counter()
                assert preview.now.file(path)
                took.append(time.perf_counter() - start)
            # The first is of a page that was never looked at.
            median = statistics.median(took[1:])
            print(f"| `/{path}` | {median:.2f} | {median / whole:.3f} |")


if __name__ == "__main__":
    main()
