/* The search box of every page: a combobox as ARIA 1.2 describes it, mounted by Streamlit without a frame. It asks the
   server for the best matches between two keys; Enter takes the first, also when the answer is still on its way.
   Text from files and people only ever arrives through textContent. */
const WAIT_MS = 80, SAY_AFTER_MS = 600;
let made = 0;

function element(name, attributes, parent) {
  const one = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  if (parent) parent.append(one);
  return one;
}

function build(root) {
  const id = "ea-search-" + (made += 1);
  const label = element("label", { for: id }, root);
  const input = element("input", {
    id, type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id + "-list",
    "aria-describedby": id + "-fault", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: "200", enterkeyhint: "search",
  }, root);
  const list = element("ul", { id: id + "-list", role: "listbox" }, root);
  const fault = element("p", { id: id + "-fault", class: "ea-search-fault" }, root);
  const status = element("p", { role: "status", class: "ea-search-status" }, root);
  list.hidden = fault.hidden = true;
  let data = {}, tell = () => {}, options = [], at = -1, answered = null, isEntered = false, chosen = "", turn = 0;
  let asking, waiting, saying, serial = null;

  function say(words) {
    clearTimeout(saying);
    saying = setTimeout(() => { status.textContent = words; }, SAY_AFTER_MS);
  }

  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function point(to) {
    at = to;
    [...list.children].forEach((one, row) => one.setAttribute("aria-selected", String(row === at)));
    if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function open() {
    list.replaceChildren(...options.map((option, row) => {
      const one = element("li", { id: id + "-" + row, role: "option", "aria-selected": "false" });
      const name = element("strong", {}, one);
      name.textContent = option.name;
      if (option.what) one.append(" " + option.what);
      one.addEventListener("mousedown", (event) => event.preventDefault());
      one.addEventListener("click", () => choose(option));
      return one;
    }));
    const isOpen = options.length > 0;
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    point(-1);
    if (isOpen) {
      const count = options.length === 1 ? data.words.one : data.words.many.replace("{n}", options.length);
      say(count + " " + data.words.best.replace("{label}", options[0].label));
    }
  }

  function complain(words) {
    fault.textContent = words;
    fault.hidden = !words;
    if (words) say(words);
  }

  function choose(option) {
    clearTimeout(waiting);
    clearTimeout(saying);
    turn += 1;
    isEntered = false;
    chosen = option.label;
    input.value = option.label;
    answered = null;
    close();
    complain("");
    status.textContent = data.words.chosen.replace("{label}", option.label);
    tell({ id: option.id, label: option.label });
  }

  function forget() {
    if (chosen) tell({ id: "", label: "" });
    chosen = "";
  }

  async function ask() {
    const words = input.value.trim(), mine = (turn += 1);
    clearTimeout(waiting);
    if (asking) asking.abort();
    if (!words) { options = []; answered = null; isEntered = false; close(); complain(""); forget(); return; }
    asking = new AbortController();
    let told;
    try {
      const answer = await fetch(data.url + encodeURIComponent(words), { signal: asking.signal, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      told = await answer.json();
    } catch (error) {
      if (mine === turn) { options = []; isEntered = false; close(); complain(data.words.failed); }
      return;
    }
    if (mine !== turn) return;
    options = told.options;
    answered = words;
    if (isEntered) {
      isEntered = false;
      if (options.length) { choose(options[0]); return; }
      close();
    }
    open();
    complain(options.length ? "" : told.fault || data.words.nothing.replace("{text}", words.slice(0, 80)));
  }

  function enter() {
    const words = input.value.trim();
    if (words && answered === words && options.length) { choose(options[Math.max(at, 0)]); return; }
    isEntered = Boolean(words);
    ask();
  }

  input.addEventListener("input", (event) => {
    isEntered = false;
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(ask, input.value.trim() ? WAIT_MS : 0);
  });
  input.addEventListener("compositionend", () => { waiting = setTimeout(ask, WAIT_MS); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const isOpen = !list.hidden, last = options.length - 1;
    if (event.key === "Enter") { event.preventDefault(); enter(); return; }
    if (event.key === "Escape") {
      if (isOpen) { event.preventDefault(); event.stopPropagation(); close(); }
      else if (input.value) { event.preventDefault(); event.stopPropagation(); input.value = ""; ask(); }
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!isOpen) { if (options.length) open(); else if (input.value.trim()) ask(); return; }
    if (event.key === "ArrowDown") point(at >= last ? 0 : at + 1);
    else point(at <= 0 ? last : at - 1);
  });
  input.addEventListener("focus", () => { if (input.value === chosen) input.select(); });
  input.addEventListener("blur", close);

  function update(given, telling) {
    data = given;
    tell = telling;
    label.textContent = data.label;
    label.className = data.is_label_shown ? "" : "ea-search-unseen";
    input.placeholder = data.hint;
    list.setAttribute("aria-label", data.label);
    if (serial !== data.serial) {
      serial = data.serial;
      turn += 1;
      chosen = data.shown;
      input.value = data.shown;
      options = [];
      close();
      complain("");
    }
    input.dataset.ready = "1";
  }

  return { update };
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".ea-search");
  root.everyday = root.everyday || build(root);
  root.everyday.update(data, (found) => setTriggerValue("chosen", found));
}
