/* The map of Everyday Atlas, on Leaflet. Started once by the page's folium map; `show` then changes what is on it.
   Outlines and values are fetched by address and kept; changing a measure recolours and never redraws the ground.
   Text from files only ever reaches the page through textContent. */
"use strict";

window.everydayMap = (function () {
  const E5 = 1e-5, ring = window.everydayGround.ring;
  let map, options, panes = {}, state = null, shownUnit = "areas", turn = 0, painted = "", note;
  let overlays = [], isEmptyColoured = false, isWhole = false, isFitting = false, afterwards;
  let layers = { fill: [], outline: null, casing: null, chosen: null, centre: null, overlays: {} };
  const OF_PLAN = ["activities", "named"];
  const fetched = new Map();

  function get(name) {
    if (!fetched.has(name)) {
      const address = OF_PLAN.includes(name) ? options.plan + name + ".json" : options.data + name + ".json?v=" + options.version;
      const promise = fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(name + ": " + answer.status);
        return answer.json();
      });
      promise.catch(() => fetched.delete(name));
      fetched.set(name, promise);
      if (fetched.size > 60) fetched.delete(fetched.keys().next().value);
    }
    return fetched.get(name);
  }

  function outlines(content) {
    if (!content.shapes) {
      content.shapes = content.rings.map((rings) => rings.map(ring));
      content.lived_shapes = content.lived ? content.lived.map((rings) => rings.map(ring)) : content.shapes;
      content.row = new Map(content.ids.map((id, row) => [id, row]));
    }
    return content.shapes;
  }

  function pane(name, level) {
    const element = map.createPane(name);
    element.style.zIndex = level;
    element.style.pointerEvents = "none";
    panes[name] = new window.EverydayRenderer({ pane: name });
    return panes[name];
  }

  /* Values: one class per cell or area, one drawn shape per class. */

  function hatchTile(colour, isDotted) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    if (isDotted) {
      pen.fillStyle = colour;
      for (const [x, y] of [[2, 2], [6, 6]]) { pen.beginPath(); pen.arc(x, y, 1.3, 0, 2 * Math.PI); pen.fill(); }
      return tile;
    }
    pen.strokeStyle = colour;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(-2, 6); pen.lineTo(6, -2); pen.moveTo(2, 10); pen.lineTo(10, 2);
    pen.stroke();
    return tile;
  }

  function hatch(colour, isDotted) {
    return document.createElement("canvas").getContext("2d").createPattern(hatchTile(colour, isDotted), "repeat");
  }

  function classOf(value, breaks) {
    if (value === null || value === undefined) return -1;
    let found = 0;
    while (found < breaks.length && value >= breaks[found]) found += 1;
    return found;
  }

  function classes(fields, values, unit) {
    const first = values[0][unit], result = new Int8Array(first.length);
    for (let row = 0; row < first.length; row += 1) {
      const one = classOf(first[row], fields[0].breaks);
      if (fields.length === 1) { result[row] = one; continue; }
      const two = classOf(values[1][unit][row], fields[1].breaks);
      result[row] = one < 0 || two < 0 ? -1 : two * (fields[0].breaks.length + 1) + one;
    }
    return result;
  }

  function unitNow() {
    return state.only || (state.unit === "cells" || map.getZoom() >= options.cellsFrom ? "cells" : "areas");
  }

  /* Says so where cells are shown because of the zoom although areas were asked for. */
  function tellUnit(unit) {
    note.hidden = unit === state.unit || Boolean(state.only);
  }

  async function paint() {
    if (!state) return;
    const unit = unitNow(), wanted = state, fields = wanted.fields;
    const isEverywhere = wanted.everywhere || isEmptyColoured;
    const recipe = JSON.stringify([unit, fields, wanted.colours, wanted.opacity, wanted.hide_unknown, isEverywhere]);
    tellUnit(unit);
    // What people say is known of whole areas and does not end with the street map.
    map.getPane("veil").style.zIndex = wanted.everywhere && wanted.only === "areas" ? 290 : 360;
    if (recipe === painted) { drawChosen(wanted); return; }
    const mine = ++turn;
    const [content, areas, ...values] = await Promise.all([
      get(unit), get("areas"), ...fields.map((field) => get(field.layer)),
    ]);
    if (mine !== turn) return;
    shownUnit = unit;
    window.everydayPicture.setUnit(unit);
    const drawn = fields.length ? shapesOfClasses(content, classes(fields, values, unit), unit, wanted, isEverywhere, values[0]) : [];
    layers.fill.forEach((layer) => layer.remove());
    drawn.forEach((layer) => layer.addTo(map));
    layers.fill = drawn;
    painted = recipe;
    drawOutlines(areas);
    drawChosen(wanted);
    options.values = { unit, content, fields, values };
    map.getContainer().dataset.painted = [unit, ...fields.map((field) => field.layer)].join(" ");
    map.getContainer().dataset.turn = String(mine);
  }

  /* One shape a class. Ground where nobody lives stays bare unless it was asked for; what is not known is hatched, and so
     is, over its colour, an area of which more than half is not known. Values may say for themselves which of them are
     in doubt, and which were withheld: those are dotted. */
  function shapesOfClasses(content, found, unit, wanted, isEverywhere, values) {
    outlines(content);
    const groups = new Map(), doubtful = [], withheld = [], shapes = isEverywhere ? content.shapes : content.lived_shapes;
    const isDoubtful = values.is_doubtful || content.is_doubtful;
    found.forEach((one, row) => {
      if (one < 0 && values.is_withheld && values.is_withheld[row]) { withheld.push(content.shapes[row]); return; }
      if (!isEverywhere && content.is_empty && content.is_empty[row]) return;
      if (!groups.has(one)) groups.set(one, []);
      groups.get(one).push(one < 0 ? content.shapes[row] : shapes[row]);
      if (one >= 0 && isDoubtful && isDoubtful[row]) doubtful.push(content.shapes[row]);
    });
    const drawn = [];
    for (const [one, group] of groups) {
      const colour = one < 0 ? null : wanted.colours[one];
      if ((one >= 0 && !colour) || (one < 0 && wanted.hide_unknown)) continue;
      const heaps = unit === "cells" ? window.everydayHeaps(group) : [group];
      if (!colour) { drawn.push(...heaps.map(hatched)); continue; }
      drawn.push(...heaps.map((heap) => L.polygon(heap, {
        renderer: panes.values, interactive: false, smoothFactor: 0.3, noClip: unit === "cells",
        stroke: unit === "areas" ? isEverywhere : map.getZoom() >= 14, color: "#ffffff", weight: unit === "areas" ? 1.2 : 0.5,
        opacity: 0.8, fillColor: colour, fillOpacity: wanted.opacity,
      })));
    }
    if (doubtful.length && !wanted.hide_unknown) drawn.push(hatched(doubtful));
    if (withheld.length) drawn.push(hatched(withheld, layers.dots));
    map.getContainer().dataset.doubtful = String(doubtful.length);
    map.getContainer().dataset.withheld = String(withheld.length);
    return drawn;
  }

  function hatched(group, pattern) {
    return L.polygon(group, {
      renderer: panes.unknown, interactive: false, smoothFactor: 0.3, stroke: false, fillColor: pattern instanceof CanvasPattern ? pattern : layers.hatch, fillOpacity: 0.9,
    });
  }

  function drawOutlines(areas) {
    if (layers.outline) return;
    layers.outline = L.polygon(outlines(areas), {
      renderer: panes.lines, interactive: false, fill: false, color: "#4a4d52", weight: 0.9, opacity: 0.75, smoothFactor: 0.5,
    }).addTo(map);
  }

  function tellShown(wanted, chosen) {
    window.everydayAccess.say([chosen, ...wanted.fields.map((field) => field.title)].filter(Boolean).join(". "));
  }

  async function drawChosen(wanted) {
    if (layers.chosen) { layers.chosen.remove(); layers.casing.remove(); layers.chosen = layers.casing = null; }
    if (!wanted.chosen) { tellShown(wanted, ""); return; }
    const content = await get(wanted.chosen.unit), shapes = outlines(content);
    const row = content.row.get(wanted.chosen.id);
    if (row === undefined || state !== wanted) return;
    const style = { renderer: panes.lines, interactive: false, fill: false };
    if (layers.chosen) { layers.chosen.remove(); layers.casing.remove(); }
    layers.casing = L.polygon(shapes[row], Object.assign({ color: "#ffffff", weight: 7 }, style)).addTo(map);
    layers.chosen = L.polygon(shapes[row], Object.assign({ color: "#111111", weight: 3.2 }, style)).addTo(map);
    map.getContainer().dataset.chosen = wanted.chosen.id;
    tellShown(wanted, content.names[row]);
  }

  /* Places, stops, lines and the centre. */

  const OVERLAYS = {
    places: (content) => window.everydaySymbols.add("places", content, map),
    stops: (content) => window.everydaySymbols.add("stops", content, map),
    lines: (content) => L.polyline(content.rings.flatMap((rings) => rings.map(ring)), {
      renderer: panes.lines, interactive: false, color: "#3b2f6b", weight: 1.3, opacity: 0.6,
    }).addTo(map),
    corrections: drawCorrections,
    activities: (content) => window.everydayActivities.add(content, map),
    named: drawNamed,
  };

  /* What a forum put right: a mark each, and the ways of buses that open timetables lack. */
  function drawCorrections(content) {
    const group = L.layerGroup(), style = { renderer: panes.lines, interactive: false };
    const ways = content.rings.flatMap((rings) => rings.map(ring));
    L.polyline(ways, Object.assign({ color: "#ffffff", weight: 6, opacity: 0.9 }, style)).addTo(group);
    L.polyline(ways, Object.assign({ color: "#5b1a78", weight: 3, dashArray: "8 6" }, style)).addTo(group);
    const here = new Map();
    content.down = [];
    content.marks.forEach((mark, row) => {
      const spot = content.at[2 * row] + " " + content.at[2 * row + 1], below = here.get(spot) || 0;
      here.set(spot, below + 1);
      content.down[row] = 22 * below;
      const words = document.createElement("span");
      words.textContent = mark;
      const icon = L.divIcon({ className: "ea-correction", html: words, iconSize: [32, 20], iconAnchor: [16, 10 - content.down[row]] });
      const at = [content.at[2 * row] * E5, content.at[2 * row + 1] * E5];
      L.marker(at, { icon, pane: "codes", interactive: false, keyboard: false }).addTo(group);
    });
    return group.addTo(map);
  }

  /* Areas that people use: a dashed outline each, with its name. */
  function drawNamed(content) {
    const group = L.layerGroup(), style = { renderer: panes.lines, interactive: false };
    content.names.forEach((name, row) => {
      const rings = content.rings[row].map((points) => { const line = ring(points); return line.concat([line[0]]); });
      L.polyline(rings, Object.assign({ color: "#ffffff", weight: 6, opacity: 0.9 }, style)).addTo(group);
      L.polyline(rings, Object.assign({ color: "#16191d", weight: 3, dashArray: "10 6" }, style)).addTo(group);
      const words = document.createElement("span");
      words.textContent = name;
      const icon = L.divIcon({ className: "ea-named", html: words, iconSize: [160, 20], iconAnchor: [80, 10] });
      const at = [content.at[2 * row] * E5, content.at[2 * row + 1] * E5];
      L.marker(at, { icon, pane: "codes", interactive: false, keyboard: false }).addTo(group);
    });
    map.getContainer().dataset.named = String(content.names.length);
    return group.addTo(map);
  }

  async function setOverlays() {
    window.everydayTools.setTicks(overlays, isEmptyColoured);
    for (const name of Object.keys(OVERLAYS)) {
      const isWanted = overlays.includes(name), layer = layers.overlays[name];
      if (!isWanted && layer) { layer.remove(); delete layers.overlays[name]; if (OF_PLAN.includes(name)) fetched.delete(name); }
      if (isWanted && !layer) {
        const content = await get(name);
        if (overlays.includes(name) && !layers.overlays[name]) layers.overlays[name] = OVERLAYS[name](content);
      }
    }
    map.getContainer().dataset.overlays = Object.keys(layers.overlays).sort().join(" ");
  }

  /* A switch on the map: the page need not know, the address does. */
  function switchLayer(name, isOn) {
    applySwitch(name, isOn);
    window.everydayTogether.tellLayer(name, isOn);
  }

  /* Here, and where the other of two maps was switched: it may have a layer that this one lacks. */
  function applySwitch(name, isOn) {
    if (name === "empty") { colourEmpty(isOn); return; }
    if (!options.layers.some(([known]) => known === name)) return;
    overlays = overlays.filter((other) => other !== name).concat(isOn ? [name] : []);
    setOverlays();
    rememberLayers();
  }

  function rememberLayers() {
    if (options.is_addressed) writeAddress({ layers: Object.keys(OVERLAYS).filter((one) => overlays.includes(one)).join(",") });
  }

  function colourEmpty(isOn) {
    isEmptyColoured = isOn;
    window.everydayTools.setTicks(overlays, isEmptyColoured);
    map.getContainer().dataset.empty = isOn ? "1" : "";
    paint();
  }

  function markCentre(centre) {
    if (!centre) return;
    const at = [centre.lat, centre.lon], style = { renderer: panes.lines, interactive: false };
    L.circleMarker(at, Object.assign({ radius: 8, color: "#111111", weight: 2, fillColor: "#ffffff", fillOpacity: 1 }, style)).addTo(map);
    L.circleMarker(at, Object.assign({ radius: 3, stroke: false, fillColor: "#111111", fillOpacity: 1 }, style)).addTo(map);
  }

  /* What is under the pointer, in words. */

  let tip, waiting = false;

  function rowAt(content, latlng, unit) {
    if (unit === "cells") {
      let best = -1, least = Infinity;
      const narrow = Math.cos(latlng.lat * Math.PI / 180);
      for (let row = 0; row < content.ids.length; row += 1) {
        const dy = content.at[2 * row] * E5 - latlng.lat, dx = (content.at[2 * row + 1] * E5 - latlng.lng) * narrow;
        const far = dx * dx + dy * dy;
        if (far < least) { least = far; best = row; }
      }
      return best >= 0 && isInside(outlines(content)[best], latlng) ? best : -1;
    }
    return outlines(content).findIndex((rings) => isInside(rings, latlng));
  }

  function isInside(rings, latlng) {
    let inside = false;
    for (const points of rings) {
      for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
        const a = points[i], b = points[j];
        if ((a.lat > latlng.lat) !== (b.lat > latlng.lat)
            && latlng.lng < (b.lng - a.lng) * (latlng.lat - a.lat) / (b.lat - a.lat) + a.lng) inside = !inside;
      }
    }
    return inside;
  }

  /* A value as every other page says it: the rule comes from the server (analysis/registry/number_words.py). */
  function written(value, rule) {
    if (value === null || value === undefined) return options.words.unknown;
    if (value === 0 && rule.none) return rule.none;
    const number = rule.times * value, size = Math.abs(number);
    const decimals = rule.steps.find(([below]) => below === null || size < below)[1];
    const power = 10 ** Math.abs(decimals), step = decimals < 0 ? power : 1 / power;
    const full = size * (1 + 1e-14);  // 1.265 times 100 is short of 126.5 by less than anybody means
    let whole = decimals < 0 ? Math.floor(full / power + 0.5) * power : Math.floor(full * power + 0.5) / power, bound = "";
    if (whole === 0 && number > 0) { whole = step; bound = "under "; }
    if (rule.most !== null && whole >= rule.most && number > 0 && number < rule.most) { whole = rule.most - step; bound = "over "; }
    const shown = !rule.fixed && Number.isInteger(whole) ? 0 : Math.max(decimals, 0);
    const digits = whole.toLocaleString("en-GB", { minimumFractionDigits: shown, maximumFractionDigits: shown });
    const about = rule.about !== null && size >= rule.about ? "about " : "", minus = number < 0 && whole > 0 ? "-" : "";
    return (about + bound + minus + digits + rule.sign + " " + (digits === "1" ? rule.one : rule.many)).trim();
  }

  /* The nearest dot within 9 pixels (marks within 16), and the lines within 5, of the layers that are on. */

  async function underPointer(event) {
    const found = [...window.everydayPins.under(event.latlng), ...window.everydayShapes.under(event.latlng)], at = event.layerPoint;
    if (layers.overlays.corrections) {
      const content = await get("corrections");
      content.names.forEach((sentence, row) => {
        const point = map.latLngToLayerPoint([content.at[2 * row] * E5, content.at[2 * row + 1] * E5]);
        if ((point.x - at.x) ** 2 + (point.y + content.down[row] - at.y) ** 2 < 256) found.push([sentence, content.notes[row]]);
      });
    }
    if (layers.overlays.activities) found.push(...window.everydayActivities.under(map, at));
    found.push(...window.everydaySymbols.under(map, event.latlng, options.words));
    if (layers.overlays.lines) {
      const content = await get("lines"), near = new Set();
      content.shapes = content.shapes || content.rings.map((rings) => rings.map(ring));
      content.shapes.forEach((parts, row) => {
        for (const points of parts) {
          for (let i = 1; i < points.length && !near.has(content.names[row]); i += 1) {
            const one = map.latLngToLayerPoint(points[i - 1]), two = map.latLngToLayerPoint(points[i]);
            if (L.LineUtil.pointToSegmentDistance(at, one, two) < 5) near.add(content.names[row]);
          }
        }
      });
      if (near.size) found.push([[...near].join(", "), options.words.lines]);
    }
    return found;
  }

  async function tellValues(event) {
    const { unit, content, fields, values } = options.values, words = document.createElement("div");
    const add = (tag, text) => { const line = document.createElement(tag); line.textContent = text; words.append(line); };
    for (const [title, note] of await underPointer(event)) { add("strong", title); add("div", note); }
    const row = rowAt(content, event.latlng, unit);
    if (row >= 0 && fields.length) {
      add("strong", content.names[row]);
      fields.forEach((field, number) => {
        const note = (values[number].notes || [])[row];
        add("div", (fields.length > 1 ? field.title + ": " : "") + (note || written(values[number][unit][row], field.rule)));
      });
    }
    if (!words.childNodes.length) { if (tip) map.closeTooltip(tip); return; }
    if (!tip) tip = L.tooltip({ direction: "top", offset: [0, -8], className: "ea-tip" });
    tip.setLatLng(event.latlng).setContent(words);
    map.openTooltip(tip);
  }

  function pointAt(event) {
    if (waiting || !options.values) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; tellValues(event); });
  }

  /* Talking to the page. */

  let clicks = 0;

  /* The page is told at once. The component itself would tell it a click again, a quarter of a second later and without
     what we know of it, unless what it holds reads the same: `told` stands for the click from here on. */
  function tell(clicked) {
    const seen = window.__GLOBAL_DATA__;
    if (!seen || !window.Streamlit) return null;
    clicks += 1;
    const told = Object.assign({}, clicked, { shown: shownUnit, turn: clicks });
    seen.previous_data = { last_clicked: told };
    seen.lat_lng_clicked = told;
    window.Streamlit.setComponentValue(seen.previous_data);
    return told;
  }

  function click(event) {
    const clicked = { lat: event.latlng.lat, lng: event.latlng.lng }, seen = window.__GLOBAL_DATA__;
    const isTaken = window.everydayPins.takeClick(event, clicked) || (!clicked.pin && window.everydaySymbols.takeClick(map, event.latlng));
    const told = isTaken ? ((seen && seen.previous_data) || {}).last_clicked || null : tell(clicked);
    event.latlng.toJSON = () => told;
  }

  /* Without a mouse: the middle of the map is the pointer, and Enter clicks there. */
  function clickMiddle(event) {
    if (event.key !== "Enter" || event.target !== map.getContainer()) return;
    event.preventDefault();
    const latlng = map.getCenter();
    click({ latlng, layerPoint: map.latLngToLayerPoint(latlng) });
  }

  function writeAddress(parts) {
    try {
      const address = new URL(window.parent.location.href);
      for (const [name, value] of Object.entries(parts)) {
        if (value) address.searchParams.set(name, value); else address.searchParams.delete(name);
      }
      window.parent.history.replaceState(window.parent.history.state, "", address);
    } catch (error) { /* another page holds the frame: the address is not ours to change */ }
  }

  function remember() {
    if (!options.is_addressed || isWhole) return;
    const centre = map.getCenter();
    writeAddress({ map: [centre.lat.toFixed(4), centre.lng.toFixed(4), map.getZoom()].join(",") });
  }

  /* Stays so when the window changes, until somebody moves the map. */
  /* Whenever the page writes its own part of the address, it forgets what the map had written: the map writes it again. */
  function rememberAll() {
    remember();
    rememberLayers();
  }

  function showWholeTown(isMoved) {
    window.everydayTools.whenStill(() => fitWholeTown(isMoved));
  }

  function fitWholeTown(isMoved) {
    isWhole = isFitting = true;
    map.once("moveend", () => { isFitting = false; });
    const isStill = !isMoved || window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    map.fitBounds(options.bounds, Object.assign({ animate: !isStill }, window.everydayTools.free(options.bounds)));
    if (options.is_addressed) writeAddress({ map: "" });
  }

  function makePanes() {
    pane("ground", 210); pane("values", 300); pane("streets", 350); pane("veil", 360); pane("unknown", 370); pane("lines", 400);
    map.createPane("codes").style.zIndex = 630;
    map.createPane("stops").style.zIndex = 590;
    map.createPane("symbols").style.zIndex = 600;
    map.createPane("pins").style.zIndex = 640;
    for (const name of ["codes", "stops", "symbols", "pins"]) map.getPane(name).style.pointerEvents = "none";
  }

  function describe(container) {
    for (const [name, colour] of Object.entries(options.ink)) container.style.setProperty("--ea-" + name, colour);
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", options.label);
    document.documentElement.lang = "en-GB";
    (document.getElementById("root") || document.body).setAttribute("role", "main");
    for (const meta of document.querySelectorAll("meta[name=viewport]")) meta.content = "width=device-width, initial-scale=1";
    note = document.createElement("div");
    note.className = options.together ? "ea-zoomed ea-zoomed-low" : "ea-zoomed";
    note.textContent = options.words.zoomed;
    note.hidden = true;
    const cross = document.createElement("div");
    cross.className = "ea-cross";
    container.append(note, cross);
    window.everydayAccess.help(container, options.label);
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(options.attribution);
  }

  /* The middle stays the middle when the map becomes higher or wider, but Leaflet forgets that for a map that slides. */
  function slideOn({ oldSize, newSize }) {
    const slide = map._panAnim;
    if (!slide || !slide._inProgress) return;
    slide._startPos = slide._startPos.subtract(oldSize.divideBy(2).round().subtract(newSize.divideBy(2).round()));
  }

  function listen(container) {
    map.on("zoomend", () => { window.everydayGround.scale(); if (state && unitNow() !== shownUnit) paint(); });
    map.on("moveend", remember);
    map.on("movestart zoomstart", () => { isWhole = isWhole && isFitting; });
    map.on("resize", slideOn);
    map.on("resize", () => { if (isWhole) showWholeTown(false); });
    map.on("click", click);
    map.on("mousemove", (event) => { if (!map.dragging.moving()) pointAt(event); });
    map.on("dragstart", () => { if (tip) map.closeTooltip(tip); });
    map.on("mouseout", () => { if (tip) map.closeTooltip(tip); });
    container.addEventListener("keydown", clickMiddle);
  }

  function start(leafletMap, given) {
    map = leafletMap;
    map.setMinZoom(9);
    map.setMaxZoom(18);
    options = Object.assign({}, window.everydayAlike, given);
    const container = map.getContainer();
    describe(container);
    makePanes();
    layers.hatch = hatch("#8d8a84");
    layers.dots = hatch("#5d5a54", true);
    options.hatchOn = (pen, pattern) => pen.createPattern(
      pattern === layers.dots ? hatchTile("#5d5a54", true) : hatchTile("#8d8a84"), "repeat");
    options.dots = layers.dots;
    window.everydayLabels.begin(map);
    window.everydayTools.begin(map, options, { layer: switchLayer, empty: (isOn) => switchLayer("empty", isOn), home: goHome });
    window.everydayPicture.begin(map, options);
    window.everydayGround.begin(map, panes);
    get("background").then((content) => {
      window.everydayGround.veil(content.extent);
      window.everydayGround.draw(content);
      container.dataset.ground = "1";
    });
    Promise.all([get("background"), get("areas")]).then(([background, areas]) => {
      window.everydayLabels.take(background, areas, options.words);
    });
    markCentre(options.centre);
    listen(container);
    map.invalidateSize({ animate: false });
    if (options.is_whole) showWholeTown(false);
  }

  /* The button on the map: the page forgets what was chosen and searched for. */
  function goHome() {
    showWholeTown(true);
    const centre = map.getCenter();
    tell({ lat: centre.lat, lng: centre.lng, home: true });
  }

  function show(wanted) {
    const before = state;
    state = wanted;
    // What a page wants on top counts when it wants something new: in between the switches on the map do.
    if (!before || JSON.stringify(before.overlays) !== JSON.stringify(wanted.overlays)) overlays = [...wanted.overlays];
    paint();
    setOverlays();
    const isLegendNew = window.everydayTools.setLegend(wanted.legend);
    if (isWhole && !before && isLegendNew) showWholeTown(false);
    window.everydayPicture.setHeading(wanted.heading);
    window.everydayShapes.show(wanted.shapes, { map, get, ring, isInside, ink: options.ink });
    window.everydayPins.show(wanted.pins, { map, tell, ink: options.ink });
    rememberAll();
    clearTimeout(afterwards);
    afterwards = setTimeout(rememberAll, 400);
    const whole = { bounds: options.bounds, show: showWholeTown };
    window.everydayTogether.show(wanted.anchor, { map, options, switched: applySwitch });
    window.everydayFound.show(wanted.found, wanted.fly, { map, ink: options.ink, whole });
  }

  return { start, show, written };
})();
