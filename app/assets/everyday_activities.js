/* Community activities as marks: a star each, filled where it is known to run, dashed where nobody has confirmed it. */
"use strict";

window.everydayActivities = (function () {
  const E5 = 1e-5, SIDE = 22, STEP = 24, NEAR = 14;
  let shown = null;

  function classOf(isFaded) { return isFaded ? "ea-activity ea-activity-faded" : "ea-activity"; }

  function star() {
    const words = document.createElement("span");
    words.textContent = "★";
    return words;
  }

  /* Several at one place stand beside each other. */
  function add(content, map) {
    const group = L.layerGroup(), here = new Map();
    content.across = content.names.map((_, row) => {
      const spot = content.at[2 * row] + " " + content.at[2 * row + 1], before = here.get(spot) || 0;
      here.set(spot, before + 1);
      return STEP * before;
    });
    content.names.forEach((_, row) => {
      const icon = L.divIcon({
        className: classOf(content.is_faded[row]), html: star(), iconSize: [SIDE, SIDE],
        iconAnchor: [SIDE / 2 - content.across[row], SIDE / 2],
      });
      const at = [content.at[2 * row] * E5, content.at[2 * row + 1] * E5];
      L.marker(at, { icon, pane: "codes", interactive: false, keyboard: false }).addTo(group);
    });
    group.addTo(map);
    shown = content;
    map.getContainer().dataset.activities = String(content.names.length);
    return { remove() { group.remove(); shown = null; delete map.getContainer().dataset.activities; } };
  }

  /* What lies under the pointer: [title, note] pairs. */
  function under(map, at) {
    if (!shown) return [];
    return shown.names.flatMap((name, row) => {
      const point = map.latLngToLayerPoint([shown.at[2 * row] * E5, shown.at[2 * row + 1] * E5]);
      const far = (point.x + shown.across[row] - at.x) ** 2 + (point.y - at.y) ** 2;
      return far < NEAR ** 2 ? [[name, shown.notes[row]]] : [];
    });
  }

  function makeKey(parent, words) {
    const list = L.DomUtil.create("ul", "ea-key", parent);
    for (const [isFaded, said] of [[false, words.activity_sure], [true, words.activity_faded]]) {
      const item = L.DomUtil.create("li", "", list), mark = L.DomUtil.create("span", classOf(isFaded), item);
      mark.setAttribute("aria-hidden", "true");
      mark.textContent = "★";
      L.DomUtil.create("span", "", item).textContent = said;
    }
    return list;
  }

  return { add, under, makeKey };
})();
