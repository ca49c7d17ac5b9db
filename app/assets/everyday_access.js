/* What a keyboard or a screen reader needs beyond Leaflet. */
"use strict";

window.everydayAccess = (function () {
  let status;

  /* A name for the frame, and Space on what says it is a button. */
  function help(container, label) {
    if (window.frameElement) window.frameElement.setAttribute("aria-label", label);
    for (const button of container.querySelectorAll(".leaflet-control-zoom a")) {
      button.addEventListener("keydown", (event) => {
        if (event.key === " ") { event.preventDefault(); button.click(); }
      });
    }
    status = document.createElement("div");
    status.className = "ea-said";
    status.setAttribute("role", "status");
    document.body.append(status);
  }

  /* What the map shows now, for those who do not see it; only changes are said. */
  function say(words) {
    if (status && status.textContent !== words) status.textContent = words;
  }

  return { help, say };
})();
