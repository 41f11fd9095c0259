/* Deadlines on the reader's own clocks, where the server does not know them. The page says the rest by itself. */
"use strict";

(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const same = (one) => one.toLowerCase() === zone.toLowerCase();

  const tell = (place) => {
    const known = (place.dataset.knownZones || "").split(" ");
    if (known.some(same)) return;
    const at = new Date(place.dataset.ownTime);
    if (Number.isNaN(at.getTime())) return;
    const language = document.documentElement.lang || "en";
    const words = new Intl.DateTimeFormat(language.startsWith("zh") ? "zh-Hans" : "en-GB", {
      timeZone: zone, day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    }).format(at).replace(" at ", ", ");
    const city = zone.split("/").pop().replaceAll("_", " ");
    place.textContent = language.startsWith("zh") ? `${words}（${city}，${place.dataset.words}）` : `${words} ${city} time (${place.dataset.words})`;
    place.hidden = false;
  };

  const prepare = (root) => {
    root.querySelectorAll("[data-own-time]").forEach(tell);
    root.querySelectorAll("[data-browser-zone]").forEach((hint) => { hint.textContent = zone; hint.closest("[hidden]")?.removeAttribute("hidden"); });
  };
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) prepare(event.detail.elt); });
})();
