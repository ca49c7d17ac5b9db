/* Names on the map: of the town and its neighbourhoods, along its streets when near, of stops and places that are shown.
   The most important first, none over another, and none under a pin or a badge. */
"use strict";

window.everydayLabels = (function () {
  const STREETS_FROM = 15, AGAIN_PX = 320;
  const FAMILY = "\"Source Sans\", \"Source Sans 3\", \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, sans-serif";
  const RANK = { city: 0, town: 1, suburb: 3, village: 3, quarter: 4, neighbourhood: 5, hamlet: 6, locality: 7 };
  const FONTS = {
    town: "600 17px " + FAMILY, area: "600 13px " + FAMILY, place: "italic 13px " + FAMILY, street: "12px " + FAMILY,
    symbol: "12px " + FAMILY, outside: "italic 13px " + FAMILY,
  };
  const widths = new Map();
  let map, layer, names = [], shown = [], outside = [];

  /* Room that is taken: boxes [left, top, right, bottom], found by the square of the ground in which they lie. */
  function makeRoom() {
    const SIDE = 64, squares = new Map();
    function* around(box) {
      for (let x = Math.floor(box[0] / SIDE); x <= Math.floor(box[2] / SIDE); x += 1) {
        for (let y = Math.floor(box[1] / SIDE); y <= Math.floor(box[3] / SIDE); y += 1) yield x * 65536 + y;
      }
    }
    function hits(box) {
      for (const key of around(box)) {
        const here = squares.get(key);
        if (here && here.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return true;
      }
      return false;
    }
    return {
      isFree: (boxes) => !boxes.some(hits),
      take(boxes) {
        for (const box of boxes) {
          for (const key of around(box)) { if (!squares.has(key)) squares.set(key, []); squares.get(key).push(box); }
        }
      },
    };
  }

  function write(pen, text, x, y, angle, font, ink) {
    pen.save();
    pen.translate(x, y);
    if (angle) pen.rotate(angle);
    pen.font = font;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 3;
    pen.strokeStyle = "rgba(255, 255, 255, 0.92)";
    pen.strokeText(text, 0, 0);
    pen.fillStyle = ink || "#26292e";
    pen.fillText(text, 0, 0);
    pen.restore();
  }

  /* Measured once: a town has some thousand names, and the map is moved often. */
  function widthOf(pen, text, font) {
    const key = font + text;
    if (!widths.has(key)) { pen.font = font; widths.set(key, pen.measureText(text).width); }
    return widths.get(key);
  }

  function put(pen, rooms, kind, text, x, y, ink) {
    const half = widthOf(pen, text, FONTS[kind]) / 2 + 3, tall = kind === "town" ? 11 : 9;
    const boxes = [[x - half, y - tall, x + half, y + tall]];
    if (!rooms.every((room) => room.isFree(boxes))) return false;
    rooms[0].take(boxes);
    write(pen, text, x, y, 0, FONTS[kind], ink);
    shown.push({ kind, text, x, y, angle: 0 });
    return true;
  }

  /* Badges and pins keep their room: they are elements, wherever they come from. */
  function badges() {
    const found = [], holder = map.getPane("mapPane").getBoundingClientRect();
    for (const element of map.getContainer().querySelectorAll(".ea-pin, .ea-code, .ea-correction, .ea-activity, .ea-spot, .ea-found")) {
      const box = element.getBoundingClientRect();
      found.push([box.left - holder.left - 2, box.top - holder.top - 2, box.right - holder.left + 2, box.bottom - holder.top + 2]);
    }
    return found;
  }

  /* Parts of a line inside the view, in pixels. */
  function runs(street, view) {
    const found = [];
    let run = [];
    for (let i = 1; i < street.points.length; i += 1) {
      const cut = L.LineUtil.clipSegment(view.point(street.points[i - 1]), view.point(street.points[i]), view.frame, false, false);
      if (!cut) { if (run.length > 1) found.push(run); run = []; continue; }
      if (!run.length || !run[run.length - 1].equals(cut[0])) { if (run.length > 1) found.push(run); run = [cut[0]]; }
      run.push(cut[1]);
    }
    if (run.length > 1) found.push(run);
    return found;
  }

  function pointAt(run, along, far) {
    let i = 1;
    while (i < along.length - 1 && along[i] < far) i += 1;
    const part = along[i] - along[i - 1], share = part ? (far - along[i - 1]) / part : 0;
    return L.point(run[i - 1].x + share * (run[i].x - run[i - 1].x), run[i - 1].y + share * (run[i].y - run[i - 1].y));
  }

  /* Where a street is straight enough and free for its name: the middle of the run first, then to both sides. */
  function placeOnRun(run, width, rooms) {
    const along = [0];
    for (let i = 1; i < run.length; i += 1) along.push(along[i - 1] + run[i].distanceTo(run[i - 1]));
    const whole = along[along.length - 1];
    for (let step = 0; step * 40 <= whole / 2; step += 1) {
      for (const side of step ? [1, -1] : [1]) {
        const middle = whole / 2 + side * step * 40, from = middle - width / 2, to = middle + width / 2;
        if (from < 0 || to > whole) continue;
        const a = pointAt(run, along, from), b = pointAt(run, along, to), m = pointAt(run, along, middle);
        const chord = a.distanceTo(b), bend = Math.abs((b.x - a.x) * (a.y - m.y) - (a.x - m.x) * (b.y - a.y)) / (chord || 1);
        if (chord < 0.95 * width || bend > 4) continue;
        const count = Math.max(2, Math.ceil(width / 9)), boxes = [];
        for (let i = 0; i <= count; i += 1) {
          const x = a.x + (b.x - a.x) * i / count, y = a.y + (b.y - a.y) * i / count;
          boxes.push([x - 7, y - 7, x + 7, y + 7]);
        }
        if (!rooms.every((room) => room.isFree(boxes))) continue;
        let angle = Math.atan2(b.y - a.y, b.x - a.x);
        if (angle > Math.PI / 2 + 0.01) angle -= Math.PI;
        if (angle <= -Math.PI / 2 + 0.01) angle += Math.PI;
        return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, angle, boxes };
      }
    }
    return null;
  }

  function* drawStreets(pen, view, rooms) {
    const near = new Map(), order = { road_major: 0, road_minor: 1 };
    const wanted = window.everydayGround.named().filter((street) => view.bounds.intersects(street.bounds));
    wanted.sort((a, b) => (order[a.layer] ?? 2) - (order[b.layer] ?? 2));
    for (const street of wanted) {
      yield;
      const width = widthOf(pen, street.text, FONTS.street) + 6;
      for (const run of runs(street, view)) {
        const spot = placeOnRun(run, width, rooms);
        if (!spot) continue;
        const others = near.get(street.text) || [];
        if (others.some((other) => (other.x - spot.x) ** 2 + (other.y - spot.y) ** 2 < AGAIN_PX ** 2)) continue;
        near.set(street.text, [...others, spot]);
        rooms[0].take(spot.boxes);
        write(pen, street.text, spot.x, spot.y, spot.angle, FONTS.street, street.layer === "rail" || street.layer === "waterway" ? "#3a5563" : "#3a3d42");
        shown.push({ kind: "street", text: street.text, x: spot.x, y: spot.y, angle: spot.angle });
      }
    }
  }

  function* draw(pen, view) {
    shown = [];
    const taken = makeRoom(), signs = makeRoom(), rooms = [taken, signs], left = [];
    taken.take(badges());
    signs.take(window.everydaySymbols.boxes(view));
    for (const name of names.filter((one) => one.rank <= Math.max(2, view.zoom - 9))) {
      if (!view.bounds.contains(name.at)) continue;
      yield;
      const at = view.point(name.at), kind = name.rank < 2 ? "town" : name.isArea ? "area" : "place";
      const down = name.rank < 2 ? 19 : 0;  // clear of the ring that marks the centre
      const isPut = [0, -19, 19, -30, 30].some((aside) => put(pen, rooms, kind, name.text, at.x, at.y + down + aside));
      if (!isPut && name.rank <= 2) left.push([kind, name.text, at.x, at.y + down]);
    }
    // Rather over a symbol than without the name of the town or of an area.
    for (const [kind, text, x, y] of left) put(pen, [taken], kind, text, x, y);
    for (const { text, x, y } of window.everydaySymbols.labels(view)) { yield; put(pen, rooms, "symbol", text, x, y); }
    if (view.zoom >= STREETS_FROM) yield* drawStreets(pen, view, rooms);
    for (const { at, text } of outside) {
      const point = view.point(at);
      if (view.frame.contains(point)) put(pen, rooms, "outside", text, point.x, point.y, "#5a5e64");
    }
    map.getContainer().dataset.names = String(shown.length);
  }

  function begin(leafletMap) {
    map = leafletMap;
    map.createPane("names").style.zIndex = 620;
    map.getPane("names").style.pointerEvents = "none";
    layer = new window.EverydayCanvas(draw, { pane: "names", rank: 2 }).addTo(map);
    const again = new MutationObserver(() => layer.redraw());
    for (const pane of ["pins", "codes"]) {
      again.observe(map.getPane(pane) || map.createPane(pane), { childList: true });
    }
  }

  /* `background.labels` are words, kind of place, latitude, longitude; areas come with their packed middle. */
  function take(background, areas, words) {
    const found = areas.names.map((text, row) => ({
      text, at: L.latLng(areas.at[2 * row] * 1e-5, areas.at[2 * row + 1] * 1e-5), rank: 2, isArea: true,
    }));
    const known = new Set(found.map((name) => name.text));
    for (const [text, place, lat, lon] of background.labels) {
      if (text && !known.has(text)) found.push({ text, at: L.latLng(lat, lon), rank: RANK[place] ?? 6, isArea: false });
    }
    names = found.sort((a, b) => a.rank - b.rank);
    outside = beyond(background.extent, words.outside);
    layer.redraw();
  }

  /* "Not mapped" on all four sides of the extract. */
  function beyond(extent, text) {
    if (!extent) return [];
    const box = L.latLngBounds(extent.map(window.everydayGround.ring).flat()), middle = box.getCenter();
    const high = (box.getNorth() - box.getSouth()) * 0.06, wide = (box.getEast() - box.getWest()) * 0.09;
    return [
      [box.getNorth() + high, middle.lng], [box.getSouth() - high, middle.lng],
      [middle.lat, box.getWest() - wide], [middle.lat, box.getEast() + wide],
    ].map((at) => ({ at: L.latLng(at), text }));
  }

  /* What is written, and where in the map as it lies now. */
  function shownNow() {
    const from = map.containerPointToLayerPoint([0, 0]);
    return shown.map((one) => Object.assign({}, one, { x: one.x - from.x, y: one.y - from.y }));
  }

  return { begin, take, redraw: () => layer && layer.redraw(), shown: shownNow, layer: () => layer };
})();
