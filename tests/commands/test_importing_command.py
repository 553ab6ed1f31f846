"""``chuding import``: both files or none, and one clear line for whatever cannot be read."""

import io
import zipfile
from pathlib import Path

import pytest
from command import Done, run_chuding
from proof import LONG, sizes

from bench.mutations import MESSAGE, documents, outcomes, registered
from generator.folders import ROOT

pytestmark = LONG

NOTICES = ROOT / "notices"
SOURCE = NOTICES / "lianyungang-city/2026-h1.txt"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def run(*arguments: str | Path) -> Done:
    return run_chuding("import", "--notices", NOTICES, *arguments)


def test_the_draft_goes_to_standard_output() -> None:
    done = run(SOURCE)
    assert done.returncode == 0 and done.stdout.splitlines()[1:3] == [
        "title:",
        "  zh: 连云港市人才服务中心关于做好 2026 年度上半年专业技术资格初定工作的通知",
    ]


def test_the_draft_and_the_text_as_received_are_written_side_by_side(tmp_path: Path) -> None:
    out = tmp_path / "notices" / "some-city" / "2026-h1.yaml"
    done = run(SOURCE, "-o", out)
    assert done.returncode == 0 and "chuding check" in done.stderr
    assert sorted(file.name for file in out.parent.iterdir()) == ["2026-h1.txt", "2026-h1.yaml"]
    assert out.with_suffix(".txt").read_text(encoding="utf-8") == SOURCE.read_text(encoding="utf-8")


def test_a_draft_that_is_there_is_written_over_only_by_force(tmp_path: Path) -> None:
    out = tmp_path / "2026-h1.yaml"
    out.write_text("a clerk's work\n", encoding="utf-8")
    done = run(SOURCE, "-o", out)
    assert done.returncode == 1 and "--force" in done.stderr and len(done.stderr.splitlines()) == 1
    assert out.read_text(encoding="utf-8") == "a clerk's work\n"
    assert run(SOURCE, "-o", out, "--force").returncode == 0
    assert out.read_text(encoding="utf-8").startswith("# yaml-language-server")


def test_nothing_is_written_where_a_file_cannot_be_read(tmp_path: Path) -> None:
    out = tmp_path / "city" / "2026-h1.yaml"
    assert run(tmp_path / "none.docx", "-o", out).returncode == 1
    assert not out.parent.exists()


def test_an_earlier_notice_that_is_not_there_is_named() -> None:
    done = run(SOURCE, "--like", "no-such-notice")
    assert done.returncode == 1 and done.stderr.startswith("no-such-notice: expected a notice, one of lianyungang-city")


def archive(**parts: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr("word/" + name.replace("_", "."), content)
    return packed.getvalue()


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, with a table of where they stand."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + b"xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d %s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, trailer, len(body))  # fmt: skip


LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b'] ><w:document xmlns:w="'
    + MAIN.encode()
    + b'"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
)
DEEP = f'<w:document xmlns:w="{MAIN}">'.encode() + b"<w:body>" * 300_000
LOOP = pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000/Parent 2 0 R>>")
FORM = pdf(
    b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>>>>>",
    b"<</Length 5>>stream\n/A Do\nendstream",
    b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 11/Resources<</XObject<</A 5 0 R>>>>>>"
    b"stream\n/A Do /A Do\nendstream",
)  # fmt: skip
LOCKED = pdf(
    b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>",
    b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>",
    trailer=b"/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]",
)  # fmt: skip

BAD = {
    "empty.txt": (b"", "expected a document, found an empty file"),
    "blank.md": (b" \n\n", "expected a document with text, found none"),
    "binary.txt": (bytes(range(256)) * 40, "expected UTF-8, UTF-16, GB18030 or Big5, found byte 0x80"),
    "only-a-title.txt": ("初定的通知\n".encode(), "expected a notice with clauses after its title, found none"),
    "long.txt": ("一、范围。\n".encode() * 60_000, "expected at most 60,000 characters, found 360,000"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + bytes(600), "found an old .doc, a .wps or a locked file: save it as .docx"),
    "sheet.xlsx": (b"a,b", "expected a .docx, .pdf, .html, .md or .txt file, found .xlsx"),
    "bomb.docx": (archive(document_xml=b" " * 400_000_000), "found word/document.xml, which unpacks to more"),
    "laughs.docx": (archive(document_xml=LAUGHS), "expected no document type, found one in a part of the document"),
    "deep.docx": (archive(document_xml=DEEP), "XML as Word writes it"),
    "broken.docx": (b"PK\x03\x04 and nothing more", "expected a .docx file, found one that does not unpack"),
    "other.docx": (archive(styles_xml=b"<a/>"), "expected a Word document, found an archive without word/document.xml"),
    "renamed.docx": ("一、范围".encode(), "expected a .docx file, found something else under its name"),
    "loop.pdf": (LOOP, "expected "),
    "form-in-itself.pdf": (FORM, "expected a document "),
    "locked.pdf": (LOCKED, "expected a PDF without a password, found a locked one"),
    "cut.pdf": (b"%PDF-1.7\n", "expected a PDF, found one that cannot be opened"),
    "menus.html": (b"<html><nav>a</nav><script>b</script>", "expected a page with text, found none"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_refused_in_one_line_that_says_why(name: str, tmp_path: Path) -> None:
    content, message = BAD[name]
    file = tmp_path / name
    file.write_bytes(content)
    done = run(file)
    assert done.returncode == 1 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and MESSAGE.match(done.stderr.strip()), done.stderr
    assert message in done.stderr


@pytest.mark.parametrize("count", sizes(sample=40, whole=150))
@pytest.mark.parametrize("kind", ["register", "document"])
def test_a_broken_file_gives_a_located_message_or_a_valid_result(
    kind: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The memory is that of the whole process, which here has run other tests before.
    monkeypatch.setattr("bench.mutations.MAX_MEGABYTES", 1_000_000)
    bases = registered() if kind == "register" else documents()
    found = [*outcomes(kind, bases, range(70, 70 + count))]
    # How long a file may take is for the bench, on a machine that does nothing else.
    failed = [o for o in found if o.result not in ("valid", "refused") and not o.result.endswith(" s")]
    assert failed == []
    assert {outcome.result for outcome in found} >= {"valid", "refused"}
