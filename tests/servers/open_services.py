"""A server on this computer that answers as the open services do: ONS, Nomis, Geofabrik, BODS, NaPTAN and others.

An address ``https://HOST/path`` of ``sources.toml`` becomes ``http://127.0.0.1:PORT/HOST/path``, so that one server
stands for all hosts. Every request is written down. ``faults`` says what goes wrong: a part of the address, and what
happens to the requests that hold it, one after the other (the last one for ever if it is the only one left).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import threading
import time
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import shapely
import tomlkit
from shapely.geometry import shape

from tests import ROOT

MOST_ROWS = 25_000
HTML = b"<!DOCTYPE html><html><head><title>Moved</title></head><body>This page has moved.</body></html>"


@dataclass
class Answer:
    """One answer: ``cut`` sends only so many bytes of those it states."""

    status: int = 200
    body: bytes = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    wait_s: float = 0.0
    states_length: bool = True


@dataclass
class Services:
    """What the services hold.

    Attributes:
        layers: GeoJSON features of each feature service by its name.
        items: of the catalogue.
        counts: people by code.
        elements: of OpenStreetMap, as Overpass has them.
        places: as Nominatim has them.
        files: content by address without the scheme, such as ``download.geofabrik.de/europe/x.osm.pbf``.
        page: rows a page of a feature service.
        faults: (part of the address, answers in turn; None in their place for the right one).
        asked: every request: address without the scheme, with its query.
    """

    layers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    index: list[dict[str, Any]] = field(default_factory=list)
    elements: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)
    page: int = 2000
    empty_pages: int = 0
    faults: list[tuple[str, list[Answer | None]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    address: str = ""

    def here(self, address: str) -> str:
        """An address of the world as this server has it."""
        return address.replace("https://", f"{self.address}/").replace("http://127.0.0.1", "http://127.0.0.1")

    def answer(self, path: str, query: dict[str, str], headers: dict[str, str]) -> Answer:
        """What a request is answered."""
        for part, answers in self.faults:
            if part in path and answers:
                fault = answers[0] if len(answers) == 1 else answers.pop(0)
                if fault is not None:
                    return fault
                break
        return self._right(path, query, headers)

    def _right(self, path: str, query: dict[str, str], headers: dict[str, str]) -> Answer:
        if path in self.redirects:
            return Answer(302, headers={"Location": self.here(f"https://{self.redirects[path]}")})
        if path in self.files:
            return _file(self.files[path], headers, has_ranges="geofabrik" in path)
        if path == "www.arcgis.com/sharing/rest/search":
            return self._catalogue(query)
        if found := re.match(r"services1\.arcgis\.com/.*/services/([^/]+)/FeatureServer/0/query$", path):
            return self._features(found[1], query)
        if path.startswith("www.nomisweb.co.uk/api/"):
            return self._counts(query)
        if path == "nominatim.openstreetmap.org/search":
            found = [one for one in self.places if query.get("q", "").lower() in one["name"].lower()]
            return Answer(body=json.dumps(found[: int(query.get("limit", "10"))]).encode())
        if path == "overpass-api.de/api/interpreter":
            return self._overpass(query.get("data", ""))
        if path == "download.geofabrik.de/index-v1.json":
            text = json.dumps({"type": "FeatureCollection", "features": self.index})
            return Answer(body=text.replace("https://", f"{self.address}/").encode())
        return Answer(404, HTML, "text/html")

    def _catalogue(self, query: dict[str, str]) -> Answer:
        start, number = int(query.get("start", "1")), int(query.get("num", "10"))
        part = self.items[start - 1 : start - 1 + number]
        after = start + number if start - 1 + number < len(self.items) else -1
        text = json.dumps({"total": len(self.items), "results": part, "nextStart": after})
        return Answer(body=text.replace("https://", f"{self.address}/").encode())

    def _features(self, name: str, query: dict[str, str]) -> Answer:
        if name not in self.layers:
            return Answer(body=json.dumps({"error": {"code": 400, "message": "Invalid URL", "details": []}}).encode())
        rows = [row for row in self.layers[name] if _fits(row, query)]
        if query.get("returnCountOnly") == "true":
            return Answer(body=json.dumps({"count": len(rows)}).encode())
        start = int(query.get("resultOffset", "0"))
        number = min(int(query.get("resultRecordCount", str(self.page))), self.page)
        if self.empty_pages:
            self.empty_pages -= 1
            number = 0
        part = rows[start : start + number]
        wanted = query["outFields"].split(",")
        features = [
            {
                "type": "Feature",
                "properties": {key: row["properties"][key] for key in wanted if key in row["properties"]},
                "geometry": row["geometry"] if query.get("returnGeometry") == "true" else None,
            }
            for row in part
        ]
        more = {"properties": {"exceededTransferLimit": True}} if start + number < len(rows) else {}
        return Answer(body=json.dumps({"type": "FeatureCollection", "features": features, **more}).encode())

    def _overpass(self, question: str) -> Answer:
        """What has a key that is asked for, with the nodes and ways that it is made of."""
        if not question.startswith("[out:json][timeout:"):
            return Answer(400, HTML, "text/html")
        keys = set(re.findall(r"(?:node|way|relation)\['(\w+)'\]", question))
        wanted = {(one["type"], one["id"]) for one in self.elements if keys & set(one.get("tags", {}))}
        for kind in ("relation", "way"):
            for one in self.elements:
                if one["type"] == kind and (kind, one["id"]) in wanted:
                    wanted |= {("node", ref) for ref in one.get("nodes", ())}
                    wanted |= {(member["type"], member["ref"]) for member in one.get("members", ())}
        kept = [one for one in self.elements if (one["type"], one["id"]) in wanted]
        told = {"version": 0.6, "osm3s": {"timestamp_osm_base": "2026-11-27T20:00:00Z"}, "elements": kept}
        return Answer(body=json.dumps(told).encode())

    def _counts(self, query: dict[str, str]) -> Answer:
        codes = query["geography"].split(",")
        if len(codes) > 140:
            return Answer(404, HTML, "text/html")
        rows = [(code, self.counts[code]) for code in codes if code in self.counts]
        if "c2021_restype_3" not in query:
            rows = [row for row in rows for _ in range(3)]
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["GEOGRAPHY_CODE", "OBS_VALUE", "RECORD_COUNT"])
        writer.writerows([code, value, len(rows)] for code, value in rows[:MOST_ROWS])
        return Answer(body=text.getvalue().encode(), kind="text/csv")


def _file(content: bytes, headers: dict[str, str], *, has_ranges: bool) -> Answer:
    tag = f'"{hashlib.md5(content).hexdigest()}"'
    found = re.match(r"bytes=(\d+)-$", headers.get("range", ""))
    if has_ranges and found and headers.get("if-range", tag) == tag:
        if int(found[1]) >= len(content):
            return Answer(416)
        return Answer(206, content[int(found[1]) :], "application/octet-stream", {"ETag": tag})
    return Answer(
        body=content, kind="application/octet-stream", headers={"ETag": tag} if has_ranges else {},
        states_length=has_ranges,
    )  # fmt: skip


def _fits(row: dict[str, Any], query: dict[str, str]) -> bool:
    where = re.match(r"(\w+)='(\w+)'$", query.get("where", "1=1")) or re.match(
        r"(\w+)=('?\w+'?)$", query.get("where", "1=1")
    )
    if where and where[1] != "1" and str(row["properties"].get(where[1])) != where[2].strip("'"):
        return False
    if "geometry" in query:
        edges = [float(edge) for edge in query["geometry"].split(",")]
        asked = shapely.box(*edges) if len(edges) == 4 else shapely.Point(*edges)
        return bool(shape(row["geometry"]).intersects(asked))
    return True


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    services: Services

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode())

    def do_GET(self) -> None:
        self._answer("")

    def _answer(self, form: str) -> None:
        parts = urlsplit(self.path)
        path = parts.path.lstrip("/")
        query = {key: values[0] for key, values in parse_qs(form or parts.query).items()}
        self.services.asked.append(f"{path}?{parts.query}" if parts.query else path)
        self.services.agents.add(self.headers.get("User-Agent", ""))
        answer = self.services.answer(path, query, {key.lower(): value for key, value in self.headers.items()})
        time.sleep(answer.wait_s)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.kind)
        for key, value in answer.headers.items():
            self.send_header(key, value)
        body = answer.body if answer.cut is None else answer.body[: answer.cut]
        if answer.states_length:
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(body)
        else:  # in chunks, as one that streams does
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for start in range(0, len(body), 1 << 16):
                part = body[start : start + (1 << 16)]
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
            if answer.cut is None:
                self.wfile.write(b"0\r\n\r\n")
        if answer.cut is not None:
            self.wfile.flush()
            self.close_connection = True

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def serving(services: Services, folder: Path) -> Iterator[Path]:
    """Serve; yields a file of sources that leads every address here."""
    handler = type("Handler", (_Handler,), {"services": services})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    services.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield _sources(services, folder)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _sources(services: Services, folder: Path) -> Path:
    """The product's own list with every address turned to this server."""
    own = tomllib.loads((ROOT / "everyday/fetch/sources.toml").read_text(encoding="utf-8"))
    netloc = services.address.removeprefix("http://")

    def turned(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: turned(one, name) for name, one in value.items()}
        if key.endswith("hosts"):
            return [netloc]
        if isinstance(value, list):
            return [turned(one) for one in value]
        return services.here(value) if isinstance(value, str) and value.startswith("https://") else value

    tables = turned(own)
    tables["polite"] |= {"read_s": 5.0, "connect_s": 2.0, "pause_s": 0.01}
    if f"wimd.test/{WIMD_FILE}" in services.files:
        tables["deprivation"]["Wales"]["address"] = f"{services.address}/wimd.test/{WIMD_FILE}"
    path = folder / "sources.toml"
    path.write_text(tomlkit.dumps(tables), encoding="utf-8")
    return path


