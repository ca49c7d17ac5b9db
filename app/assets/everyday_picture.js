/* The map as it is shown, as a picture: PNG, SVG, or a page for the printer, with its title, legend, scale, date and
   attribution. Everything is drawn on one pen, a canvas's or that of svgcanvas. */
"use strict";

window.everydayPicture = (function () {
  const HEAD = 46, FOOT = 40, SIDE = 12, FAMILY = "\"Source Sans\", \"Segoe UI\", Roboto, Arial, sans-serif";
  let map, options, said = "", unit = "areas";

  /* What is shown, by what it is shown now. */
  function headingNow() { return said.replace("{unit}", options.words["by_" + unit]); }

  function level(layer) {
    const pane = (layer.options.renderer && layer.options.renderer.options.pane) || layer.options.pane || "overlayPane";
    return Number(getComputedStyle(map.getPane(pane)).zIndex) || 0;
  }

  function trace(pen, layer, offset) {
    pen.beginPath();
    if (layer._parts) {
      for (const part of layer._parts) {
        part.forEach((point, i) => pen[i ? "lineTo" : "moveTo"](point.x + offset.x, point.y + offset.y));
        if (layer instanceof L.Polygon) pen.closePath();
      }
    } else if (layer._point) {
      pen.arc(layer._point.x + offset.x, layer._point.y + offset.y, layer._radius, 0, 2 * Math.PI);
    }
  }

  /* Hatches that the page draws as patterns become a plain tone with their lines on top. */
  function fillOf(pen, colour) {
    if (typeof colour !== "string") return options.hatchOn(pen, colour);
    const match = /^url\(#ea-(.+)\)$/.exec(colour);
    return match ? window.everydayShapes.hatchOn(pen, match[1]) : colour;
  }

  function paintPath(pen, layer, offset) {
    const style = layer.options;
    trace(pen, layer, offset);
    if (style.fill && style.fillColor !== null) {
      pen.globalAlpha = style.fillOpacity;
      pen.fillStyle = fillOf(pen, style.fillColor || style.color);
      pen.fill(style.fillRule || "evenodd");
    }
    if (style.stroke && style.weight > 0) {
      pen.globalAlpha = style.opacity;
      pen.setLineDash(typeof style.dashArray === "string" ? style.dashArray.split(/[ ,]+/).map(Number) : style.dashArray || []);
      pen.lineWidth = style.weight;
      pen.lineCap = style.lineCap;
      pen.lineJoin = style.lineJoin;
      pen.strokeStyle = style.color;
      pen.stroke();
      pen.setLineDash([]);
    }
    pen.globalAlpha = 1;
  }

  function paintBadge(pen, element, holder) {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element), border = parseFloat(style.borderTopWidth) || 0;
    const x = box.left - holder.left, y = box.top - holder.top, round = Math.min(parseFloat(style.borderRadius) || 0, box.width / 2, box.height / 2);
    pen.beginPath();
    if (round > 1) {
      pen.moveTo(x + round, y);
      for (const [x1, y1, x2, y2] of [[x + box.width, y, x + box.width, y + box.height], [x + box.width, y + box.height, x, y + box.height],
        [x, y + box.height, x, y], [x, y, x + box.width, y]]) pen.arcTo(x1, y1, x2, y2, round);
      pen.closePath();
    } else pen.rect(x, y, box.width, box.height);
    pen.fillStyle = style.backgroundColor;
    pen.fill();
    if (border) { pen.lineWidth = border; pen.strokeStyle = style.borderTopColor; pen.stroke(); }
    pen.fillStyle = style.color;
    pen.font = style.fontWeight + " " + style.fontSize + " " + FAMILY;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(element.textContent, x + box.width / 2, y + box.height / 2);
  }

  function paintMap(pen, size) {
    window.everydaySlices.finish();
    const offset = map.layerPointToContainerPoint([0, 0]), holder = map.getContainer().getBoundingClientRect();
    pen.fillStyle = "#fbfaf7";
    pen.fillRect(0, 0, size.x, size.y);
    const paths = [];
    map.eachLayer((layer) => { if (layer instanceof L.Path && (layer._parts || layer._point)) paths.push([level(layer), L.stamp(layer), layer]); });
    paths.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    for (const [, , layer] of paths) paintPath(pen, layer, offset);
    for (const layer of window.everydaySymbols.layers()) layer.drawOn(pen);
    window.everydayLabels.layer().drawOn(pen);
    for (const element of map.getContainer().querySelectorAll(".ea-code, .ea-correction, .ea-activity, .ea-pin")) paintBadge(pen, element, holder);
  }

  /* Lines of the legend: a swatch (or none) and words. */
  function legendLines() {
    const inside = window.everydayTools.legend(), lines = [];
    if (!inside) return lines;
    const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
    const swatch = (element) => {
      const style = getComputedStyle(element), shape = element.closest("[class*='ea-shape-'], [class*='ea-type-'], .ea-unknown");
      return { colour: style.backgroundColor, image: style.backgroundImage !== "none" && shape ? shape.className : "", border: style.borderTopColor };
    };
    const walk = (element) => {
      if (element.tagName === "TABLE") {
        for (const row of element.rows) {
          const cells = [...row.cells];
          lines.push({ cells: cells.map((cell) => ({ words: words(cell), swatch: cell.querySelector("i") ? swatch(cell.querySelector("i")) : null })) });
        }
        return;
      }
      if (element.tagName === "LI" || (element.tagName === "P" && element.querySelector("i"))) {
        const mark = element.querySelector("i");
        const said = [...element.children].filter((one) => one !== mark).map(words).filter(Boolean).join("  ·  ") || words(element);
        lines.push({ swatch: mark ? swatch(mark) : null, words: said });
        return;
      }
      if (element.tagName === "P") { lines.push({ words: words(element), isHead: element.classList.contains("ea-legend-title") }); return; }
      for (const child of element.children) walk(child);
    };
    for (const child of inside.children) walk(child);
    return lines;
  }

  function wrap(pen, words, width) {
    const lines = [];
    let line = "";
    for (const word of words.split(" ")) {
      const longer = line ? line + " " + word : word;
      if (line && pen.measureText(longer).width > width) { lines.push(line); line = word; } else line = longer;
    }
    return line ? [...lines, line] : lines;
  }

  const PATTERNS = [["ea-shape-barrier", "barrier"], ["ea-shape-enabler", "enabler"], ["ea-type-connected", "connected"],
    ["ea-type-self-contained", "self-contained"], ["ea-type-pass-through", "pass-through"], ["ea-type-cut-off", "cut-off"]];

  function paintSwatch(pen, one, x, y) {
    pen.beginPath();
    pen.rect(x, y, 22, 13);
    const known = PATTERNS.find(([name]) => one.image.includes(name));
    if (one.image.includes("ea-shape-line")) { pen.fillStyle = getComputedStyle(map.getContainer()).getPropertyValue("--ea-severed") || "#333"; pen.fillRect(x, y + 4, 22, 5); return; }
    pen.fillStyle = known ? window.everydayShapes.hatchOn(pen, known[1]) : one.image ? options.hatchOn(pen, one.image.includes("ea-withheld") ? options.dots : null) : one.colour;
    pen.fill();
    pen.lineWidth = 1;
    pen.strokeStyle = "#6b6f75";
    pen.stroke();
  }

  /* The legend in as many columns as its entries leave room for; gives its height. Without a pen that draws it only measures. */
  function paintLegend(pen, lines, left, top, width, isDrawn) {
    pen.font = "13px " + FAMILY;
    const widest = Math.max(160, ...lines.filter((line) => line.swatch && !line.cells).map((line) => pen.measureText(line.words).width + 48));
    const columns = Math.max(1, Math.floor(width / widest)), wide = width / columns, rows = [];
    for (const line of lines) {
      pen.font = (line.isHead ? "600 " : "") + "13px " + FAMILY;
      if (line.cells) rows.push({ cells: line.cells, isWide: true });
      else if (line.isHead || !line.swatch) wrap(pen, line.words, width).forEach((words) => rows.push({ words, isHead: line.isHead, isWide: true }));
      else rows.push(line);
    }
    let y = top, column = 0;
    for (const row of rows) {
      if (row.isWide && column) { column = 0; y += 18; }
      const x = left + column * wide;
      if (isDrawn) {
        pen.textAlign = "left";
        pen.textBaseline = "middle";
        pen.fillStyle = "#16191d";
        pen.font = (row.isHead ? "600 " : "") + "13px " + FAMILY;
        if (row.cells) {
          row.cells.forEach((cell, i) => {
            const at = left + i * width / row.cells.length;
            if (cell.swatch) paintSwatch(pen, cell.swatch, at, y + 2);
            pen.font = "12px " + FAMILY;
            pen.fillStyle = "#16191d";
            pen.fillText(cell.words, at + (cell.swatch ? 28 : 0), y + 9);
          });
        } else {
          if (row.swatch) paintSwatch(pen, row.swatch, x, y + 2);
          pen.fillStyle = "#16191d";
          pen.fillText(row.words, x + (row.swatch ? 30 : 0), y + 9);
        }
      }
      if (row.isWide) y += 18;
      else { column += 1; if (column === columns) { column = 0; y += 18; } }
    }
    return y + (column ? 18 : 0) - top;
  }

  function paintScale(pen, size, top) {
    const y = size.y / 2, metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([100, y]));
    const nice = [50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000].filter((one) => one <= metres * 1.2).pop() || 20, wide = 100 * nice / metres;
    const words = nice >= 1000 ? nice / 1000 + " km" : nice + " m", x = size.x - wide - 12, base = top + size.y - 12;
    pen.strokeStyle = "#16191d";
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x, base - 6); pen.lineTo(x, base); pen.lineTo(x + wide, base); pen.lineTo(x + wide, base - 6);
    pen.stroke();
    pen.font = "12px " + FAMILY;
    pen.textAlign = "center";
    pen.textBaseline = "alphabetic";
    pen.lineWidth = 3;
    pen.strokeStyle = "#ffffff";
    pen.strokeText(words, x + wide / 2, base - 9);
    pen.fillStyle = "#16191d";
    pen.fillText(words, x + wide / 2, base - 9);
  }

  /* When and from whom. */
  function credit() {
    const attribution = map.getContainer().querySelector(".leaflet-control-attribution");
    return [options.dates, attribution ? attribution.textContent.trim() : ""].filter(Boolean).join(" · ");
  }

  /* How large the picture becomes, and what is written round the map. */
  function layout(pen) {
    const size = map.getSize(), lines = legendLines();
    pen.font = "12px " + FAMILY;
    const foot = wrap(pen, credit(), size.x - 2 * SIDE), legend = paintLegend(pen, lines, SIDE, 0, size.x - 2 * SIDE, false);
    return { size, lines, foot, legend, width: size.x, height: HEAD + size.y + 10 + legend + 8 + foot.length * 16 + 8 };
  }

  function compose(pen, plan) {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, plan.width, plan.height);
    pen.save();
    pen.translate(0, HEAD);
    pen.beginPath();
    pen.rect(0, 0, plan.size.x, plan.size.y);
    pen.clip();
    paintMap(pen, plan.size);
    pen.restore();
    pen.fillStyle = "#16191d";
    pen.textAlign = "left";
    pen.textBaseline = "alphabetic";
    pen.font = "600 18px " + FAMILY;
    pen.fillText([options.town, headingNow()].filter(Boolean).join(" · "), SIDE, 29);
    paintScale(pen, plan.size, HEAD);
    paintLegend(pen, plan.lines, SIDE, HEAD + plan.size.y + 10, plan.width - 2 * SIDE, true);
    pen.font = "12px " + FAMILY;
    pen.textAlign = "left";
    pen.textBaseline = "alphabetic";
    pen.fillStyle = "#40444a";
    plan.foot.forEach((words, i) => pen.fillText(words, SIDE, plan.height - 8 - (plan.foot.length - 1 - i) * 16));
  }

  function canvas(ratio) {
    const made = document.createElement("canvas"), pen = made.getContext("2d"), plan = layout(pen);
    made.width = Math.round(plan.width * ratio);
    made.height = Math.round(plan.height * ratio);
    pen.scale(ratio, ratio);
    compose(pen, plan);
    return made;
  }

  async function svg() {
    const { Context } = await import(options.svg);
    const plan = layout(document.createElement("canvas").getContext("2d"));
    const pen = new Context({ width: plan.width, height: plan.height, ctx: document.createElement("canvas").getContext("2d") });
    compose(pen, plan);
    pen.getSvg().setAttribute("fill-rule", "evenodd");  // outlines with holes
    return pen.getSerializedSvg(true);
  }

  function offer(blob, ending) {
    const link = document.createElement("a"), name = [options.town, headingNow()].filter(Boolean).join(" ");
    link.href = URL.createObjectURL(blob);
    link.download = (name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 90) || "map") + "." + ending;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  async function save(kind) {
    if (kind === "svg") offer(new Blob([await svg()], { type: "image/svg+xml" }), "svg");
    else canvas(2).toBlob((blob) => offer(blob, "png"), "image/png");
    map.getContainer().dataset.taken = kind;
  }

  /* For the printer: title, map, legend, dates and attribution, the words as words. Nothing else of the page is printed. */
  function sheetFor(document) {
    const sheet = document.createElement("div"), legend = window.everydayTools.legend();
    sheet.className = "ea-sheet";
    const add = (tag, words) => { const made = document.createElement(tag); made.textContent = words; sheet.append(made); return made; };
    add("h1", [options.town, headingNow()].filter(Boolean).join(" · "));
    const picture = document.createElement("canvas"), size = map.getSize(), pen = picture.getContext("2d");
    picture.width = size.x * 2;
    picture.height = size.y * 2;
    pen.scale(2, 2);
    paintMap(pen, size);
    paintScale(pen, size, 0);
    picture.setAttribute("role", "img");
    picture.setAttribute("aria-label", options.label);
    sheet.append(picture);
    if (legend) {
      const copy = document.createElement("div");
      for (const part of legend.childNodes) copy.append(document.importNode(part, true));
      sheet.append(copy);
    }
    add("p", credit());
    return sheet;
  }

  function watchPrinter() {
    if (!window.everydayTools.isInPage()) return;
    const page = window.parent, document = page.document;
    let sheet = null;
    const clear = () => { if (sheet) { sheet.remove(); sheet = null; document.documentElement.classList.remove("ea-printing"); } };
    const print = () => {
      clear();
      if (!window.frameElement || !window.frameElement.isConnected || !window.frameElement.getClientRects().length) return;
      sheet = sheetFor(document);
      document.body.append(sheet);
      document.documentElement.classList.add("ea-printing");
    };
    page.addEventListener("beforeprint", print);
    page.addEventListener("afterprint", clear);
    window.addEventListener("pagehide", () => { clear(); page.removeEventListener("beforeprint", print); page.removeEventListener("afterprint", clear); });
  }

  function begin(leafletMap, given) {
    map = leafletMap; options = given;
    watchPrinter();
  }

  return { begin, save, canvas, svg, setHeading: (words) => { said = words; }, setUnit: (shown) => { unit = shown; } };
})();
