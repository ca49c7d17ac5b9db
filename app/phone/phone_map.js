/* The small map: the town's own ground, what has been pinned, and the place that is chosen. */
window.everydayPhoneMap = function (element, choose, ask) {
  "use strict";
  var E5 = 1e-5, MINOR_FROM = 13, since = 0, marks = {}, chosen = null;

  function ring(flat) {
    var points = [], lon = 0, lat = 0;
    for (var i = 0; i < flat.length; i += 2) {
      lon += flat[i];
      lat += flat[i + 1];
      points.push([lat * E5, lon * E5]);
    }
    return points;
  }

  function draw(content) {
    var west = content.bounds[0], south = content.bounds[1], east = content.bounds[2], north = content.bounds[3];
    var town = L.latLngBounds([[south, west], [north, east]]);
    var map = L.map(element, { preferCanvas: true, zoomControl: true, attributionControl: true, maxZoom: 18, maxBounds: town.pad(0.6) });
    var canvas = L.canvas({ padding: 0.3 }), minor = L.layerGroup();
    map.attributionControl.setPrefix(false);
    var credit = document.createElement("span");
    credit.textContent = content.attribution;
    map.attributionControl.addAttribution(credit.innerHTML);

    function surface(name, colour) {
      (content.layers[name] || []).forEach(function (rings) {
        L.polygon(rings.map(ring), { renderer: canvas, interactive: false, stroke: false, fillColor: colour, fillOpacity: 1 }).addTo(map);
      });
    }
    function lines(name, style, group) {
      var found = [];
      (content.layers[name] || []).forEach(function (rings) { found.push.apply(found, rings.map(ring)); });
      if (found.length) L.polyline(found, Object.assign({ renderer: canvas, interactive: false, smoothFactor: 1.5 }, style)).addTo(group || map);
    }
    surface("built", "#efece6");
    surface("green", "#dcead3");
    surface("water", "#c3dcea");
    lines("waterway", { color: "#c3dcea", weight: 2 });
    lines("road_minor", { color: "#cfcbc3", weight: 2 }, minor);
    lines("road_major", { color: "#a9a499", weight: 4 });
    lines("road_major", { color: "#ffffff", weight: 2 });
    lines("rail", { color: "#6f6a63", weight: 1.5, dashArray: "6 4" });
    content.areas.rings.forEach(function (rings) {
      L.polygon(rings.map(ring), { renderer: canvas, interactive: false, fill: false, color: "#4a4d52", weight: 1.2, opacity: 0.7 }).addTo(map);
    });
    map.fitBounds(town);

    var names = L.layerGroup().addTo(map);
    function name() {
      names.clearLayers();
      var taken = [];
      var wanted = content.areas.names.map(function (text, row) { return [text, content.areas.at[row]]; });
      if (map.getZoom() >= 13) {
        wanted = wanted.concat(content.labels.map(function (label) { return [label[0], [label[2], label[3]]]; }));
      }
      wanted.forEach(function (one) {
        var point = map.latLngToContainerPoint(one[1]), half = one[0].length * 4 + 4;
        var here = [point.x - half, point.y - 10, point.x + half, point.y + 10];
        var isFree = taken.every(function (other) { return here[0] > other[2] || here[2] < other[0] || here[1] > other[3] || here[3] < other[1]; });
        if (!one[0] || !isFree) return;
        taken.push(here);
        var label = document.createElement("span");
        label.textContent = one[0];
        L.marker(one[1], { interactive: false, keyboard: false, icon: L.divIcon({ className: "map-name", html: label, iconSize: [2 * half, 20] }) }).addTo(names);
      });
    }
    function scale() {
      if (map.getZoom() >= MINOR_FROM) minor.addTo(map); else minor.remove();
      name();
    }
    map.on("zoomend moveend", scale);
    scale();
    var cross = document.createElement("div");
    cross.className = "map-cross";
    element.appendChild(cross);
    return map;
  }

  function mark(map, at) {
    if (chosen) chosen.remove();
    chosen = L.marker(at, { keyboard: false, interactive: false, zIndexOffset: 1000, icon: L.divIcon({ className: "mark-chosen", iconSize: [26, 26] }) }).addTo(map);
    choose(at.lat, at.lng);
  }

  function pin(map, one) {
    if (marks[one.id]) marks[one.id].remove();
    if (one.lat === null) return;
    var sign = document.createElement("span"), words = document.createElement("p");
    sign.textContent = one.kind === "barrier" ? "−" : "+";
    words.textContent = one.kind_words + ": " + one.title;
    words.dir = "auto";
    marks[one.id] = L.marker([one.lat, one.lon], {
      alt: one.kind_words + ": " + one.title, title: one.kind_words + ": " + one.title,
      icon: L.divIcon({ className: "mark-" + one.kind, html: sign, iconSize: [26, 26] }),
    }).bindPopup(words, { maxWidth: 220 }).addTo(map);
  }

  function poll(map) {
    function again() { setTimeout(poll, document.hidden ? 8000 : 2500, map); }
    if (!element.offsetParent) { again(); return; }
    ask(element.dataset.state + "?since=" + since).then(function (answer) {
      if (answer.status === 204) return null;
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(function (state) {
      if (!state) return;
      since = state.revision;
      Object.keys(marks).forEach(function (id) {
        if (state.order.indexOf(id) < 0) { marks[id].remove(); delete marks[id]; }
      });
      state.pins.forEach(function (one) { pin(map, one); });
    }).then(again, again);
  }

  return ask(element.dataset.ground).then(function (answer) {
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }).then(function (content) {
    var map = draw(content);
    map.on("click", function (event) { mark(map, event.latlng); });
    poll(map);
    element.dataset.ready = "1";
    return { chooseMiddle: function () { mark(map, map.getCenter()); } };
  });
};
