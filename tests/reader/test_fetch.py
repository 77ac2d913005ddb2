"""A page by its address: from a server of our own, and what may not happen on the way."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from kg.errors import InputError
from kg.reader import fetch as module
from kg.reader import read, read_source, sources
from kg.reader.fetch import fetch, is_private

from .made import LINES, TEXT, TITLE, page_of, pdf_of

PAGE = page_of(LINES)


class _Site(BaseHTTPRequestHandler):
    """Answers by path; every request is counted."""

    asked: list[str]

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        path = self.path.partition("?")[0]
        if path.startswith("/to/"):
            self._answer(302, b"", Location=unquote(path.removeprefix("/to/")))
        elif path == "/loop":
            self._answer(302, b"", Location="/loop")
        elif path == "/gbk":
            self._answer(200, PAGE.replace("utf-8", "gb2312").encode("gbk"), type="text/html; charset=GB2312")
        elif path == "/big5":
            self._answer(200, ("<p>政府工作報告。" * 9).encode("big5"), type="text/html; charset=big5")
        elif path == "/gzip":
            self._answer(200, gzip.compress(PAGE.encode()), **{"Content-Encoding": "gzip"})
        elif path == "/bomb":
            self._answer(200, gzip.compress(b"0" * (70 << 20)), **{"Content-Encoding": "gzip"})
        elif path == "/broken":
            self._answer(200, b"\x1f\x8b no", **{"Content-Encoding": "gzip"})
        elif path == "/pdf":
            self._answer(200, pdf_of(LINES * 3), type="application/pdf")
        elif path == "/drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"<p>")
                time.sleep(0.05)
        elif path == "/cut":
            self._answer(200, b"short", **{"Content-Length": "1000"})
        elif path.endswith(".html"):
            self._answer(200, PAGE.encode())
        else:
            self._answer(404, b"<h1>no</h1>")

    def _answer(self, code: int, body: bytes, *, type: str = "text/html", **headers: str) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": type, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    handler = type("Site", (_Site,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
    assert all("/css" not in path and "favicon" not in path for path in handler.asked)


def test_a_page_is_read_and_its_address_is_its_source(site: str) -> None:
    address = f"{site}/zwgk/政府工作报告.html?年=2024#正文"
    (source,) = sources(address)
    document = read_source(source)
    assert document.text == TEXT.rstrip("\n")
    assert (document.title, document.source) == (TITLE, address)
    assert document.id.startswith("政府工作报告-")


@pytest.mark.parametrize("path", ["/gzip", "/gbk", "/to/%2Fa.html", "/pdf"])
def test_codings_charsets_redirects_and_other_formats(site: str, path: str) -> None:
    assert read(site + path).text.splitlines()[:5] == list(LINES[:5])


def test_the_charset_of_the_header_counts(site: str) -> None:
    assert "政府工作報告。" in read(f"{site}/big5").text


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/none", "the server answers 404 Not Found"),
        ("/loop", "the server answers 302"),
        ("/to/file:///etc/passwd", "302|no web page"),
        ("/to/ftp://127.0.0.1/a", "no web page"),
        ("/bomb", "more than the 67,108,864 bytes"),
        ("/broken", "a broken answer"),
        ("/cut", "broke off"),
    ],
)
def test_what_goes_wrong_is_one_line(site: str, path: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(site + path)
    assert "\n" not in str(caught.value)


def test_a_server_that_drips_is_given_up(site: str) -> None:
    with pytest.raises(InputError, match=r"no whole answer in 0\.3 seconds"):
        fetch(f"{site}/drip", seconds=0.3)


def test_nobody_listens() -> None:
    with pytest.raises(InputError, match="nothing listens there"):
        fetch("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://", "not a web address"),
        ("https://:443/a", "not a web address"),
        ("http://user:secret@example.org/", "a user or a password"),
        ("http://example.org:99999/", "not a web address"),
    ],
)
def test_what_is_no_address_of_a_page(address: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(address)
    assert "secret" not in str(caught.value)


def test_a_public_address_may_not_lead_on_to_a_private_one(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address that the user typed is here taken for a public one."""
    monkeypatch.setattr(module, "is_private", lambda url: "/to/" not in url)
    with pytest.raises(InputError, match="an address of a private network"):
        read(f"{site}/to/%2Fa.html")


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("http://127.0.0.1/", True),
        ("http://[::1]:8080/", True),
        ("http://10.1.2.3/", True),
        ("http://169.254.169.254/latest/meta-data", True),
        ("http://8.8.8.8/", False),
    ],
)
def test_which_addresses_are_private(address: str, private: bool) -> None:
    assert is_private(address) is private