WIMD_FILE = "wimd-2025.csv"


def catalogue_items(*services: tuple[str, str]) -> list[dict[str, Any]]:
    """Items of the catalogue: each product three times under one title, one of them the Feature Service."""
    found = []
    for number, (title, name) in enumerate(services):
        base = f"https://services1.arcgis.com/ESMARspQHYMw9BZ9/arcgis/rest/services/{name}"
        for kind, url in (
            ("Map Service", f"{base}/MapServer"),
            ("Feature Service", f"{base}/FeatureServer"),
            ("WFS", f"{base}/WFSServer"),
        ):
            found.append({"title": title, "type": kind, "url": url, "modified": 1_780_000_000_000 + number})
    return found


def shifted_timetable(content: bytes, weeks: int) -> bytes:
    """A timetable moved by whole weeks, so that it runs today."""

    def later(text: str) -> str:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:])) + timedelta(weeks=weeks)
        return day.strftime("%Y%m%d")

    made = io.BytesIO()
    moved = zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with zipfile.ZipFile(io.BytesIO(content)) as old, moved as new:
        for name in old.namelist():
            text = old.read(name)
            if name in ("calendar.txt", "calendar_dates.txt", "feed_info.txt"):
                dated = re.sub(r"(?<![\d_])(20\d{6})(?![\d_])", lambda found: later(found[1]), text.decode())
                text = dated.encode()
            new.writestr(name, text)
    return made.getvalue()


Make = Callable[[Path], Services]
