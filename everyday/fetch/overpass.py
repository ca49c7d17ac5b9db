"""Streets of a small place from Overpass, on request: within what a public server takes, and no answer that was cut."""

from __future__ import annotations

import math

from everyday.atlas import replace_bytes
from everyday.fetch.asking import Asker
from everyday.fetch.state import Done, now_text
from everyday.fetch.work import Work
from geo.errors import FetchError

__all__ = ["fetch_small"]

KEY = "streets"


def fetch_small(work: Work) -> None:
    """Fetch what OpenStreetMap has in the box of a small town and add it.

    Raises:
        FetchError: the town is too large for it, or the server cut its answer short or gave none.
        InputError: it cannot be used.
    """
    told = work.sources[KEY]
    if work.is_fresh(KEY, float(told["fresh_days"])):
        return work.report(KEY, told["title"], "unchanged", work.state.done[KEY])
    west, south, east, north = work.box(float(told["overpass_margin_km"]))
    size_km2 = (north - south) * 111.2 * (east - west) * 111.2 * math.cos(math.radians((north + south) / 2))
    if size_km2 > float(told["overpass_most_km2"]):
        raise FetchError(
            f"{work.town.name} with {told['overpass_margin_km']:.0f} km round it is {size_km2:,.0f} km².",
            needed=f"Needed: at most {told['overpass_most_km2']:.0f} km², so that a public server is not misused.",
            do="Fetch without --overpass: extracts are made for that.",
        )
    box = f"{south:.6f},{west:.6f},{north:.6f},{east:.6f}"
    query = f"[out:xml][timeout:180][bbox:{box}];(way;node;rel[type=multipolygon];);(._;>;);out meta;"
    polite = {**work.sources["polite"], "pause_s": told["overpass_pause_s"]}
    asker = Asker(polite, stop=work.asker.stop, sleep=work.asker.sleep)
    text = asker.text(told["overpass"], frozenset(told["overpass_hosts"]), {"data": query})
    work.asker.asked += asker.asked
    _check_whole(text)
    path = work.beside / "streets.osm"
    replace_bytes(path, text.encode())
    _report, sha256 = work.add("osm", path, licence=told["licence"], attribution=told["attribution"])
    path.unlink()
    words = f"From Overpass, with {told['overpass_margin_km']:.0f} km round the town."
    done = Done(words, now_text()[:10], sha256, told["licence"], told["overpass"], now_text(), "", len(text), (sha256,))
    work.finish(KEY, told["title"], done)
    return None


def _check_whole(text: str) -> None:
    """Refuse an answer that a remark says is cut, or that ends before its end.

    Raises:
        FetchError: it is no whole answer.
    """
    if "<osm" not in text[:600] or "<remark>" in text or not text.rstrip().endswith("</osm>"):
        start = text.find("<remark>")
        said = text[start + 8 : start + 160].split("</remark>")[0].strip() if start >= 0 else text[:80].strip()
        raise FetchError(f"Overpass did not give a whole answer: {said}", do="Nothing was kept of it. Try again later.")
    if "<way" not in text:
        raise FetchError("Overpass has no way there.", do="Nothing was kept of it.")
