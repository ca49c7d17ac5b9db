/* Canvases that keep up with a hand. A canvas is larger than the map and moves with it; what comes into view is drawn on
   a second canvas in slices that leave room for the next frame, and the two change places when all is there.
   `everydaySlices` shares the time of a frame among all that have something to draw. */
"use strict";

window.everydaySlices = (function () {
  const SLICE_MS = 8, NOTED_MS = 1;
  let waiting = [], asked = 0;

  /* A browser notes what is drawn and draws it when the canvas is shown, all at once: reading a point makes it draw now. */
  function drawNoted(owner) {
    if (owner.penBeside) owner.penBeside.getImageData(0, 0, 1, 1);
  }

  /* One step of the first in turn; true if it was its last. */
  function step() {
    const one = waiting[0];
    let isDone = true;
    try { isDone = one.steps.next().done; } finally { if (isDone) waiting = waiting.filter((other) => other !== one); }
    return isDone;
  }

  /* A slice ends when its time is over, or with the exchange of a canvas: that is work enough for a frame. */
  function slice() {
    const until = performance.now() + SLICE_MS;
    let noted = performance.now();
    while (waiting.length && performance.now() < until) {
      const { owner } = waiting[0];
      if (step()) return;
      if (owner.isHeavy || performance.now() - noted > NOTED_MS) { drawNoted(owner); noted = performance.now(); }
    }
  }

  function ask() {
    if (waiting.length && !asked) asked = requestAnimationFrame(() => { asked = 0; try { slice(); } finally { ask(); } });
  }

  function finish() { while (waiting.length) step(); }

  function drop(owner) { waiting = waiting.filter((one) => one.owner !== owner); }

  /* Lets a generator draw, a slice in each frame; lower ranks come first, and what the same owner has begun is left. */
  function add(owner, steps, rank) {
    drop(owner);
    waiting.push({ owner, steps, rank });
    waiting.sort((a, b) => a.rank - b.rank);
    ask();
  }

  return { add, drop, has: (owner) => waiting.some((one) => one.owner === owner), finish };
})();

/* What both kinds of canvas below share: when there is something to draw, and where. Lengths are pixels of the map's
   panes; `drawn` is what the canvas covers, `goal` what is being drawn. */
window.everydayCover = (function () {
  function around(map, padding) {
    const size = map.getSize(), edge = size.multiplyBy(padding).round(), from = map.containerPointToLayerPoint(edge.multiplyBy(-1)).round();
    return L.bounds(from, from.add(size).add(edge.multiplyBy(2)));
  }

  /* How much of the padding is left on the side where least is: 1 all, 0 none, below 0 a part of the map is not drawn. */
  function left(map, bounds, padding) {
    const size = map.getSize(), from = map.containerPointToLayerPoint([0, 0]), to = from.add(size);
    return Math.min((from.x - bounds.min.x) / size.x, (bounds.max.x - to.x) / size.x,
      (from.y - bounds.min.y) / size.y, (bounds.max.y - to.y) / size.y) / padding;
  }

  function fit(canvas, bounds, options) {
    const size = bounds.getSize(), ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(canvas, bounds.min);
    canvas.width = size.x * ratio;
    canvas.height = size.y * ratio;
    canvas.style.width = size.x + "px";
    canvas.style.height = size.y + "px";
    const pen = canvas.getContext("2d", options);
    pen.setTransform(ratio, 0, 0, ratio, -bounds.min.x * ratio, -bounds.min.y * ratio);
    return pen;
  }

  /* So much of the padding has to be left: little while a hand moves the map, most when it rests. */
  function least(map) { return map.dragging && map.dragging.moving() ? 0.15 : 0.6; }

  return { around, left, fit, least };
})();

/* Shapes or lines in heaps of neighbours: what lies out of view is passed over heap by heap, and a heap is a slice. */
window.everydayHeaps = function (features) {
  const LAT = 0.02, LON = 0.03, heaps = new Map();
  const first = (one) => (Array.isArray(one) ? first(one[0]) : one);
  for (const feature of features) {
    const at = first(feature), key = at && Math.floor(at.lat / LAT) + " " + Math.floor(at.lng / LON);
    if (!at) continue;
    if (!heaps.has(key)) heaps.set(key, []);
    heaps.get(key).push(feature);
  }
  return [...heaps.values()];
};

