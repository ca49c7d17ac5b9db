"""Asking open services politely: one request at a time, by name, within time, and only those hosts that are listed.

What comes is looked at before it is believed: the status, whether all of it came, whether it is what was asked for and
not a page of HTML. A large file goes to a ``.part`` beside its place and takes that place when it is whole; where the
service says which version a part is of, it is gone on with.
"""

from __future__ import annotations

import email.utils
import hashlib
import importlib.metadata
import io
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from geo.errors import CancelledError, FetchError

__all__ = ["USER_AGENT", "Asker", "Got", "Hook", "no_passwords"]

USER_AGENT = (
    f"EverydayAtlas/{importlib.metadata.version('everyday-atlas')} (town planning; asks once and keeps the answer)"
)
_MOST_REDIRECTS = 5
_MOST_ANSWER_BYTES = 96 * 1024**2
_REDIRECTS = {301, 302, 303, 307, 308}
_BLOCK = 1 << 18

Told = Callable[[int, int | None], None]
Hook = Callable[..., requests.Response]


@dataclass(frozen=True)
class Got:
    """A file that came whole: the address it came from in the end, its size, fingerprint and day."""

    path: Path
    address: str
    size: int
    sha256: str
    modified: str = ""


class Asker:
    """Asks services; counts what it asked of whom.

    Args:
        polite: the table ``[polite]`` of the sources.
        stop: true when somebody wants to stop; looked at before each request and between two parts of a file.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        polite: Mapping[str, Any],
        *,
        stop: Callable[[], bool] | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._polite, self.stop, self.sleep = polite, stop or (lambda: False), sleep
        self._session = requests.Session()
        self._session.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, identity"})
        self._session.auth = no_passwords
        self.asked: Counter[str] = Counter()

    def json(self, url: str, hosts: Collection[str], params: Mapping[str, str] | None = None) -> Any:
        """An answer in JSON.

        Raises:
            FetchError: the service did not give it; the words say what came instead.
            CancelledError: somebody asked to stop.
        """
        content, address = self._small(url, hosts, params)
        try:
            return json.loads(content)
        except ValueError as error:
            raise FetchError(
                f"{_host(address)} gave {_what(content)} instead of JSON.",
                needed="Needed: an answer in JSON.",
                do="Try again later; if it stays so, the address has moved: see sources.toml.",
            ) from error

    def text(self, url: str, hosts: Collection[str], params: Mapping[str, str] | None = None) -> str:
        """An answer in plain text, such as CSV.

        Raises:
            FetchError: the service did not give it; the words say what came instead.
            CancelledError: somebody asked to stop.
        """
        content, address = self._small(url, hosts, params)
        if _is_html(content):
            raise FetchError(
                f"{_host(address)} gave a page of HTML instead of a table.",
                do="The address has moved or is closed: see sources.toml.",
            )
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", errors="replace")

    def file(
        self,
        url: str,
        hosts: Collection[str],
        target: Path,
        *,
        params: Mapping[str, str] | None = None,
        told: Told | None = None,
    ) -> Got:
        """A file, whole, at ``target``; what was there before stays until then.

        Raises:
            FetchError: it did not come, or not whole, or is a page of HTML.
            CancelledError: somebody asked to stop; the part that came is gone on with the next time where it can be.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        part, told_of = target.with_name(f"{target.name}.part"), target.with_name(f"{target.name}.part.json")
        return self._again(lambda: self._download(url, hosts, target, part, told_of, params, told), url)

    def through(
        self, ask: Callable[[Hook], None], url: str, hosts: Collection[str], check: Callable[[bytes], Any]
    ) -> Any:
        """What another library asks for in its own words, under the same guards, and checked before it sees it.

        Args:
            ask: lets the library send one request with this hook for answers of ``requests``.
            url: where it will ask.
            hosts: those that may be asked.
            check: makes of the body what is returned here, or raises FetchError.

        Raises:
            FetchError: the service did not give it, or the library asked more than once or elsewhere.
            CancelledError: somebody asked to stop.
        """
        return self._again(lambda: self._ask_through(ask, url, hosts, check), url)

    def _ask_through(
        self, ask: Callable[[Hook], None], url: str, hosts: Collection[str], check: Callable[[bytes], Any]
    ) -> Any:
        self._may_ask(url, hosts)
        taken: list[Any] = []

        def hook(answer: requests.Response, *_args: object, **_how: object) -> requests.Response:
            asked = urlsplit(answer.url)
            if taken or asked.netloc != urlsplit(url).netloc or answer.status_code in _REDIRECTS:
                answer.close()
                raise FetchError(
                    f"{asked.netloc} was asked more than once, or sends elsewhere.", do="Nothing was kept."
                )
            self._checked(answer)
            content = self._whole(answer)
            taken.append(check(content))
            return _replayed(answer, content)

        self.asked[urlsplit(url).netloc] += 1
        try:
            ask(hook)
        except requests.exceptions.ConnectionError as error:
            raise _MayPassError(_unreachable(_host(url), error)) from error
        except requests.exceptions.Timeout as error:
            raise _MayPassError(_too_slow(_host(url))) from error
        return taken[0]

    def _small(self, url: str, hosts: Collection[str], params: Mapping[str, str] | None) -> tuple[bytes, str]:
        return self._again(lambda: self._read(url, hosts, params), url)

    def _again(self, work: Callable[[], Any], url: str) -> Any:
        """Try a few times what may pass: a busy service, a broken line."""
        tries = int(self._polite["tries"])
        for number in range(1, tries + 1):
            try:
                return work()
            except _MayPassError as passing:
                if number == tries:
                    raise passing.final from passing
                self._wait(passing.wait_s or float(self._polite["pause_s"]) * 4 ** (number - 1))
        raise FetchError(f"{_host(url)} was not asked.")

    def _wait(self, seconds: float) -> None:
        """Wait, in steps of a second, so that one can stop meanwhile."""
        while seconds > 0:
            self._look_up()
            self.sleep(min(seconds, 1.0))
            seconds -= 1.0

    def _look_up(self) -> None:
        if self.stop():
            raise CancelledError("Stopped. What was fetched is kept, and the same command goes on from here.")

    def _may_ask(self, url: str, hosts: Collection[str]) -> None:
        self._look_up()
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or parts.netloc not in hosts:
            raise FetchError(
                f"The address leads to {parts.netloc or url}, which is not listed for this source.",
                needed=f"Needed: {', '.join(sorted(hosts))}.",
                do="Nothing was asked there. If it is right, add the host to the file of sources.",
            )

    def _open(
        self, url: str, hosts: Collection[str], params: Mapping[str, str] | None, headers: Mapping[str, str]
    ) -> requests.Response:
        """The answer, after redirects to hosts that are listed; its body not yet read."""
        for _ in range(_MOST_REDIRECTS):
            self._may_ask(url, hosts)
            parts = urlsplit(url)
            self.asked[parts.netloc] += 1
            try:
                answer = self._session.get(
                    url, params=params, headers=headers, stream=True, allow_redirects=False,
                    timeout=(float(self._polite["connect_s"]), float(self._polite["read_s"])),
                )  # fmt: skip
            except requests.exceptions.ConnectionError as error:
                raise _MayPassError(_unreachable(parts.netloc, error)) from error
            except requests.exceptions.Timeout as error:
                raise _MayPassError(_too_slow(parts.netloc)) from error
            if answer.status_code not in _REDIRECTS:
                return answer
            url, params = urljoin(answer.url, answer.headers.get("Location", "")), None
            answer.close()
        raise FetchError(f"{_host(url)} sends from one address to the next without an end.")

    def _checked(self, answer: requests.Response) -> None:
        status, host = answer.status_code, _host(answer.url)
        if status in (200, 206):
            return
        answer.close()
        if status == 429 or (status == 503 and "Retry-After" in answer.headers):
            wait_s = _retry_after_s(answer.headers.get("Retry-After", ""))
            final = FetchError(f"{host} asks to wait (429): it is asked too often.", do="Try again in an hour.")
            if wait_s > float(self._polite["longest_pause_s"]):
                raise FetchError(
                    f"{host} asks to wait {wait_s / 60:,.0f} minutes (429).",
                    do="Try again after that; the rest is kept.",
                )
            raise _MayPassError(final, max(wait_s, float(self._polite["pause_s"])))
        if status >= 500:
            raise _MayPassError(FetchError(f"{host} has a fault of its own ({status}).", do="Try again later."))
        raise FetchError(
            f"{host} refuses the request ({status}) for {answer.url[:200]}.",
            do="The address may have moved: see sources.toml.",
        )

    def _read(self, url: str, hosts: Collection[str], params: Mapping[str, str] | None) -> tuple[bytes, str]:
        answer = self._open(url, hosts, params, {})
        self._checked(answer)
        return self._whole(answer), answer.url

    def _whole(self, answer: requests.Response) -> bytes:
        content = bytearray()
        for block in self._blocks(answer):
            content += block
            if len(content) > _MOST_ANSWER_BYTES:
                answer.close()
                raise FetchError(
                    f"{_host(answer.url)} gives more than {_MOST_ANSWER_BYTES >> 20} MB where a table was asked for."
                )
        return bytes(content)

    def _blocks(self, answer: requests.Response) -> Any:
        """The body in parts, all of it or :class:`_MayPassError`; within the time for one file."""
        until = time.monotonic() + float(self._polite["file_s"])
        host = _host(answer.url)
        try:
            for block in answer.iter_content(_BLOCK):
                self._look_up()
                if time.monotonic() > until:
                    raise FetchError(f"{host} is too slow: one file took over {float(self._polite['file_s']):.0f} s.")
                yield block
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError) as error:
            raise _MayPassError(
                FetchError(f"{host} broke off in the middle: only a part came.", do="Try again; nothing half is kept.")
            ) from error
        except requests.exceptions.ConnectionError as error:
            raise _MayPassError(_too_slow(host)) from error
        finally:
            answer.close()

    def _download(
        self,
        url: str,
        hosts: Collection[str],
        target: Path,
        part: Path,
        told_of: Path,
        params: Mapping[str, str] | None,
        told: Told | None,
    ) -> Got:
        version, headers = _version_of_part(part, told_of), {}
        if version:
            headers = {"Range": f"bytes={part.stat().st_size}-", "If-Range": version, "Accept-Encoding": "identity"}
        answer = self._open(url, hosts, params, headers)
        if answer.status_code == 416:  # what is there is no part of what is offered
            answer.close()
            part.unlink(missing_ok=True)
            answer = self._open(url, hosts, params, {})
        self._checked(answer)
        is_going_on = answer.status_code == 206
        told_of.write_text(json.dumps({"version": _strong_version(answer)}), encoding="utf-8")
        have = part.stat().st_size if is_going_on else 0
        length = answer.headers.get("Content-Length", "")
        total = have + int(length) if length.isdigit() and not answer.headers.get("Content-Encoding") else None
        with open(part, "ab" if is_going_on else "wb") as sink:
            for block in self._blocks(answer):
                if have == 0 and _is_html(block):
                    sink.close()
                    _forget(part, told_of)
                    raise FetchError(
                        f"{_host(answer.url)} gave a page of HTML instead of a file.",
                        do="The address has moved or asks for a sign-in: see sources.toml.",
                    )
                sink.write(block)
                have += len(block)
                if told:
                    told(have, total)
            sink.flush()
            os.fsync(sink.fileno())
        os.replace(part, target)
        _forget(part, told_of)
        return Got(target, answer.url, have, _sha256(target), _day(answer.headers.get("Last-Modified", "")))


