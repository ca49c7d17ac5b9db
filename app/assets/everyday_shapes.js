/* Outlines over the map: suggested barriers and enablers, and the types of place. Drawn as SVG, so that they can be
   hatched; told apart by hatch, line and letter as well as by colour. Text only ever arrives through textContent. */
"use strict";

window.everydayShapes = (function () {
  const E5 = 1e-5, SVG = "http://www.w3.org/2000/svg";
  /* Each: side of the tile, ground, ink (null: the page says, as for barriers and enablers), lines as x1 y1 x2 y2, dots as
     x y radius. */
  const HATCHES = {
    "barrier": [9, "none", null, [[-2, 11, 11, -2], [-2, 2, 2, -2], [7, 11, 11, 7]], []],
    "enabler": [9, "none", null, [], [[4.5, 4.5, 1.6]]],
    "connected": [10, "#d5ecdf", "#00664b", [], [[5, 5, 1.3]]],
    "self-contained": [9, "#fbd89f", "#8a4b00", [[-2, 11, 11, -2], [-2, 2, 2, -2], [7, 11, 11, 7]], []],
    "pass-through": [8, "#a5c6e6", "#0b4a85", [[0, 4, 8, 4]], []],
    "cut-off": [8, "#bb84a8", "#4a0d37", [[-2, 10, 10, -2], [-2, -2, 10, 10]], []],
  };
  const OUTLINES = {
    "barrier": { ink: "barrier", weight: 2.2 },
    "enabler": { ink: "enabler", weight: 2, dashArray: "7 5" },
    "line": { ink: "severed", weight: 5, dashArray: "11 5", lineCap: "butt" },
  };
  /* Where a code may stand, the nearest first. */
  const BESIDE = [0, 1, 2, 3].flatMap((far) => far === 0 ? [[0, 0]] : [
    [35 * far, 0], [0, 21 * far], [-35 * far, 0], [0, -21 * far],
    [35 * far, 21 * far], [-35 * far, 21 * far], [35 * far, -21 * far], [-35 * far, -21 * far],
  ]);
  let tools, svg, drawn = [], marks = [], painted = "", turn = 0, content = null;

  function element(name, attributes, parent) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return parent.appendChild(made);
  }

  function addHatches(container) {
    const defs = element("defs", {}, container);
    for (const [name, [side, ground, own, lines, dots]] of Object.entries(HATCHES)) {
      const ink = own || tools.ink[name];
      const pattern = element("pattern", { id: "ea-" + name, width: side, height: side, patternUnits: "userSpaceOnUse" }, defs);
      element("rect", { width: side, height: side, fill: ground }, pattern);
      for (const [x1, y1, x2, y2] of lines) element("line", { x1, y1, x2, y2, stroke: ink, "stroke-width": 1.5 }, pattern);
      for (const [cx, cy, r] of dots) element("circle", { cx, cy, r, fill: ink }, pattern);
    }
  }

  /* The same hatch for a canvas, or for a picture of the map. */
  function hatchOn(pen, name) {
    const [side, ground, own, lines, dots] = HATCHES[name], ink = own || tools.ink[name], tile = document.createElement("canvas");
    tile.width = tile.height = side;
    const brush = tile.getContext("2d");
    if (ground !== "none") { brush.fillStyle = ground; brush.fillRect(0, 0, side, side); }
    brush.strokeStyle = brush.fillStyle = ink;
    brush.lineWidth = 1.5;
    for (const [x1, y1, x2, y2] of lines) { brush.beginPath(); brush.moveTo(x1, y1); brush.lineTo(x2, y2); brush.stroke(); }
    for (const [x, y, radius] of dots) { brush.beginPath(); brush.arc(x, y, radius, 0, 2 * Math.PI); brush.fill(); }
    return pen.createPattern(tile, "repeat");
  }

  function begin(given) {
    tools = given;
    const pane = tools.map.createPane("shapes");
    pane.style.zIndex = 390;
    pane.style.pointerEvents = "none";
    const codes = tools.map.getPane("codes") || tools.map.createPane("codes");
    codes.style.zIndex = 630;
    codes.style.pointerEvents = "none";
    svg = L.svg({ pane: "shapes", padding: 0.3 }).addTo(tools.map);
    addHatches(svg._container);
    tools.map.on("zoomend", placeMarks);
  }

  function clear() {
    drawn.forEach((layer) => layer.remove());
    marks.forEach((mark) => mark.remove());
    drawn = []; marks = [];
    content = null;
  }

  function drawTypes(types) {
    types.keys.forEach((key, row) => {
      drawn.push(L.polygon(types.shapes[row], {
        renderer: svg, interactive: false, smoothFactor: 0.3, color: HATCHES[key][2], weight: 1.8,
        fillColor: "url(#ea-" + key + ")", fillOpacity: 0.72,
      }).addTo(tools.map));
    });
  }

  function isShown(row) { return !content.only || content.only.has(content.keys[row]); }

  function drawSuggestion(row, chosen) {
    if (!isShown(row)) return;
    const isChosen = content.keys[row] === chosen, isFaint = Boolean(chosen) && !isChosen;
    const { ink, ...outline } = OUTLINES[content.is_line[row] ? "line" : content.kinds[row]];
    const style = Object.assign({ renderer: svg, interactive: false, opacity: isFaint ? 0.45 : 1 }, outline, { color: tools.ink[ink] });
    if (isChosen) style.weight += 1.8;
    if (content.is_line[row]) {
      const casing = Object.assign({}, style, { color: "#ffffff", weight: style.weight + 3, dashArray: null });
      drawn.push(L.polyline(content.shapes[row], casing).addTo(tools.map), L.polyline(content.shapes[row], style).addTo(tools.map));
      return;
    }
    style.fillColor = "url(#ea-" + content.kinds[row] + ")";
    style.fillOpacity = isChosen ? 0.95 : isFaint ? 0.2 : 0.6;
    drawn.push(L.polygon(content.shapes[row], style).addTo(tools.map));
  }

  /* A letter and number beside each, none over another: the list beside the map has the same. */
  function placeMarks() {
    marks.forEach((mark) => mark.remove());
    marks = [];
    if (!content || !content.codes) return;
    const taken = [];
    content.codes.forEach((code, row) => {
      if (!isShown(row)) return;
      const at = L.latLng(content.at[2 * row] * E5, content.at[2 * row + 1] * E5), point = tools.map.latLngToLayerPoint(at);
      const isFree = ([right, down]) => !taken.some(
        ([x, y]) => Math.abs(x - point.x - right) < 34 && Math.abs(y - point.y - down) < 20);
      const [right, down] = BESIDE.find(isFree) || BESIDE[0];
      taken.push([point.x + right, point.y + down]);
      const words = document.createElement("span");
      words.textContent = code;
      const icon = L.divIcon({
        className: "ea-code ea-code-" + content.kinds[row] + (content.keys[row] === content.chosen ? " ea-code-chosen" : ""),
        html: words, iconSize: [32, 18], iconAnchor: [16 - right, 9 - down],
      });
      marks.push(L.marker(at, { icon, pane: "codes", interactive: false, keyboard: false }).addTo(tools.map));
    });
  }

  async function show(wanted, given) {
    if (!tools) begin(given);
    const recipe = JSON.stringify(wanted || null);
    if (recipe === painted) return;
    painted = recipe;
    const mine = ++turn, found = wanted ? await tools.get(wanted.layer) : null;
    if (mine !== turn) return;
    clear();
    if (found) {
      found.shapes = found.shapes || found.rings.map((rings) => rings.map(tools.ring));
      content = found;
      content.chosen = wanted.chosen;
      content.only = wanted.only && new Set(wanted.only);
      if (wanted.layer === "types") drawTypes(found);
      else for (let row = found.keys.length - 1; row >= 0; row -= 1) drawSuggestion(row, wanted.chosen);
      placeMarks();
    }
    const holder = tools.map.getContainer();
    holder.dataset.shapes = wanted ? wanted.layer + " " + (wanted.only || found.keys).length : "";
    holder.dataset.shape = (wanted && wanted.chosen) || "";
  }

  /* What lies under the pointer, in words. */
  function under(latlng) {
    if (!content) return [];
    const at = tools.map.latLngToLayerPoint(latlng), found = [];
    content.titles.forEach((title, row) => {
      if (!isShown(row)) return;
      const isHit = content.is_line && content.is_line[row]
        ? content.shapes[row].some((points) => points.some((point, i) => i > 0 && L.LineUtil.pointToSegmentDistance(
          at, tools.map.latLngToLayerPoint(points[i - 1]), tools.map.latLngToLayerPoint(point)) < 7))
        : tools.isInside(content.shapes[row], latlng);
      if (isHit) found.push([(content.codes ? content.codes[row] + " " : "") + title, ""]);
    });
    return found;
  }

  return { show, under, hatchOn };
})();
