"""Streets and places: the smallest extracts that cover the town, checked by their md5, cut and made one file."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from everyday.disk import held_name
from everyday.fetch.state import Done, now_text
from everyday.fetch.work import Work
from geo.errors import FetchError
from geo.sources import ExtractOffered, choose_extracts

__all__ = ["fetch_streets"]

KEY = "streets"
_TRIES = 2


def fetch_streets(work: Work) -> None:
    """Fetch extracts and add what they have of the town with its margin.

    Raises:
        FetchError: the service does not give them, or not whole.
        InputError: they cannot be used.
    """
    told = work.sources[KEY]
    if work.is_fresh(KEY, float(told["fresh_days"])):
        return work.report(KEY, told["title"], "unchanged", work.state.done[KEY])
    from geo.osm.cropping import crop_osm

    hosts = work.sources.hosts(KEY)
    index = work.asker.json(told["index"], hosts)
    chosen = choose_extracts(index, work.ground())
    sums = [_md5(work, one) for one in chosen]
    version = " ".join(f"{one.id} {md5}" for one, md5 in zip(chosen, sums, strict=True))
    if work.same(KEY, version):
        return work.report(KEY, told["title"], "unchanged", work.state.done[KEY])
    paths, addresses = [], []
    for one, md5 in zip(chosen, sums, strict=True):
        path, address = _extract(work, one, md5)
        paths.append(path)
        addresses.append(address)
    with held_name(work.beside, "streets") as folder:
        target = folder / "streets.osm.pbf"
        cropped = crop_osm(
            paths, work.box(), target, progress=lambda _step, share: work.tell(KEY, round(share * 100), 100)
        )
        _report, sha256 = work.add("osm", target, licence=told["licence"], attribution=told["attribution"])
    size = sum(path.stat().st_size for path in paths)
    for path in paths:
        work.forget_download(path.name)
    names = ", ".join(_file_name(address) for address in addresses)
    words = f"{cropped.ways_n:,} ways from {names}, cut to the town and {work.sources.margin_km:.0f} km round it."
    if cropped.differing_n:
        words += f" {cropped.differing_n:,} objects differed between them; the newer ones are kept."
    done = Done(words, cropped.date, sha256, told["licence"], " ".join(addresses), now_text(), version, size, (sha256,))
    work.finish(KEY, told["title"], done)


def _file_name(address: str) -> str:
    return address.rsplit("/", 1)[-1]


def _md5(work: Work, one: ExtractOffered) -> str:
    text = work.asker.text(f"{one.address}.md5", work.sources.hosts(KEY))
    found = re.match(r"\s*([0-9a-f]{32})\b", text)
    if not found:
        raise FetchError(f"The checksum of {_file_name(one.address)} is none.", do="Try again later.")
    return found[1]


def _extract(work: Work, one: ExtractOffered, md5: str) -> tuple[Path, str]:
    """An extract that is what its checksum says; asked for once more where a new one came out meanwhile."""
    for _ in range(_TRIES):
        got = work.download(KEY, one.address, work.sources.hosts(KEY), f"{one.id.replace('/', '-')}.osm.pbf")
        with open(got.path, "rb") as stream:
            if hashlib.file_digest(stream, "md5").hexdigest() == md5:
                return got.path, got.address
        work.forget_download(got.path.name)
        md5 = _md5(work, one)
    raise FetchError(
        f"{_file_name(one.address)} is not what its checksum says.", do="It was not kept. Try again later."
    )
