/* The phone page works without this file. With it: places are looked up while they are typed, new entries appear by
   themselves, and what cannot be sent is kept and sent later. Text only ever reaches the page through textContent. */
(function () {
  "use strict";
  if (!window.fetch || !window.Promise || !document.querySelector || !window.URLSearchParams || !window.FormData) return;

  var OWN = (location.pathname.match(/^\/atlas\/[^/]+(?=\/)/) || [""])[0];
  var KEPT = "everyday-unsent" + OWN, POLL_MS = 2000, POLL_HIDDEN_MS = 8000, LONGEST_MS = 30000, PATIENCE_MS = 15000, REST = 4, RESEND_MS = 5000;
  var live = document.getElementById("live"), unsentBox = document.getElementById("unsent");

  function say(words) { if (live.textContent !== words) live.textContent = words; }

  function ask(address, options) {
    var settings = options || {};
    settings.credentials = "same-origin";
    settings.headers = settings.headers || {};
    settings.headers.Accept = "application/json";
    if (window.AbortController) {
      var control = new AbortController();
      settings.signal = control.signal;
      setTimeout(function () { control.abort(); }, PATIENCE_MS);
    }
    return fetch(address, settings);
  }

  function each(selector, action, root) {
    Array.prototype.forEach.call((root || document).querySelectorAll(selector), action);
  }

  each(".scripted", function (element) { element.hidden = false; });
  var summary = document.querySelector(".summary");
  if (summary) summary.focus();

  /* Entries that could not be sent: kept in this tab, sent again with the same number so that none is kept twice. */

  function unsent() {
    try { return JSON.parse(sessionStorage.getItem(KEPT)) || []; } catch (error) { return memory; }
  }
  var memory = [];
  function keep(entries) {
    memory = entries;
    try { sessionStorage.setItem(KEPT, JSON.stringify(entries)); } catch (error) { /* kept in memory only */ }
    showUnsent();
  }

  function showUnsent() {
    var entries = unsent(), list = unsentBox.querySelector("ul");
    while (list.firstChild) list.removeChild(list.firstChild);
    entries.forEach(function (entry) {
      var item = document.createElement("li");
      item.dir = "auto";
      item.textContent = entry.words.length > 120 ? entry.words.slice(0, 119) + "…" : entry.words;
      list.appendChild(item);
    });
    unsentBox.hidden = !entries.length;
  }

  function post(entry) {
    return ask(entry.api, {
      method: "POST", body: entry.body, headers: { "Content-Type": "application/x-www-form-urlencoded;charset=UTF-8" },
    });
  }

  /* When the server says so, and up to a second later: others were told to wait as well. */
  var notBefore = 0, resending;
  function resendLater(answer) {
    var seconds = parseFloat(answer.headers.get("Retry-After"));
    var pause = ((seconds >= 0 ? seconds : RESEND_MS / 1000) + Math.random()) * 1000;
    notBefore = Date.now() + pause;
    clearTimeout(resending);
    resending = setTimeout(function () { resend(false); }, pause);
  }

  var isResending = false;
  function resend(isByHand) {
    var entries = unsent();
    if (isResending || !entries.length || (!isByHand && Date.now() < notBefore)) return;
    isResending = true;
    var entry = entries[0];
    post(entry).then(function (answer) {
      isResending = false;
      if (answer.status === 201) {
        keep(unsent().slice(1));
        say("");
        resend(isByHand);
      } else if (isByHand && answer.status < 500 && answer.status !== 429) {
        keep(unsent().slice(1));
        sendAsForm(entry);
      } else {
        if (isByHand) tell(answer);
        resendLater(answer);
      }
    }, function () {
      isResending = false;
      say(live.dataset.offline);
    });
  }

  function sendAsForm(entry) {
    var form = document.createElement("form");
    form.method = "post";
    form.action = entry.action;
    new URLSearchParams(entry.body).forEach(function (value, name) {
      var field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      field.value = value;
      form.appendChild(field);
    });
    document.body.appendChild(form);
    form.submit();
  }

  function tell(answer) {
    answer.json().then(function (content) { say(content.message || live.dataset.offline); }, function () {
      say(live.dataset.offline);
    });
  }

  unsentBox.querySelector("button").addEventListener("click", function () { resend(true); });
  window.addEventListener("online", function () { say(""); resend(false); });
  setInterval(function () { resend(false); }, RESEND_MS);
  showUnsent();
  resend(false);

  /* Forms that save something without leaving the page until it is saved. */

  each("form[data-api]", function (form) {
    var isBusy = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (isBusy) return;
      isBusy = true;
      var button = form.querySelector("button:not([type=button])"), body = new URLSearchParams();
      new FormData(form).forEach(function (value, name) { if (typeof value === "string") body.append(name, value); });
      if (form.dataset.pin) body.append("pin", form.dataset.pin);
      var words = form.querySelector("textarea"), entry = {
        api: form.dataset.api, action: form.getAttribute("action"), body: body.toString(), words: words ? words.value : "",
      };
      if (entry.body.length > 60000) { form.submit(); return; }
      button.setAttribute("aria-disabled", "true");
      say(live.dataset.sending);
      function ready() { isBusy = false; button.removeAttribute("aria-disabled"); }
      function keepIt() {
        ready();
        keep(unsent().concat([entry]));
        clear(form);
      }
      post(entry).then(function (answer) {
        if (answer.status === 201) {
          return answer.json().then(function (content) { say(""); location.assign(content.next); });
        }
        if (answer.status >= 500 || answer.status === 429) { tell(answer); keepIt(); resendLater(answer); } else { form.submit(); }
      }).catch(function () {
        say(live.dataset.offline);
        keepIt();
      });
    });
  });

  /* After an entry was put aside the form is for the next one: a new number, empty fields. */
  function clear(form) {
    var nonce = form.querySelector("[name=nonce]"), signs = new Uint8Array(16);
    (window.crypto || window.msCrypto).getRandomValues(signs);
    nonce.value = Array.prototype.map.call(signs, function (sign) { return ("0" + sign.toString(16)).slice(-2); }).join("");
    each("textarea, input[type=text]", function (field) { field.value = ""; }, form);
    each("input[type=radio], input[type=checkbox]", function (field) { field.checked = false; }, form);
    each("select", function (field) { field.selectedIndex = 0; }, form);
    each(".found", function (element) { element.textContent = ""; }, form);
  }

  /* Places: names while they are typed, and what was understood. */

  var where = document.getElementById("where"), found = document.getElementById("where-found"), looked = 0, timer;

  function look(isDone) {
    var words = where.value.trim(), mine = ++looked;
    if (words.length < 2) { found.textContent = ""; return; }
    ask(where.dataset.where + "?q=" + encodeURIComponent(words) + (isDone ? "&done=1" : "")).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (content) {
      if (!content || mine !== looked) return;
      var list = document.getElementById("known-places"), options = document.createDocumentFragment();
      content.options.forEach(function (text) {
        var option = document.createElement("option");
        option.value = text;
        options.appendChild(option);
      });
      while (list.firstChild) list.removeChild(list.firstChild);
      list.appendChild(options);
      found.textContent = content.label || (isDone ? content.fault : "");
      found.className = content.label ? "found" : "found unknown";
    }, function () { /* the words are looked up when the form is sent */ });
  }

  if (where) {
    where.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(look, 250, false); });
    where.addEventListener("change", function () { clearTimeout(timer); look(true); });
  }

  function choose(lat, lon) {
    where.value = lat.toFixed(5) + ", " + lon.toFixed(5);
    look(true);
  }

  var here = document.getElementById("use-place");
  if (here && navigator.geolocation && window.isSecureContext) {
    here.hidden = false;
    here.addEventListener("click", function () {
      navigator.geolocation.getCurrentPosition(function (position) {
        choose(position.coords.latitude, position.coords.longitude);
      }, function () {
        found.textContent = here.dataset.fault;
        found.className = "found unknown";
      }, { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 });
    });
  }

  /* The map, fetched when somebody asks for it. */

  function load(address) {
    return new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.appendChild(script);
    });
  }

  var toggle = document.getElementById("use-map"), box = document.getElementById("map-box"), map = null;
  if (toggle) {
    toggle.addEventListener("click", function () {
      box.hidden = !box.hidden;
      toggle.setAttribute("aria-expanded", String(!box.hidden));
      if (map || box.hidden) return;
      var element = document.getElementById("map"), style = document.createElement("link");
      style.rel = "stylesheet";
      style.href = "/assets/leaflet/leaflet.css";
      document.head.appendChild(style);
      map = load("/assets/leaflet/leaflet.js").then(function () {
        return load(element.dataset.script);
      }).then(function () {
        return window.everydayPhoneMap(element, choose, ask);
      });
      map.then(function (drawn) {
        document.getElementById("use-middle").addEventListener("click", function () { drawn.chooseMiddle(); });
      }, function () {
        map = null;
        box.hidden = true;
        toggle.setAttribute("aria-expanded", "false");
        say(element.dataset.fault);
      });
    });
  }

  /* The list: what is new appears by itself. */

  var list = document.getElementById("pins"), wait = POLL_MS, isOver = false;

  function fill(entry, pin) {
    function part(name) { return entry.querySelector("[data-part=" + name + "]"); }
    entry.id = pin.id;
    entry.dataset.seq = pin.seq;
    part("number").textContent = pin.seq;
    part("kind").textContent = pin.kind_words;
    part("kind").dataset.kind = pin.kind;
    part("where").firstElementChild.textContent = pin.where;
    part("title").firstElementChild.textContent = pin.title;
    part("title").setAttribute("href", OWN + "/join/pin/" + pin.id);
    part("votes").textContent = pin.votes_words;
    part("comments").textContent = pin.comments_words;
    part("state").textContent = pin.state_words;
  }

  function isWanted(pin) {
    var chosen = list.dataset;
    return (!chosen.kind || chosen.kind === pin.kind) && (!chosen.mine || pin.is_mine) &&
      (!chosen.dimension || pin.dimensions.indexOf(chosen.dimension) >= 0);
  }

  function insert(pin) {
    var entry = document.importNode(document.getElementById("entry").content, true).querySelector("li");
    fill(entry, pin);
    entry.className = "pin new";
    var following = Array.prototype.filter.call(list.children, function (other) { return Number(other.dataset.seq) < pin.seq; })[0];
    if (list.dataset.page !== "1" || (!following && list.children.length >= 50)) return 0;
    list.insertBefore(entry, following || null);
    return 1;
  }

  function update(state) {
    var known = {}, added = 0;
    state.order.forEach(function (id) { known[id] = true; });
    Array.prototype.slice.call(list.children).forEach(function (entry) { if (!known[entry.id]) list.removeChild(entry); });
    state.pins.forEach(function (pin) {
      var entry = document.getElementById(pin.id);
      if (entry) fill(entry, pin); else if (isWanted(pin)) added += insert(pin);
    });
    list.dataset.revision = state.revision;
    if (added) {
      var nothing = document.getElementById("nothing"), count = document.getElementById("count");
      if (nothing) nothing.hidden = true;
      count.textContent = count.dataset.many.replace("{n}", added);
    }
  }

  /* Where the server is busy, a phone asks less often: it rests several times as long as its answer took. */
  function poll() {
    var asked = Date.now();
    ask(list.dataset.state + "?since=" + list.dataset.revision).then(function (answer) {
      if (answer.status === 401 || answer.status === 403 || answer.status === 410) { isOver = true; tell(answer); return null; }
      if (answer.status >= 400) throw new Error(String(answer.status));
      wait = Math.min(Math.max(POLL_MS, REST * (Date.now() - asked)), LONGEST_MS);
      if (live.textContent === live.dataset.offline) say("");
      return answer.status === 204 ? null : answer.json().then(update);
    }).catch(function () {
      wait = Math.min(wait * 2, LONGEST_MS);
      say(live.dataset.offline);
    }).then(again);
  }

  var turn;
  function again() {
    clearTimeout(turn);
    if (!isOver) turn = setTimeout(poll, document.hidden ? Math.max(wait, POLL_HIDDEN_MS) : wait);
  }

  if (list) {
    document.addEventListener("visibilitychange", function () { if (!document.hidden && !isOver) { clearTimeout(turn); poll(); } });
    again();
  }
})();
