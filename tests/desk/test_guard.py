"""Nobody but whoever started the desk gets in, and no page of another origin changes anything."""

from pathlib import Path

import pytest
from desk_client import TOKEN, Clerk

CLAUSE = "/en/notices/lianyungang-city-2026-h1/2.3/"


@pytest.fixture
def stranger(register: Path, tmp_path: Path) -> Clerk:
    return Clerk(register, tmp_path / "site", enters=False)


@pytest.mark.parametrize("path", ["/", "/zh/", CLAUSE, "/shown/notices.json", "/desk/desk.css", "/?token=guessed"])
def test_without_the_token_nothing_is_answered(stranger: Clerk, path: str) -> None:
    assert stranger.ask("GET", path).status_code == 403


def test_the_token_in_the_address_becomes_a_cookie_that_no_other_site_sends(stranger: Clerk) -> None:
    entered = stranger.ask("GET", f"/?token={TOKEN}")
    cookie = entered.headers["set-cookie"].lower()
    assert entered.status_code == 303 and entered.headers["location"] == "/"
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert stranger.ask("GET", "/zh/").status_code == 200


@pytest.mark.parametrize("host", ["example.com", "localhost:8765", "127.0.0.1", "127.0.0.1:80"])
def test_a_name_that_was_made_to_lead_here_is_refused(register: Path, tmp_path: Path, host: str) -> None:
    assert Clerk(register, tmp_path / "site").ask("GET", "/zh/", {"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["null", "http://example.com", "http://127.0.0.1:1", "https://127.0.0.1:8765", ""])
def test_what_another_page_sends_changes_nothing(register: Path, tmp_path: Path, origin: str) -> None:
    clerk = Clerk(register, tmp_path / "site")
    file = register / "lianyungang-city" / "2026-h1.yaml"
    before = file.read_bytes()
    answer = clerk.ask("POST", CLAUSE, {"origin": origin}, data={"do": "drop", "group": "requirements", "index": "0"})
    assert answer.status_code == 403 and file.read_bytes() == before


def test_every_answer_keeps_to_its_own_origin(register: Path, tmp_path: Path) -> None:
    clerk = Clerk(register, tmp_path / "site")
    for path in ("/zh/", "/desk/desk.js", "/shown/notices/lianyungang-city-2026-h1/", "/zh/nothing/"):
        headers = clerk.ask("GET", path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["cache-control"] == "no-store" and headers["x-content-type-options"] == "nosniff"


def test_a_document_without_end_is_refused(register: Path, tmp_path: Path) -> None:
    clerk = Clerk(register, tmp_path / "site")
    answer = clerk.ask("POST", "/zh/new/", {"content-length": "99000000"}, content=b"a")
    assert answer.status_code == 413
