/* Places and stops as symbols: a sign for each group of places, a number where they crowd, names when near. */
"use strict";

window.everydaySymbols = (function () {
  const E5 = 1e-5, CLUSTER_PX = 46, CLUSTER_TO = 15, NAMES_FROM = 16, PLACE_NAMES_FROM = 17, SIDE = 20;
  const INK = {
    green: "#2f6b2f", meeting: "#7a3b8f", food: "#9a3412", shops: "#1d5b8f", learning: "#7a5a00", health: "#b3174a",
    sport: "#0f6d6a", travel: "#33373d", other: "#5a5e64",
  };
  const shapes = {}, sources = {}, layers = {}, items = { places: [], stops: [] };

  function shape(group) {
    const name = window.everydayIcons[group] ? group : "other";
    shapes[name] = shapes[name] || new Path2D(window.everydayIcons[name]);
    return shapes[name];
  }

  function roundBox(pen, x, y, side, round) {
    pen.beginPath();
    pen.moveTo(x + round, y);
    pen.arcTo(x + side, y, x + side, y + side, round);
    pen.arcTo(x + side, y + side, x, y + side, round);
    pen.arcTo(x, y + side, x, y, round);
    pen.arcTo(x, y, x + side, y, round);
    pen.closePath();
  }

  /* svgcanvas knows no Path2D: there the icon is a small picture. */
  function paintIcon(pen, group, x, y, scale, ink) {
    if (!(pen instanceof CanvasRenderingContext2D)) {
      const side = 15 * scale, tile = document.createElement("canvas");
      tile.width = tile.height = Math.ceil(side * 4);
      const fine = tile.getContext("2d");
      fine.scale(4, 4);
      paintIcon(fine, group, side / 2, side / 2, scale, ink);
      pen.drawImage(tile, x - side / 2, y - side / 2, side, side);
      return;
    }
    pen.save();
    pen.translate(x - 7.5 * scale, y - 7.5 * scale);
    pen.scale(scale, scale);
    pen.fillStyle = ink;
    pen.fill(shape(group));
    pen.restore();
  }

  /* Filled where people come together, else an outline: told apart without colour. */
  function badge(pen, group, x, y, isBumping) {
    const ink = INK[group] || INK.other;
    roundBox(pen, x - SIDE / 2, y - SIDE / 2, SIDE, 4);
    pen.fillStyle = isBumping ? ink : "#ffffff";
    pen.fill();
    pen.lineWidth = 1.6;
    pen.strokeStyle = isBumping ? "#ffffff" : ink;
    pen.stroke();
    paintIcon(pen, group, x, y, 0.9, isBumping ? "#ffffff" : ink);
  }

  function crowd(pen, x, y, count) {
    const radius = Math.min(11 + 1.6 * Math.log2(count), 22);
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fillStyle = "rgba(255, 255, 255, 0.94)";
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = "#33373d";
    pen.stroke();
    pen.fillStyle = "#16191d";
    pen.font = "700 13px sans-serif";
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText(String(count), x, y);
    return radius;
  }

  function features(content) {
    return content.names.map((_, row) => ({
      type: "Feature", properties: { row },
      geometry: { type: "Point", coordinates: [content.at[2 * row + 1] * E5, content.at[2 * row] * E5] },
    }));
  }

  function* drawPlaces(pen, view) {
    const { content, index } = sources.places, { bounds } = view, drawn = [];
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    for (const found of index.getClusters(box, Math.floor(view.zoom))) {
      yield;
      const [lon, lat] = found.geometry.coordinates, at = L.latLng(lat, lon), point = view.point(at);
      const { row, cluster_id: cluster, point_count: count } = found.properties;
      if (cluster !== undefined) { drawn.push({ at, cluster, count, radius: crowd(pen, point.x, point.y, count) }); continue; }
      badge(pen, content.groups[content.group[row]], point.x, point.y, content.is_bumping[row]);
      drawn.push({ at, row, radius: SIDE / 2 });
    }
    items.places = drawn;
  }

  function* drawStops(pen, view) {
    const { content } = sources.stops, radius = view.zoom < 13 ? 1.8 : view.zoom < 15 ? 3.2 : 8, drawn = [];
    for (let row = 0; row < content.names.length; row += 1) {
      const at = L.latLng(content.at[2 * row] * E5, content.at[2 * row + 1] * E5);
      if (!view.bounds.contains(at)) continue;
      yield;
      const point = view.point(at);
      pen.beginPath();
      pen.arc(point.x, point.y, radius, 0, 2 * Math.PI);
      pen.fillStyle = "#ffffff";
      pen.fill();
      pen.lineWidth = radius < 2 ? 1.2 : 1.7;
      pen.strokeStyle = "#16191d";
      pen.stroke();
      if (radius > 6) paintIcon(pen, "travel", point.x, point.y, 0.66, "#16191d");
      drawn.push({ at, row, radius });
    }
    items.stops = drawn;
  }

  const DRAW = { places: drawPlaces, stops: drawStops };

  function add(name, content, map) {
    const index = name === "places" ? new window.Supercluster({ radius: CLUSTER_PX, extent: 256, maxZoom: CLUSTER_TO, minPoints: 3 }).load(features(content)) : null;
    sources[name] = { content, index };
    layers[name] = new window.EverydayCanvas(DRAW[name], { pane: name === "stops" ? "stops" : "symbols" }).addTo(map);
    map.getContainer().dataset.symbols = name + " " + items[name].length;
    window.everydayLabels.redraw();
    return {
      remove() {
        layers[name].remove();
        delete layers[name]; delete sources[name];
        items[name] = [];
        window.everydayLabels.redraw();
      },
    };
  }

  /* Names beside the symbols, for the labels to place. */
  function labels(view) {
    const found = [];
    const beside = (name, from, words) => {
      if (!layers[name] || view.zoom < from) return;
      for (const { at, row, radius } of items[name]) {
        if (row === undefined) continue;
        const point = view.point(at);
        const text = words(sources[name].content, row);
        if (text) found.push({ text, x: point.x, y: point.y + radius + 9 });
      }
    };
    beside("stops", NAMES_FROM, (content, row) => [content.names[row], content.notes[row]].filter(Boolean).join(" · "));
    beside("places", PLACE_NAMES_FROM, (content, row) => content.names[row]);
    return found;
  }

  /* Where symbols and numbers stand, for names to keep clear of: [left, top, right, bottom]. */
  function boxes(view) {
    if (!layers.places) return [];
    return items.places.map(({ at, radius }) => {
      const point = view.point(at);
      return [point.x - radius, point.y - radius, point.x + radius, point.y + radius];
    });
  }

  function hit(map, latlng) {
    const at = map.latLngToContainerPoint(latlng);
    let best = null, least = Infinity;
    for (const name of ["places", "stops"]) {
      if (!layers[name]) continue;
      for (const item of items[name]) {
        const far = map.latLngToContainerPoint(item.at).distanceTo(at);
        if (far <= Math.max(item.radius + 2, 9) && far < least) { least = far; best = Object.assign({ name }, item); }
      }
    }
    return best;
  }

  /* What lies under the pointer: [title, note] pairs. */
  function under(map, latlng, words) {
    const found = hit(map, latlng);
    if (!found) return [];
    if (found.cluster !== undefined) return [[words.crowd.replace("{n}", found.count), words.closer]];
    const content = sources[found.name].content, name = content.names[found.row], note = content.notes[found.row];
    return [[name || note, name ? note : ""]];
  }

  /* A click on a number goes nearer, until the places stand apart: true if it was taken. */
  function takeClick(map, latlng) {
    const found = hit(map, latlng);
    if (!found || found.cluster === undefined) return false;
    const zoom = Math.min(Math.max(sources.places.index.getClusterExpansionZoom(found.cluster), map.getZoom() + 1), 18);
    map.setView(found.at, zoom);
    return true;
  }

  /* A sign by itself, for the key. */
  function sign(group, isBumping) {
    const canvas = document.createElement("canvas"), ratio = 2;
    canvas.width = canvas.height = 24 * ratio;
    canvas.className = "ea-sign";
    canvas.setAttribute("aria-hidden", "true");
    const pen = canvas.getContext("2d");
    pen.scale(ratio, ratio);
    badge(pen, group, 12, 12, isBumping);
    return canvas;
  }

  return { add, labels, boxes, under, takeClick, sign, items: () => items, layers: () => ["stops", "places"].map((name) => layers[name]).filter(Boolean) };
})();
