/* The ground: water, green, built-up land, roads and railways of the town's own extract, and a veil over what lies
   beyond it. Outlines come packed (app/map/packing.py) and are unpacked here once. */
"use strict";

window.everydayGround = (function () {
  const E5 = 1e-5, MINOR_ROADS_FROM = 13, PATHS_FROM = 15;
  let map, panes, drawn = [], named = [];

  function ring(flat) {
    const points = new Array(flat.length / 2);
    let lon = 0, lat = 0;
    for (let i = 0; i < flat.length; i += 2) {
      lon += flat[i]; lat += flat[i + 1];
      points[i / 2] = new L.LatLng(lat * E5, lon * E5);
    }
    return points;
  }

  function roadWidth(isMajor) {
    return Math.max(isMajor ? 1.6 : 0.7, (isMajor ? 2.6 : 1.5) * Math.pow(1.45, map.getZoom() - 13));
  }

  function style(extra) {
    return Object.assign({ renderer: panes.ground, interactive: false, smoothFactor: 1.2 }, extra);
  }

  function polygons(content, name, colour, renderer) {
    const features = content.layers[name] || [];
    if (!features.length) return;
    for (const heap of window.everydayHeaps(features.map((rings) => rings.map(ring)))) {
      L.polygon(heap, style({ renderer: renderer || panes.ground, stroke: false, fillColor: colour, fillOpacity: 1 })).addTo(map);
    }
  }

  function line(points, extra, from) {
    for (const heap of window.everydayHeaps(points)) {
      const made = L.polyline(heap, style(extra));
      made.from = from || 0;
      made.width = extra.width;
      drawn.push(made);
    }
  }

  /* Lines of a layer, and with their names those that have one. */
  function lines(content, name) {
    const features = (content.layers[name] || []).map((rings) => rings.map(ring)), words = (content.names || {})[name] || [];
    features.forEach((parts, row) => {
      if (words[row]) parts.forEach((points) => named.push({ text: words[row], points, bounds: L.latLngBounds(points), layer: name }));
    });
    return features.flat();
  }

  function begin(leafletMap, given) { map = leafletMap; panes = given; }

  function draw(content) {
    polygons(content, "built", "#f0eee9");
    polygons(content, "green", "#dcead3");
    polygons(content, "water", "#c3dcea", panes.streets);
    line(lines(content, "waterway"), { renderer: panes.streets, color: "#c3dcea", width: () => Math.max(1.2, roadWidth(false)) });
    const minor = lines(content, "road_minor"), major = lines(content, "road_major");
    line(minor, { color: "#cfcbc3", width: () => roadWidth(false) + 1.1 }, MINOR_ROADS_FROM - 1);
    line(major, { color: "#a9a499", width: () => roadWidth(true) + 1.6 });
    line(lines(content, "path"), { renderer: panes.streets, color: "#8a7f70", dashArray: "2 3", width: () => 1 }, PATHS_FROM);
    line(minor, { renderer: panes.streets, color: "#ffffff", opacity: 0.75, width: () => roadWidth(false) }, MINOR_ROADS_FROM);
    line(major, { renderer: panes.streets, color: "#ffffff", opacity: 0.85, width: () => roadWidth(true) });
    line(lines(content, "rail"), { renderer: panes.streets, color: "#6f6a63", dashArray: "6 4", width: () => 1.3 });
    scale();
  }

  /* Beyond the extract nothing is mapped: paper instead of a sea or streets that end somewhere. */
  function veil(extent) {
    if (!extent) return;
    const world = [[-85, -180], [-85, 180], [85, 180], [85, -180]];
    const holes = extent.map(ring);
    L.polygon([world, ...holes], { renderer: panes.veil, interactive: false, stroke: false, fillColor: "#f7f5f0", fillOpacity: 1 }).addTo(map);
    L.polygon(holes.map((points) => [points]), {
      renderer: panes.veil, interactive: false, fill: false, color: "#6b6f75", weight: 1.2, dashArray: "2 6",
    }).addTo(map);
  }

  function scale() {
    const zoom = map.getZoom();
    for (const made of drawn) {
      const isSeen = zoom >= made.from;
      made.options.weight = made.width();
      if (isSeen && !map.hasLayer(made)) made.addTo(map);
      if (!isSeen && map.hasLayer(made)) made.remove();
      if (isSeen) made.setStyle({ weight: made.options.weight });
    }
  }

  return { ring, begin, draw, veil, scale, named: () => named };
})();
