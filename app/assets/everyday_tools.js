/* What lies on the map beside Leaflet's own buttons: whole town, layers with their key, the legend, taking the map away.
   Also the map's height: as tall as the window leaves it. */
"use strict";

window.everydayTools = (function () {
  const NARROW_PX = 640, LEAST_PX = 320, PAIR_SHARE = 0.39;
  const FOOT_PX = 18;  // the page scrolls to leave so much room below what has the focus
  /* What a legend may hold: it comes from our own server, escaped, and is looked through all the same. */
  const TAGS = new Set(["DIV", "P", "UL", "LI", "I", "STRONG", "EM", "SPAN", "SMALL", "TABLE", "CAPTION", "THEAD", "TBODY", "TR", "TH", "TD", "BR"]);
  const ATTRIBUTES = new Set(["class", "scope", "colspan", "aria-hidden"]);
  let map, options, change, layersBox, legendBox, legendNow = null, key, activityKey, isAsked = false;

  function make(tag, name, parent, text) {
    const made = L.DomUtil.create(tag, name, parent);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function control(position, element) {
    const made = new (L.Control.extend({ options: { position }, onAdd: () => element }))();
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
    element.addEventListener("keydown", (event) => event.stopPropagation());
    return made.addTo(map);
  }

  /* A button with a box that opens below it; Escape and a click elsewhere close it. */
  function opener(position, name, words) {
    const holder = make("div", "ea-box " + name), button = make("button", "ea-open", holder, words), box = make("div", "ea-inside", holder);
    button.type = "button";
    box.hidden = true;
    button.setAttribute("aria-expanded", "false");
    const set = (isOpen) => { box.hidden = !isOpen; button.setAttribute("aria-expanded", String(isOpen)); };
    button.addEventListener("click", () => set(box.hidden));
    holder.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !box.hidden) { set(false); button.focus(); }
    });
    map.on("click movestart", () => set(false));
    control(position, holder);
    return { holder, button, box, set };
  }

  function tick(parent, words, isOn, action) {
    const label = make("label", "ea-tick", parent), input = make("input", "", label);
    input.type = "checkbox";
    input.checked = isOn;
    make("span", "", label, words);
    input.addEventListener("change", () => action(input.checked));
    return input;
  }

  function makeLayers() {
    const words = options.words, opened = opener("topright", "ea-layers", words.layers);
    layersBox = make("fieldset", "", opened.box);
    make("legend", "", layersBox, words.layers_label);
    layersBox.ticks = {};
    for (const [name, title] of options.layers) {
      layersBox.ticks[name] = tick(layersBox, title, false, (isOn) => change.layer(name, isOn));
      if (name === "places") key = makeKey(layersBox);
      if (name === "activities") activityKey = window.everydayActivities.makeKey(layersBox, words);
    }
    if (options.has_empty) layersBox.ticks.empty = tick(layersBox, words.empty, false, (isOn) => change.empty(isOn));
  }

  function makeKey(parent) {
    const list = make("ul", "ea-key", parent);
    for (const [group, title] of options.groups) {
      const item = make("li", "", list);
      item.append(window.everydaySymbols.sign(group, true));
      make("span", "", item, title);
    }
    make("li", "ea-key-note", list, options.words.filled);
    list.hidden = true;
    return list;
  }

  function makeTaking() {
    const words = options.words, opened = opener("topright", "ea-take", words.take);
    for (const [kind, title] of [["png", words.png], ["svg", words.svg], ["print", words.print]]) {
      const button = make("button", "", opened.box, title);
      button.type = "button";
      button.addEventListener("click", () => {
        opened.set(false);
        if (kind === "print") { (isInPage() ? window.parent : window).print(); return; }
        window.everydayPicture.save(kind);
      });
    }
  }

  function makeHome() {
    const bar = make("div", "leaflet-bar ea-home"), button = make("button", "", bar, "⌂");
    button.type = "button";
    button.title = options.words.home;
    button.setAttribute("aria-label", options.words.home);
    button.addEventListener("click", change.home);
    control("topleft", bar);
  }

  function makeLegend() {
    legendBox = document.createElement("details");
    legendBox.className = "ea-box ea-map-legend";
    legendBox.open = map.getSize().x > NARROW_PX && map.getSize().y > 330;
    make("summary", "", legendBox, options.words.legend);
    legendBox.inside = make("div", "ea-inside-legend", legendBox);
    legendBox.hidden = true;
    control("bottomleft", legendBox);
  }

  function copyInto(target, source) {
    for (const node of source.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) target.append(node.textContent);
      if (node.nodeType !== Node.ELEMENT_NODE || !TAGS.has(node.tagName)) continue;
      const made = document.createElement(node.tagName);
      for (const { name, value } of node.attributes) {
        if (ATTRIBUTES.has(name)) made.setAttribute(name, value);
        else if (name === "style" && /^background:\s*#[0-9a-f]{6}$/i.test(value)) made.style.background = value.slice(value.indexOf("#"));
      }
      copyInto(made, node);
      target.append(made);
    }
  }

  /* True where it has changed. */
  function setLegend(html) {
    if (html === legendNow) return false;
    legendNow = html;
    legendBox.hidden = !html;
    legendBox.inside.replaceChildren();
    if (html) copyInto(legendBox.inside, new DOMParser().parseFromString(html, "text/html").body);
    return true;
  }

  /* Padding that keeps bounds clear of the legend: beside it or above it, whichever shows them larger; where neither
     shows them much, under it. */
  function free(bounds) {
    const plain = { paddingTopLeft: [8, 8], paddingBottomRight: [8, 8] };
    if (legendBox.hidden || !legendBox.open) return plain;
    const wide = legendBox.offsetWidth + 24, high = legendBox.offsetHeight + 50;
    const size = map.getSize(), zoom = (right, down) => (size.x - right < 150 || size.y - down < 150
      ? -Infinity : map.getBoundsZoom(bounds, false, L.point(right + 16, down + 16)));
    const all = zoom(0, 0), beside = zoom(wide, 0), above = zoom(0, high);
    if (!(Math.max(beside, above) >= all - 0.5)) return plain;
    return beside >= above ? { paddingTopLeft: [8 + wide, 8], paddingBottomRight: [8, 8] } : { paddingTopLeft: [8, 8], paddingBottomRight: [8, 8 + high] };
  }

  function setTicks(overlays, isEmptyColoured) {
    for (const [name, input] of Object.entries(layersBox.ticks)) {
      input.checked = name === "empty" ? isEmptyColoured : overlays.includes(name);
    }
    if (key) key.hidden = !overlays.includes("places");
    if (activityKey) activityKey.hidden = !overlays.includes("activities");
  }

  /* The height: from where the frame begins to the foot of the window; less on a phone, to leave room to scroll past. */

  function isInPage() {
    try { return Boolean(window.frameElement && window.parent.document); } catch (error) { return false; }
  }

  function fit() {
    const frame = window.frameElement, page = window.parent, holder = frame.closest("[class*='st-key-ea_work']");
    if (!holder) return;
    const scrolled = holder.closest("section.stMain, [data-testid='stMain']");
    const top = frame.getBoundingClientRect().top + (scrolled ? scrolled.scrollTop : 0);
    const room = page.innerHeight - top - FOOT_PX;
    const most = page.innerWidth <= NARROW_PX ? 0.72 * page.innerHeight : room;
    // Two maps one above the other: as high as lets both be seen at once.
    if (page.innerWidth <= NARROW_PX && holder.closest("[class*='st-key-ea_pair']")) {
      holder.style.setProperty("--ea-map-height", Math.round(PAIR_SHARE * page.innerHeight) + "px");
      return;
    }
    const high = Math.round(Math.max(Math.min(room, most), Math.min(LEAST_PX, 0.8 * page.innerHeight)));
    const told = high + "px";
    if (holder.style.getPropertyValue("--ea-map-height") !== told) holder.style.setProperty("--ea-map-height", told);
  }

  function fitLater() {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => { isAsked = false; fit(); });
  }

  function watchHeight() {
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    if (!isInPage()) return;
    fit();
    window.parent.addEventListener("resize", fitLater);
    const block = window.frameElement.closest(".stMainBlockContainer, [data-testid='stMainBlockContainer']");
    if (block) {
      const watch = new ResizeObserver(fitLater);
      watch.observe(block);
      window.addEventListener("pagehide", () => { watch.disconnect(); window.parent.removeEventListener("resize", fitLater); });
    }
  }

  function begin(leafletMap, given, actions) {
    map = leafletMap; options = given; change = actions;
    makeHome(); makeLayers(); makeTaking(); makeLegend();
    watchHeight();
  }

  /* Leaflet does not go where it is told to while it zooms, nor afterwards: so it is told when it has come to rest. */
  function whenStill(action) {
    if (map._animatingZoom) map.once("moveend", () => whenStill(action));
    else action();
  }

  return { begin, setLegend, setTicks, free, isInPage, whenStill, legend: () => (legendBox.hidden ? null : legendBox.inside) };
})();
