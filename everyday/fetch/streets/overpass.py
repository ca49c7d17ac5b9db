"""Streets of a small place from Overpass, through osmnx: it puts the question, and is given only a whole answer.

osmnx 2.1 knows the language of Overpass, and takes a cut answer, or the body of an error, for a smaller town; it waits
55 s and asks again for ever, keeps what it was given in a cache, lets a public DNS service look names up, and replaces
``socket.getaddrinfo`` for the whole process. So each answer goes through ``Asker.through`` first, osmnx's own cache,
waiting and looking up are off, and what it changed is put back. Its table of features is not made (its setting
``cache_only_mode``): it would drop the nodes of crossings and gates that are no place, and the ids that joins go by.
"""

from __future__ import annotations

import math
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from everyday.fetch.asking import USER_AGENT, Asker, Hook, no_passwords
from everyday.fetch.state import Done, now_text
from everyday.fetch.work import Box, Work
from geo.errors import FetchError
from geo.sources import check_overpass, write_overpass

__all__ = ["fetch_small"]

KEY = "streets"
_END = "/interpreter"
_ONE = threading.Lock()
"""Settings of osmnx count for the whole process."""


def fetch_small(work: Work) -> None:
    """Fetch what OpenStreetMap has in the box of a small town and add it.

    Raises:
        FetchError: the town is too large for it, or the server cut its answer short or gave none.
        InputError: it cannot be used.
    """
    told = work.sources[KEY]
    if work.is_fresh(KEY, float(told["fresh_days"])):
        return work.report(KEY, told["title"], "unchanged", work.state.done[KEY])
    box, margin_km = work.box(float(told["overpass_margin_km"])), float(told["overpass_margin_km"])
    if (size_km2 := _size_km2(box)) > float(told["overpass_most_km2"]):
        raise FetchError(
            f"{work.town.name} with {margin_km:.0f} km round it is {size_km2:,.0f} km².",
            needed=f"Needed: at most {told['overpass_most_km2']:.0f} km², so that a public server is not misused.",
            do="Fetch without --overpass: extracts are made for that.",
        )
    west, south, east, north = (float(edge) for edge in work.outline.bounds)
    answer = _ask(work, told, box, (west, south, east, north))
    path = work.beside / "streets.osm.pbf"
    stamp = write_overpass(answer, box, path)
    _report, sha256 = work.add("osm", path, licence=told["licence"], attribution=told["attribution"])
    size = path.stat().st_size
    path.unlink()
    ways_n = sum(one["type"] == "way" for one in answer["elements"])
    words = f"{ways_n:,} ways from Overpass, with {margin_km:.0f} km round the town."
    done = Done(
        words, stamp[:10], sha256, told["licence"], told["overpass"], now_text(), "", size, (sha256,)
    )  # fmt: skip
    work.finish(KEY, told["title"], done)
    return None


def _size_km2(box: Box) -> float:
    west, south, east, north = box
    return (north - south) * 111.2 * (east - west) * 111.2 * math.cos(math.radians((north + south) / 2))


def _ask(work: Work, told: dict[str, Any], box: Box, town: Box) -> dict[str, Any]:
    """The answer for a box: one request, at least half a minute between two tries."""
    import shapely

    from geo.osm import keys_read

    address = str(told["overpass"])
    polite = {**work.sources["polite"], "pause_s": told["overpass_pause_s"], "file_s": told["overpass_file_s"]}
    asker = Asker(polite, stop=work.asker.stop, sleep=work.asker.sleep)
    tags: dict[str, Any] = dict.fromkeys(keys_read(work.atlas().config.place_kinds.tag_keys), True)
    ground = shapely.box(*box)

    def ask(hook: Hook) -> None:
        import osmnx

        with _own_settings(address, int(told["overpass_timeout_s"]), hook), suppress(InterruptedError):
            osmnx.features.features_from_polygon(ground, tags)

    hosts = frozenset(told["overpass_hosts"])
    try:
        answer: dict[str, Any] = asker.through(ask, address, hosts, lambda content: check_overpass(content, town))
    finally:
        work.asker.asked += asker.asked
    return answer


@contextmanager
def _own_settings(address: str, timeout_s: int, hook: Hook) -> Iterator[None]:
    """osmnx with our guards; its settings and the way names are looked up are put back afterwards."""
    import osmnx

    ours: dict[str, Any] = {
        "overpass_url": address.removesuffix(_END),
        "overpass_rate_limit": False,
        "use_cache": False,
        "cache_folder": Path("nowhere"),
        "cache_only_mode": True,
        "doh_url_template": None,
        "http_user_agent": USER_AGENT,
        "http_referer": "",
        "requests_timeout": timeout_s,
        "requests_kwargs": {
            "hooks": {"response": hook},
            "stream": True,
            "allow_redirects": False,
            "auth": no_passwords,
        },
    }
    with _ONE:
        before = {name: getattr(osmnx.settings, name) for name in ours}
        looked_up = socket.getaddrinfo
        try:
            for name, value in ours.items():
                setattr(osmnx.settings, name, value)
            yield
        finally:
            socket.getaddrinfo = looked_up
            for name, value in before.items():
                setattr(osmnx.settings, name, value)
