/* Pins of a forum session over the map: fetched by address every moment and a half, so that every screen shows what the
   room says; and drawing a line or an area point by point, by click or by keyboard. Text only arrives through textContent. */
"use strict";

window.everydayPins = (function () {
  const EVERY_MS = 1500, NEAR_PX = 16;
  let map, tell, ink, svg, bar, barWords, state = null, timer = null, revision = 0, pins = new Map(), order = [];
  let drawn = new Map(), spot = [], sketch = [], sketched = null;

  function begin(given) {
    ({ map, tell, ink } = given);
    const shapes = map.createPane("pinshapes"), heads = map.getPane("pins") || map.createPane("pins");
    shapes.style.zIndex = 420; heads.style.zIndex = 640;
    shapes.style.pointerEvents = heads.style.pointerEvents = "none";
    svg = L.svg({ pane: "pinshapes", padding: 0.3 }).addTo(map);
  }

  /* What is on the map. */

  async function ask() {
    clearTimeout(timer);
    if (!state) return;
    const asked = state.url;
    let told = null, isLive = true;
    try {
      const answer = await fetch(asked + "?since=" + revision, { cache: "no-store" });
      if (answer.status === 200) told = await answer.json();
      isLive = answer.ok;
    } catch (error) { isLive = false; }
    if (!state || asked !== state.url) return;
    map.getContainer().dataset.live = isLive ? "1" : "0";
    clearTimeout(timer);
    timer = setTimeout(ask, EVERY_MS * (document.hidden || !isLive ? 4 : 1));
    if (told) take(told);
  }

  function take(told) {
    if (told.is_whole) pins = new Map();
    for (const pin of told.pins) pins.set(pin.id, pin);
    order = told.order;
    revision = told.revision;
    paint();
  }

  function isShown(pin) {
    return pin && pin.moderation !== "refused" && pin.status !== "merged" && pin.status !== "retired"
      && (!state.only || state.only.includes(pin.id));
  }

  function geometry(shape, colour, extra) {
    return L.geoJSON(shape, {
      interactive: false,
      style: Object.assign({ renderer: svg, color: colour, weight: 4, opacity: 0.9, fillColor: colour, fillOpacity: 0.15 }, extra),
    });
  }

  function head(pin, at) {
    const words = document.createElement("span");
    words.textContent = String(pin.seq);
    const isChosen = pin.id === state.chosen;
    const icon = L.divIcon({
      className: "ea-pin ea-pin-" + pin.kind + (pin.moderation === "waiting" ? " ea-pin-waiting" : "") + (isChosen ? " ea-pin-chosen" : ""),
      html: words, iconSize: [30, 30], iconAnchor: [15, 15],
    });
    return L.marker(at, { icon, pane: "pins", interactive: false, keyboard: false, zIndexOffset: isChosen ? 1000 : 0 });
  }

  /* Pins at one place stand side by side, so that all can be seen and clicked. */
  function beside(taken, at) {
    const key = at.lat.toFixed(4) + " " + at.lng.toFixed(4), turn = taken.get(key) || 0;
    taken.set(key, turn + 1);
    if (!turn) return at;
    const angle = turn * 2.4, far = 20 + 9 * Math.sqrt(turn), point = map.latLngToLayerPoint(at);
    return map.layerPointToLatLng([point.x + far * Math.cos(angle), point.y + far * Math.sin(angle)]);
  }

  /* Only what has changed is drawn anew: a room of sixty adds pins all the time. */
  function paint() {
    if (!state) return;
    const taken = new Map(), shown = order.map((id) => pins.get(id)).filter(isShown), kept = new Map();
    for (const pin of shown) {
      pin.point = pin.lat === null ? null : beside(taken, L.latLng(pin.lat, pin.lon));
      const recipe = [pin.version, pin.seq, pin.kind, pin.moderation, pin.id === state.chosen, pin.point && pin.point.toString()].join(" ");
      const known = drawn.get(pin.id);
      if (known && known.recipe === recipe) { kept.set(pin.id, known); drawn.delete(pin.id); continue; }
      const layers = [];
      if (pin.geometry && !pin.geometry.type.endsWith("Point")) layers.push(geometry(pin.geometry, ink[pin.kind]).addTo(map));
      if (pin.point) layers.push(head(pin, pin.point).addTo(map));
      kept.set(pin.id, { recipe, layers });
    }
    clear();
    drawn = kept;
    const holder = map.getContainer();
    holder.dataset.pins = String(shown.length);
    holder.dataset.pin = state.chosen || "";
  }

  function clear() {
    for (const { layers } of drawn.values()) layers.forEach((layer) => layer.remove());
    drawn = new Map();
  }

  function paintSpot(shape) {
    spot.forEach((layer) => layer.remove());
    spot = [];
    if (!shape) return;
    if (shape.type === "Point") {
      const icon = L.divIcon({ className: "ea-spot", html: "", iconSize: [34, 34], iconAnchor: [17, 17] });
      spot = [L.marker([shape.coordinates[1], shape.coordinates[0]], { icon, pane: "pins", interactive: false, keyboard: false }).addTo(map)];
    } else {
      spot = [geometry(shape, "#ffffff", { weight: 9, fillOpacity: 0 }).addTo(map),
        geometry(shape, "#111111", { weight: 4, dashArray: "8 5" }).addTo(map)];
    }
  }

  function pinAt(event) {
    const at = map.latLngToLayerPoint(event.latlng);
    let best = null, least = NEAR_PX;
    for (const pin of pins.values()) {
      if (!isShown(pin) || !pin.point) continue;
      const far = map.latLngToLayerPoint(pin.point).distanceTo(at);
      if (far <= least) { least = far; best = pin; }
    }
    return best;
  }

  function under(latlng) {
    if (!state) return [];
    const pin = pinAt({ latlng });
    return pin ? [[pin.seq + " · " + pin.title.slice(0, 200), pin.where]] : [];
  }

  /* Drawing a line or an area. */

  function button(words, action, isMain) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    if (isMain) made.className = "ea-main";
    L.DomEvent.disableClickPropagation(made);
    made.addEventListener("click", action);
    bar.append(made);
    return made;
  }

  function makeBar(words) {
    bar = document.createElement("div");
    bar.className = "ea-draw";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words.tools);
    barWords = document.createElement("span");
    barWords.setAttribute("role", "status");
    bar.append(barWords);
    bar.finish = button(words.finish, finish, true);
    bar.undo = button(words.undo, () => { sketch.pop(); paintSketch(); }, false);
    L.DomEvent.disableClickPropagation(bar);
    map.getContainer().append(bar);
  }

  function least() { return state.draw === "area" ? 3 : 2; }

  function paintSketch() {
    if (sketched) { sketched.remove(); sketched = null; }
    const isDrawing = Boolean(state && state.draw);
    if (bar) bar.hidden = !isDrawing;
    if (!isDrawing) return;
    if (!bar) makeBar(state.words);
    barWords.textContent = (state.draw === "area" ? state.words.area : state.words.line).replace("{n}", sketch.length);
    bar.finish.disabled = sketch.length < least();
    bar.undo.disabled = !sketch.length;
    const style = { renderer: svg, interactive: false, color: "#111111", weight: 4, dashArray: "8 5", fillOpacity: 0.1 };
    const shape = state.draw === "area" && sketch.length > 2 ? L.polygon(sketch, style) : L.polyline(sketch, style);
    const dots = sketch.map((point) => L.circleMarker(point, { renderer: svg, interactive: false, radius: 5, color: "#111111", fillColor: "#ffffff", fillOpacity: 1 }));
    sketched = L.layerGroup([shape, ...dots]).addTo(map);
    map.getContainer().dataset.sketch = String(sketch.length);
  }

  /* Whether a point is where the last one was: a second click or a second Enter there ends the drawing. */
  function isAgain(latlng) {
    const last = sketch[sketch.length - 1];
    return Boolean(last) && map.latLngToLayerPoint(last).distanceTo(map.latLngToLayerPoint(latlng)) < 6;
  }

  /* Enter adds the middle of the map (or ends the drawing there), Backspace takes the last point back. */
  function key(event) {
    if (!state || !state.draw || event.target !== map.getContainer()) return;
    if (event.key === "Backspace") { event.preventDefault(); sketch.pop(); paintSketch(); }
  }

  function finish() {
    if (sketch.length < least()) return;
    const points = sketch.map((point) => [point.lat, point.lng]), last = sketch[sketch.length - 1], kind = state.draw;
    sketch = [];
    paintSketch();
    tell({ lat: last.lat, lng: last.lng, drawn: { kind, points } });
  }

  /* A click on the map: true if it was taken here. `clicked` is what the page will be told otherwise. */
  function takeClick(event, clicked) {
    if (!state) return false;
    if (state.draw) {
      if (isAgain(event.latlng)) { finish(); return true; }
      sketch.push(L.latLng(event.latlng.lat, event.latlng.lng));
      paintSketch();
      return true;
    }
    const pin = pinAt(event);
    if (pin) clicked.pin = pin.id;
    return false;
  }

  function show(wanted, given) {
    if (!wanted && !map) return;
    if (!map) {
      begin(given);
      map.on("zoomend", paint);
      map.getContainer().addEventListener("keydown", key);
    }
    // A double click ends a drawing; it does not zoom meanwhile.
    map.doubleClickZoom[wanted && wanted.draw ? "disable" : "enable"]();
    const before = state;
    state = wanted || null;
    if (!state) {
      clearTimeout(timer);
      clear();
      paintSpot(null); paintSketch();
      return;
    }
    if (!before || before.url !== state.url) { revision = 0; pins = new Map(); order = []; clear(); }
    if (!before || before.draw !== state.draw) sketch = [];
    paintSpot(state.spot);
    paintSketch();
    paint();
    ask();
  }

  return { show, under, takeClick };
})();