class _MayPassError(Exception):
    """A fault that may be gone at the next try; ``final`` is what is said when it is not."""

    def __init__(self, final: FetchError, wait_s: float = 0.0) -> None:
        super().__init__(str(final))
        self.final, self.wait_s = final, wait_s


def _replayed(answer: requests.Response, content: bytes) -> requests.Response:
    """An answer with a body that was read already."""
    again = requests.Response()
    again.status_code, again.reason, again.url = answer.status_code, answer.reason, answer.url
    again.encoding, again.raw = "utf-8", io.BytesIO(content)
    return again


def no_passwords(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Nothing of a ``.netrc`` goes out."""
    return request


def _forget(*paths: Path) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _version_of_part(part: Path, told_of: Path) -> str:
    """The version that a part is of; empty where it cannot be gone on with."""
    if not (part.is_file() and part.stat().st_size and told_of.is_file()):
        return ""
    try:
        return str(json.loads(told_of.read_text(encoding="utf-8")).get("version", ""))
    except (ValueError, AttributeError):
        return ""


def _strong_version(answer: requests.Response) -> str:
    """What tells one version of a file from the next: a strong ETag; without one a part is not gone on with."""
    tag = answer.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") and not answer.headers.get("Content-Encoding") else ""


def _host(address: str) -> str:
    return urlsplit(address).netloc or address


def _is_html(content: bytes) -> bool:
    start = content[:600].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<") and b"<html" in start)


def _what(content: bytes) -> str:
    if _is_html(content):
        return "a page of HTML"
    return "nothing" if not content.strip() else f"“{content[:60].decode('utf-8', 'replace').strip()}”"


def _retry_after_s(text: str) -> float:
    """Seconds of a Retry-After, which is a number or a date; 0 where it says neither."""
    if text.strip().isdigit():
        return float(text)
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _day(header: str) -> str:
    try:
        return email.utils.parsedate_to_datetime(header).date().isoformat()
    except (TypeError, ValueError):
        return ""


def _unreachable(host: str, error: Exception) -> FetchError:
    if "refused" in str(error).lower():
        return FetchError(
            f"{host} refuses the connection: this address is blocked there, or the service is down.",
            do="Wait, and do not ask elsewhere in its stead.",
        )
    return FetchError(f"{host} cannot be reached.", do="Check the line, and try again.")


def _too_slow(host: str) -> FetchError:
    return FetchError(f"{host} does not answer in time.", do="Try again later.")


def _sha256(path: Path) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
