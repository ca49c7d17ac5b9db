/* The map of Everyday Atlas, on Leaflet. Started once by the page's folium map; `show` then changes what is on it.
   Outlines and values are fetched by address and kept; changing a measure recolours and never redraws the ground.
   Text from files only ever reaches the page through textContent. */
"use strict";

window.everydayMap = (function () {
  const E5 = 1e-5;
  const MINOR_ROADS_FROM = 13, PATHS_FROM = 15;
  let map, options, panes = {}, ground = [], state = null, shownUnit = "areas", turn = 0, painted = "", note;
  let layers = { fill: [], outline: null, casing: null, chosen: null, centre: null, overlays: {} };
  const fetched = new Map();

  function get(name) {
    if (!fetched.has(name)) {
      const promise = fetch(options.data + name + ".json?v=" + options.version).then((answer) => {
        if (!answer.ok) throw new Error(name + ": " + answer.status);
        return answer.json();
      });
      promise.catch(() => fetched.delete(name));
      fetched.set(name, promise);
      if (fetched.size > 60) fetched.delete(fetched.keys().next().value);
    }
    return fetched.get(name);
  }

  function ring(flat) {
    const points = new Array(flat.length / 2);
    let lon = 0, lat = 0;
    for (let i = 0; i < flat.length; i += 2) {
      lon += flat[i]; lat += flat[i + 1];
      points[i / 2] = new L.LatLng(lat * E5, lon * E5);
    }
    return points;
  }

  function outlines(content) {
    if (!content.shapes) {
      content.shapes = content.rings.map((rings) => rings.map(ring));
      content.row = new Map(content.ids.map((id, row) => [id, row]));
    }
    return content.shapes;
  }

  function pane(name, level) {
    const element = map.createPane(name);
    element.style.zIndex = level;
    element.style.pointerEvents = "none";
    panes[name] = L.canvas({ pane: name, padding: 0.25 });
    return panes[name];
  }

  /* The ground: water, green, built-up land, roads and railways of the town's own extract. */

  function roadWidth(major) {
    const zoom = map.getZoom();
    return Math.max(major ? 1.6 : 0.7, (major ? 2.6 : 1.5) * Math.pow(1.45, zoom - 13));
  }

  function drawGround(content) {
    const style = (extra) => Object.assign({ renderer: panes.ground, interactive: false, smoothFactor: 1.2 }, extra);
    const polygons = (name, colour, renderer) => {
      const features = content.layers[name] || [];
      if (features.length) {
        L.polygon(features.map((rings) => rings.map(ring)), style({
          renderer: renderer || panes.ground, stroke: false, fillColor: colour, fillOpacity: 1,
        })).addTo(map);
      }
    };
    const lines = (name) => (content.layers[name] || []).flatMap((rings) => rings.map(ring));
    const line = (points, extra, from) => {
      if (!points.length) return;
      const drawn = L.polyline(points, style(extra));
      drawn.from = from || 0;
      drawn.width = extra.width;
      ground.push(drawn);
    };
    polygons("built", "#f0eee9");
    polygons("green", "#dcead3");
    polygons("water", "#c3dcea", panes.streets);
    line(lines("waterway"), { renderer: panes.streets, color: "#c3dcea", width: () => Math.max(1.2, roadWidth(false)) });
    const minor = lines("road_minor"), major = lines("road_major");
    line(minor, { color: "#cfcbc3", width: () => roadWidth(false) + 1.1 }, MINOR_ROADS_FROM - 1);
    line(major, { color: "#a9a499", width: () => roadWidth(true) + 1.6 });
    line(lines("path"), { renderer: panes.streets, color: "#8a7f70", dashArray: "2 3", width: () => 1 }, PATHS_FROM);
    line(minor, { renderer: panes.streets, color: "#ffffff", opacity: 0.75, width: () => roadWidth(false) }, MINOR_ROADS_FROM);
    line(major, { renderer: panes.streets, color: "#ffffff", opacity: 0.85, width: () => roadWidth(true) });
    line(lines("rail"), { renderer: panes.streets, color: "#6f6a63", dashArray: "6 4", width: () => 1.3 });
    scaleGround();
  }

  function scaleGround() {
    const zoom = map.getZoom();
    for (const drawn of ground) {
      const isSeen = zoom >= drawn.from;
      drawn.options.weight = drawn.width();
      if (isSeen && !map.hasLayer(drawn)) drawn.addTo(map);
      if (!isSeen && map.hasLayer(drawn)) drawn.remove();
      if (isSeen) drawn.setStyle({ weight: drawn.options.weight });
    }
  }

  /* Names of areas and places: the most important first, none over another. */

  let names = [];
  const RANK = { city: 0, town: 1, suburb: 3, village: 3, quarter: 4, neighbourhood: 5, hamlet: 6, locality: 7 };

  function placeNames() {
    const holder = map.getPane("names");
    holder.replaceChildren();
    const zoom = map.getZoom(), taken = [];
    const wanted = names.filter((name) => name.rank <= Math.max(2, zoom - 9)).sort((a, b) => a.rank - b.rank);
    const view = map.getBounds().pad(0.2);
    for (const name of wanted) {
      if (!view.contains(name.at)) continue;
      const point = map.latLngToLayerPoint(name.at);
      const down = name.rank < 2 ? 19 : 0;  // clear of the ring that marks the centre
      const half = name.text.length * (name.rank < 2 ? 4.6 : 3.7) + 4;
      const box = [point.x - half, point.y + down - 10, point.x + half, point.y + down + 10];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      const element = document.createElement("div");
      element.className = "ea-name ea-name-" + (name.rank < 2 ? "town" : name.isArea ? "area" : "place");
      element.textContent = name.text;
      element.style.transform = "translate(-50%, -50%) translate(" + Math.round(point.x) + "px," + Math.round(point.y + down) + "px)";
      holder.appendChild(element);
    }
  }

  async function collectNames() {
    const [background, areas] = await Promise.all([get("background"), get("areas")]);
    const found = areas.names.map((text, row) => ({
      text, at: L.latLng(areas.at[2 * row] * E5, areas.at[2 * row + 1] * E5), rank: 2, isArea: true,
    }));
    const known = new Set(found.map((name) => name.text));
    for (const [text, place, lat, lon] of background.labels) {
      if (text && !known.has(text)) found.push({ text, at: L.latLng(lat, lon), rank: RANK[place] ?? 6, isArea: false });
    }
    names = found;
    placeNames();
  }

  /* Values: one class per cell or area, one drawn shape per class. */

  function hatch(colour) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(-2, 6); pen.lineTo(6, -2); pen.moveTo(2, 10); pen.lineTo(10, 2);
    pen.stroke();
    return pen.createPattern(tile, "repeat");
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
    const recipe = JSON.stringify([unit, fields, wanted.colours, wanted.opacity, wanted.hide_unknown]);
    tellUnit(unit);
    if (recipe === painted) { drawChosen(wanted); return; }
    const mine = ++turn;
    const [content, areas, ...values] = await Promise.all([
      get(unit), get("areas"), ...fields.map((field) => get(field.layer)),
    ]);
    if (mine !== turn) return;
    shownUnit = unit;
    const shapes = outlines(content), groups = new Map();
    if (fields.length) {
      const found = classes(fields, values, unit);
      found.forEach((one, row) => {
        if (!groups.has(one)) groups.set(one, []);
        groups.get(one).push(shapes[row]);
      });
    }
    const drawn = [];
    for (const [one, group] of groups) {
      const colour = one < 0 ? null : wanted.colours[one];
      if ((one >= 0 && !colour) || (one < 0 && wanted.hide_unknown)) continue;
      drawn.push(L.polygon(group, {
        renderer: panes.values, interactive: false, smoothFactor: 0.3,
        stroke: unit === "areas" || map.getZoom() >= 14, color: "#ffffff", weight: unit === "areas" ? 1.2 : 0.5, opacity: 0.8,
        fillColor: colour || layers.hatch, fillOpacity: colour ? wanted.opacity : 0.9,
      }));
    }
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
    places: (content) => dots(content, (row) => (content.is_bumping[row] ? "#9a3412" : "#7a7264"), 3.2),
    stops: (content) => dots(content, () => "#111111", 2.4, "#ffffff"),
    lines: (content) => L.polyline(content.rings.flatMap((rings) => rings.map(ring)), {
      renderer: panes.lines, interactive: false, color: "#3b2f6b", weight: 1.3, opacity: 0.6,
    }),
    corrections: drawCorrections,
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
      L.marker(at, { icon, pane: map.getPane("codes") ? "codes" : "markerPane", interactive: false, keyboard: false }).addTo(group);
    });
    return group;
  }

  function dots(content, colour, radius, fill) {
    const group = L.layerGroup();
    for (let row = 0; row < content.names.length; row += 1) {
      L.circleMarker([content.at[2 * row] * E5, content.at[2 * row + 1] * E5], {
        renderer: panes.lines, interactive: false, radius, weight: fill ? 1.4 : 1, color: fill ? colour(row) : "#ffffff",
        fillColor: fill || colour(row), fillOpacity: 1,
      }).addTo(group);
    }
    return group;
  }

  async function setOverlays(wanted) {
    for (const name of Object.keys(OVERLAYS)) {
      const isWanted = wanted.includes(name), layer = layers.overlays[name];
      if (!isWanted && layer) { layer.remove(); delete layers.overlays[name]; }
      if (isWanted && !layer) {
        const content = await get(name);
        if (state && state.overlays.includes(name) && !layers.overlays[name]) {
          layers.overlays[name] = OVERLAYS[name](content).addTo(map);
        }
      }
    }
    map.getContainer().dataset.overlays = Object.keys(layers.overlays).sort().join(" ");
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

  function written(value, field) {
    if (value === null || value === undefined) return options.words.unknown;
    if (field.unit === "share") return Math.round(100 * value) + " %";
    const digits = field.unit === "minutes" || Math.abs(value) >= 10 ? 0 : 1;
    return value.toLocaleString("en-GB", { maximumFractionDigits: digits }) + (field.noun ? " " + field.noun : "");
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
    for (const name of ["stops", "places"]) {
      if (!layers.overlays[name]) continue;
      const content = await get(name);
      let best = -1, least = 81;
      for (let row = 0; row < content.names.length; row += 1) {
        const point = map.latLngToLayerPoint([content.at[2 * row] * E5, content.at[2 * row + 1] * E5]);
        const far = (point.x - at.x) ** 2 + (point.y - at.y) ** 2;
        if (far < least) { least = far; best = row; }
      }
      if (best >= 0) found.push([content.names[best] || content.notes[best], content.names[best] ? content.notes[best] : ""]);
    }
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
        add("div", (fields.length > 1 ? field.title + ": " : "") + written(values[number][unit][row], field));
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
    const isTaken = window.everydayPins.takeClick(event, clicked);
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

  function remember() {
    try {
      const centre = map.getCenter(), view = [centre.lat.toFixed(4), centre.lng.toFixed(4), map.getZoom()].join(",");
      const address = new URL(window.parent.location.href);
      address.searchParams.set("map", view);
      window.parent.history.replaceState(window.parent.history.state, "", address);
    } catch (error) { /* another page holds the frame: the address is not ours to change */ }
  }

  function start(leafletMap, given) {
    map = leafletMap;
    map.setMinZoom(9);
    map.setMaxZoom(18);
    options = given;
    const container = map.getContainer();
    for (const [name, colour] of Object.entries(options.ink)) container.style.setProperty("--ea-" + name, colour);
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", options.label);
    document.documentElement.lang = "en-GB";
    (document.getElementById("root") || document.body).setAttribute("role", "main");
    for (const meta of document.querySelectorAll("meta[name=viewport]")) meta.content = "width=device-width, initial-scale=1";
    pane("ground", 210); pane("values", 300); pane("streets", 350); pane("lines", 400);
    const holder = map.createPane("names");
    holder.style.zIndex = 620;
    holder.classList.add("leaflet-zoom-hide");
    layers.hatch = hatch("#8d8a84");
    note = document.createElement("div");
    note.className = "ea-zoomed";
    note.textContent = options.words.zoomed;
    note.hidden = true;
    container.append(note);
    window.everydayAccess.help(container, options.label);
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(options.attribution);
    get("background").then((content) => { drawGround(content); container.dataset.ground = "1"; });
    get("areas"); collectNames(); markCentre(options.centre);
    map.on("zoomend", () => { scaleGround(); placeNames(); if (state && unitNow() !== shownUnit) paint(); });
    map.on("moveend", () => { placeNames(); remember(); });
    map.on("click", click);
    const cross = document.createElement("div");
    cross.className = "ea-cross";
    container.append(cross);
    container.addEventListener("keydown", clickMiddle);
    map.on("mousemove", pointAt);
    map.on("mouseout", () => { if (tip) map.closeTooltip(tip); });
  }

  function show(wanted) {
    state = wanted;
    paint();
    setOverlays(wanted.overlays);
    window.everydayShapes.show(wanted.shapes, { map, get, ring, isInside, ink: options.ink });
    window.everydayPins.show(wanted.pins, { map, tell, ink: options.ink });
    window.everydayFound.show(wanted.found, wanted.fly, { map, ink: options.ink });
  }

  return { start, show };
})();
