/* Two maps of one page whose views move together: the same zoom, and the same shift from each map's anchor (without
   anchors the same centre); and a layer that is switched on one is switched on the other. They hear of each other through the page's window, in this browser tab alone; the server
   is not asked. Whoever is moved leads, the other follows in the same moment and says nothing while it does. */
"use strict";

window.everydayTogether = (function () {
  const EVENT = "everyday-together", LEAST_HIGH = 100, NEAR_PX = 1, REST_MS = 250;
  let map, switched, id, isFirst, anchor = null, isQuiet = false, isLed = false, isMoving = false, isZooming = false, goal = "", resting, sized, isTold = false;
  const me = Math.random();

  function page() {
    try { return window.parent.document ? window.parent : null; } catch (error) { return null; }
  }

  function origin() {
    return anchor ? map.project([anchor.lat, anchor.lon], 0) : L.point(0, 0);
  }

  function say(words) {
    const holder = page(), detail = Object.assign({ id, from: me }, words);
    if (holder) holder.dispatchEvent(new holder.CustomEvent(EVENT, { detail }));
  }

  function tell(kind, centre, zoom) {
    if (isQuiet || isLed || map.getSize().y < LEAST_HIGH) return;
    isTold = kind !== "rest";
    tellAnyhow(kind, centre, zoom);
  }

  function tellAnyhow(kind, centre, zoom) {
    const shift = map.project(centre, 0).subtract(origin());
    say({ kind, zoom, x: shift.x, y: shift.y, isAnchored: Boolean(anchor) });
  }

  /* Where the map is, or will be when it has arrived. */
  function tellAll() {
    const isGoing = map._animatingZoom;
    tellAnyhow("glide", isGoing ? map._animateToCenter : map.getCenter(), isGoing ? map._animateToZoom : map.getZoom());
  }

  function hear(event) {
    const told = event.detail;
    if (!window.frameElement || told.id !== id || told.from === me) return;
    if (told.kind === "hello") { tellAll(); return; }
    if (told.kind === "layer") { switched(told.name, told.isOn); return; }
    if (told.isAnchored !== Boolean(anchor)) return;  // the other has not heard from the page yet, or we have not
    const centre = map.unproject(origin().add([told.x, told.y]), 0);
    FOLLOW[told.kind](centre, told.zoom);
  }

  function quietly(action) {
    isQuiet = true;
    try { action(); } finally { isQuiet = false; }
  }

  /* Ends an animation of our own: the other map is elsewhere already. */
  function halt() {
    quietly(() => { map._stop(); map._onZoomTransitionEnd(); });
    isLed = false;
  }

  /* While the other is dragged, pinched or slides: without the work of a map that has come to rest. */
  function move(centre, zoom) {
    halt();
    const isZoom = zoom !== map.getZoom(), offset = map._getCenterOffset(centre).round();
    if (!isZoom && !offset.x && !offset.y) return;
    quietly(() => {
      if (!isMoving) map._moveStart(isZoom, false);
      isMoving = true;
      isZooming = isZooming || isZoom;
      if (isZoom) map._move(centre, zoom);
      else if (map.getSize().contains([Math.abs(offset.x), Math.abs(offset.y)])) { map._rawPanBy(offset); map.fire("move"); }
      else map.setView(centre, zoom, { animate: false });
    });
    clearTimeout(resting);
    resting = setTimeout(settle, REST_MS);  // should the other never say that it rests
  }

  function rest(centre, zoom) {
    move(centre, zoom);
    settle();
  }

  /* Draws sharply again what was only shifted and scaled. */
  function settle() {
    clearTimeout(resting);
    if (!isMoving) return;
    const isZoom = isZooming;
    isMoving = isZooming = false;
    quietly(() => map._moveEnd(isZoom));
  }

  function zoomTo(centre, zoom) {
    halt();
    settle();
    isLed = true;
    map._moveStart(true, false)._animateZoom(centre, zoom, true);
  }

  function isStill() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  function glide(centre, zoom) {
    const wanted = [map.project(centre, 0), zoom].join(" ");
    const isHere = zoom === map.getZoom() && map._getCenterOffset(centre).distanceTo([0, 0]) < NEAR_PX;
    if (isLed ? wanted === goal : isHere) return;
    goal = wanted;
    halt();
    settle();
    isLed = true;
    map.setView(centre, zoom, { animate: !isStill() });
  }

  const FOLLOW = { move, rest, zoom: zoomTo, glide };

  function begin(given) {
    ({ map, switched } = given);
    id = given.options.together;
    isFirst = given.options.is_addressed;
    sized = map.getSize();
    map.on("resize", () => { sized = map.getSize(); });
    // A map that becomes higher or wider keeps its middle: that is nobody's move, and the other may be sliding.
    map.on("move", () => { if (map.getSize().equals(sized)) tell("move", map.getCenter(), map.getZoom()); });
    map.on("zoomanim", (event) => tell("zoom", event.center, event.zoom));
    map.on("moveend", () => {
      if (isQuiet) return;
      if (isLed) isLed = false; else if (isTold) tell("rest", map.getCenter(), map.getZoom());
    });
    const holder = page();
    if (!holder) return;
    holder.addEventListener(EVENT, hear);
    window.addEventListener("pagehide", () => holder.removeEventListener(EVENT, hear));
  }

  /* Given another anchor both maps go to theirs; without one the second goes where the first is. */
  function show(wanted, given) {
    if (!given.options.together) return;
    const isNew = !map, isSame = JSON.stringify(anchor) === JSON.stringify(wanted);
    if (isNew) begin(given);
    anchor = wanted;
    if (isNew || (!isSame && !wanted)) {
      if (isFirst && isNew) tellAll();
      if (!isFirst) say({ kind: "hello" });
      return;
    }
    if (isSame) return;
    const at = L.latLng(wanted.lat, wanted.lon), zoom = Math.max(map.getZoom(), wanted.zoom);
    glide(at, zoom);
    tellAnyhow("glide", at, zoom);
  }

  /* A switch was used on this map. */
  function tellLayer(name, isOn) { if (map) say({ kind: "layer", name, isOn }); }

  return { show, tellLayer };
})();
