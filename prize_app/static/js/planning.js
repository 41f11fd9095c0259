/* The document of a draft: numbers beside its lines, and the way from a fault to its line. */
"use strict";

(() => {
  const area = () => document.querySelector("[data-numbered] textarea");

  const number = (box) => {
    const text = box.querySelector("textarea");
    const gutter = document.createElement("div");
    gutter.className = "planning-gutter";
    gutter.setAttribute("aria-hidden", "true");
    box.prepend(gutter);
    let shown = 0;
    const count = () => {
      const lines = text.value.split("\n").length;
      if (lines === shown) return;
      shown = lines;
      gutter.textContent = Array.from({ length: lines }, (_, line) => line + 1).join("\n");
    };
    text.addEventListener("input", count);
    text.addEventListener("scroll", () => { gutter.scrollTop = text.scrollTop; });
    count();
  };

  const goTo = (line) => {
    const text = area();
    if (!text) return false;
    const lines = text.value.split("\n");
    const wanted = Math.min(Math.max(line, 1), lines.length);
    const start = lines.slice(0, wanted - 1).reduce((sum, one) => sum + one.length + 1, 0);
    text.focus();
    text.setSelectionRange(start, start + lines[wanted - 1].length);
    text.scrollTop = Math.max(0, (wanted - 6) * (text.scrollHeight / lines.length));
    return true;
  };

  /* What is being saved is not checked as well: the answer would come to a page that is gone. */
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest("form");
    if (form && form.getAttribute("aria-busy") === "true") event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (link && goTo(Number(link.dataset.line))) event.preventDefault();
  });
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-numbered]").forEach(number);
    const asked = /^#line-(\d+)$/.exec(window.location.hash);
    if (asked) goTo(Number(asked[1]));
  });
})();
