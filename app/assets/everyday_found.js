/* What was searched for, marked where it is: a ring and a label over everything else; and the flight there, once for
   each time it was asked for. Text only ever arrives through textContent. */
"use strict";

window.everydayFound = (function () {
  const FLOWN = "everyday-flown", ZOOM = "everyday-zoom", LEAST_HIGH = 100;
  let map, ink, whole, drawn = [], painted = "", flown = 0;

  function begin(given) {
    ({ map, ink, whole } = given);
    const pane = map.createPane("found");
    pane.style.zIndex = 660;
    pane.style.pointerEvents = "none";
    flown = read(FLOWN);
    map.on("moveend", seen);
    tellView();
  }

  /* What the maps of all pages of this tab know of each other. */
  function read(name) {
    try { return Number(window.sessionStorage.getItem(name) || 0); } catch (error) { return 0; }
  }

  function keep(name, value) {
    try { window.sessionStorage.setItem(name, String(value)); } catch (error) { /* then each map is by itself */ }
  }

  function tellView() {
    const centre = map.getCenter();
    map.getContainer().dataset.view = [centre.lat.toFixed(6), centre.lng.toFixed(6), map.getZoom()].join(" ");
  }

  function seen() {
    keep(ZOOM, map.getZoom());
    tellView();
  }

  function mark(found) {
    const words = document.createElement("span");
    words.textContent = found.label;
    const icon = L.divIcon({ className: "ea-found", html: words, iconSize: [36, 36], iconAnchor: [18, 18] });
    return L.marker([found.lat, found.lon], { icon, pane: "found", interactive: false, keyboard: false });
  }

  function paint(found) {
    const recipe = JSON.stringify(found || null);
    if (recipe === painted) return;
    painted = recipe;
    drawn.forEach((layer) => layer.remove());
    drawn = [];
    if (found && found.geometry) {
      for (const [color, weight] of [["#ffffff", 9], ["#111111", 4]]) {
        drawn.push(L.geoJSON(found.geometry, { interactive: false, pane: "found", style: { color, weight, fill: false, renderer: L.svg({ pane: "found" }) } }));
      }
    }
    if (found && found.lat !== null) drawn.push(mark(found));
    drawn.forEach((layer) => layer.addTo(map));
    map.getContainer().dataset.found = found ? [found.label, found.lat, found.lon].join(" | ") : "";
  }

  /* To bounds, so that they fill the map; to a point at `zoom`, or nearer where one is nearer, or (null) as near as the
     map was that was looked at last in this tab. A frame that has not got its height yet cannot tell what fills it. */
  function fly(to) {
    if (!to || to.serial <= flown) return false;
    if (to.bounds && map.getSize().y < LEAST_HIGH) { map.once("resize", () => fly(to)); return false; }
    flown = to.serial;
    keep(FLOWN, flown);
    window.everydayTools.whenStill(() => go(to));
    return true;
  }

  function go(to) {
    const animate = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (to.bounds && JSON.stringify(to.bounds) === JSON.stringify(whole.bounds)) whole.show(true);
    else if (to.bounds) map.fitBounds(to.bounds, { maxZoom: 16, animate });
    else if (to.zoom === null) map.setView(to.at, read(ZOOM) || map.getZoom(), { animate: false });
    else map.setView(to.at, Math.max(map.getZoom(), to.zoom), { animate });
    map.getContainer().dataset.flown = String(to.serial);
  }

  function show(found, to, given) {
    if (!map) begin(given);
    paint(found);
    return fly(to);
  }

  return { show };
})();