/* Leaflet's canvas for outlines and lines. Leaflet draws all of it whenever the map has come to rest. */
window.EverydayRenderer = L.Canvas.extend({
  options: { padding: 0.25, rank: 0 },
  isHeavy: true,

  getEvents() { return Object.assign(L.Canvas.prototype.getEvents.call(this), { move: this._moved }); },

  onRemove() {
    window.everydaySlices.drop(this);
    L.Canvas.prototype.onRemove.call(this);
  },

  _reset() {
    this._isOtherGround = true;  // points of the panes begin somewhere else now
    L.Canvas.prototype._reset.call(this);
  },

  _update() {
    const map = this._map, size = map.getSize();
    const isMoved = this._bounds && !this._isOtherGround && this._zoom === map.getZoom() && this._sizeDrawn.equals(size);
    if (isMoved) { if (!map._animatingZoom) this._follow(); return; }
    if (map._animatingZoom && this._bounds) return;
    window.everydaySlices.drop(this);
    this._isOtherGround = false;
    this._sizeDrawn = size;
    L.Canvas.prototype._update.call(this);
  },

  _moved() {
    if (this._zoom === this._map.getZoom()) this._update();
  },

  /* Draws round where the map is now if too little of the padding is left there. */
  _follow() {
    const { left, around, least } = window.everydayCover, padding = this.options.padding, isBusy = window.everydaySlices.has(this);
    if (left(this._map, isBusy ? this._goal : this._bounds, padding) >= least(this._map)) return;
    if (isBusy && left(this._map, this._goal, padding) > -0.5) return;  // let it come to an end
    this._goal = around(this._map, padding);
    window.everydaySlices.add(this, this._drawBeside(this._goal, this._map.getCenter()), this.options.rank);
  },

  * _drawBeside(bounds, centre) {
    const front = this._container, back = this._back || document.createElement("canvas");
    back.className = front.className;
    const pen = this.penBeside = window.everydayCover.fit(back, bounds, { willReadFrequently: true });
    let isEmpty = true;
    yield;
    for (let order = this._drawFirst; order; order = order.next) {
      const layer = order.layer;
      if (!layer._pxBounds || !layer._pxBounds.intersects(bounds)) { if (layer._parts) layer._parts = []; continue; }
      const kept = [this._bounds, this._ctx];
      [this._bounds, this._ctx, this._drawing] = [bounds, pen, true];
      try { layer._update(); } finally { [this._bounds, this._ctx] = kept; this._drawing = false; }
      isEmpty = isEmpty && layer._parts && !layer._parts.length;
      yield;
    }
    back.hidden = isEmpty;
    front.replaceWith(back);
    this._back = front;
    this._container = back;
    this._ctx = pen;
    this._bounds = bounds;
    this._center = centre;
    requestAnimationFrame(() => { if (this._map) this._moved(); });  // the map may have gone on
  },

  _draw() {
    this._container.hidden = false;
    L.Canvas.prototype._draw.call(this);
  },

  /* Something else is to be shown: what is half drawn is not waited for. */
  _redraw() {
    if (!window.everydaySlices.has(this)) { L.Canvas.prototype._redraw.call(this); return; }
    window.everydaySlices.drop(this);
    this._redrawRequest = null;
    L.Canvas.prototype._update.call(this);
  },
});

/* A canvas on which `draw`, a generator, puts names or symbols; it is given the pen and what is in view, whose points are
   those of the map's container at that moment. */
window.EverydayCanvas = L.Layer.extend({
  options: { padding: 0.2, rank: 1 },

  initialize(draw, options) { this._draw = draw; L.setOptions(this, options); },

  onAdd(map) {
    this._canvas = this._make();
    map.getPane(this.options.pane).append(this._canvas);
    map.on("move moveend", this._moved, this);
    map.on("zoomend resize viewreset", this.redraw, this);
    this._paint();
  },

  onRemove(map) {
    map.off("move moveend", this._moved, this);
    map.off("zoomend resize viewreset", this.redraw, this);
    cancelAnimationFrame(this._asked);
    window.everydaySlices.drop(this);
    this._canvas.remove();
  },

  _make() {
    const canvas = L.DomUtil.create("canvas", "leaflet-zoom-hide");
    canvas.setAttribute("aria-hidden", "true");
    return canvas;
  },

  redraw() {
    if (!this._map) return;
    cancelAnimationFrame(this._asked);
    this._asked = requestAnimationFrame(() => this._paint());
  },

  _paint() {
    this._asked = 0;
    if (!this._map) return;
    window.everydaySlices.drop(this);
    this._zoom = this._map.getZoom();
    this._bounds = window.everydayCover.around(this._map, this.options.padding);
    for (const _ of this._draw(window.everydayCover.fit(this._canvas, this._bounds), this._view(this._bounds)));
  },

  _moved() {
    const { left, around, least } = window.everydayCover, map = this._map, padding = this.options.padding;
    if (!map || this._asked || map._animatingZoom || this._zoom !== map.getZoom()) return;
    const isBusy = window.everydaySlices.has(this);
    if (left(map, isBusy ? this._goal : this._bounds, padding) >= least(map)) return;
    if (isBusy && left(map, this._goal, padding) > -0.5) return;
    this._goal = around(this._map, padding);
    window.everydaySlices.add(this, this._drawBeside(this._goal), this.options.rank);
  },

  * _drawBeside(bounds) {
    const back = this._back || this._make(), front = this._canvas;
    this.penBeside = window.everydayCover.fit(back, bounds, { willReadFrequently: true });
    yield* this._draw(this.penBeside, this._view(bounds));
    front.replaceWith(back);
    [this._canvas, this._back, this._bounds] = [back, front, bounds];
    requestAnimationFrame(() => this._moved());
  },

  /* Points are counted from the corner of the pane, so that they hold while the map moves. */
  _view(bounds) {
    const map = this._map;
    return {
      map, zoom: map.getZoom(), frame: bounds, point: (latlng) => map.latLngToLayerPoint(latlng),
      bounds: L.latLngBounds(map.layerPointToLatLng([bounds.min.x, bounds.max.y]), map.layerPointToLatLng([bounds.max.x, bounds.min.y])),
    };
  },

  /* The same on another pen, for a picture of the map. */
  drawOn(pen) {
    const map = this._map, from = map.containerPointToLayerPoint([0, 0]);
    pen.save();
    pen.translate(-from.x, -from.y);
    for (const _ of this._draw(pen, this._view(L.bounds(from, from.add(map.getSize())))));
    pen.restore();
  },
});
