/* Small improvements for pages that work without them. Everything is found by data attributes. */
"use strict";

(() => {
  const announce = (words) => {
    const announcer = document.getElementById("announcer");
    if (announcer) announcer.textContent = words;
  };

  /* A form is sent once: later presses do nothing until the page is shown again. */
  const release = (form) => {
    form.removeAttribute("aria-busy");
    form.inert = false;
    form.querySelectorAll("[data-held]").forEach((button) => {
      button.disabled = false;
      button.removeAttribute("data-held");
    });
  };
  const hold = (form) => {
    form.setAttribute("aria-busy", "true");
    // After the browser has read the form, or the pressed button's own value would be lost.
    setTimeout(() => {
      form.querySelectorAll("button:not([type=button]):not(:disabled)").forEach((button) => {
        button.disabled = true;
        button.setAttribute("data-held", "");
      });
    }, 0);
    // An answer that is a download leaves the page standing.
    setTimeout(() => release(form), 10000);
    if (form.matches("[data-autosave]")) pressIsLast(form);
  };

  /* The saves of a page are numbered, so that the server knows their order whichever arrives first.
     A pressed button is the last one: nothing is typed or sent after it. */
  const numberNextSave = (form) => {
    const field = form.querySelector("input[name=save_number]");
    if (field) field.value = String(Number(field.value) + 1);
    return field ? field.value : "";
  };
  const pressIsLast = (form) => {
    numberNextSave(form);
    setTimeout(() => { form.inert = true; }, 0);
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if ((form.getAttribute("method") || "get").toLowerCase() !== "post") return;
    if (form.getAttribute("aria-busy") === "true") { event.preventDefault(); return; }
    if (!event.defaultPrevented) hold(form);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[aria-busy]").forEach(release);
  });

  /* Leaving a form with words in it that nobody has saved asks first. */
  const unsaved = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard-unsaved]");
    if (form) unsaved.add(form);
  });
  document.addEventListener("submit", (event) => {
    if (!event.defaultPrevented) unsaved.delete(event.target);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...unsaved].some((form) => form.isConnected)) event.preventDefault();
  });

  /* Words as `count_words` in workflows/text.py counts them: two Han or kana letters are one word. */
  const EAST_ASIAN = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/gu;
  const countWords = (text) => {
    const letters = (text.match(EAST_ASIAN) || []).length;
    const others = text.replace(EAST_ASIAN, " ").split(/[\s—–/]+/u).filter((part) => /[\p{L}\p{N}]/u.test(part)).length;
    return others + Math.ceil(letters / 2);
  };
  const counters = new WeakMap();
  const showCount = (area) => {
    const output = area.parentElement.querySelector("[data-word-count]");
    if (!output) return;
    const limit = Number(area.dataset.wordLimit);
    const words = countWords(area.value);
    const over = words > limit;
    output.textContent = over ? `${words} of ${limit} words: ${words - limit} too many` : `${words} of ${limit} words`;
    output.classList.toggle("is-over", over);
    if (counters.has(area) && counters.get(area) !== over) announce(output.textContent);
    counters.set(area, over);
  };
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-word-limit]")) showCount(event.target);
  });

  /* A choice that narrows a list acts at once; its button is for those without this script. */
  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-autosubmit]")) event.target.form.requestSubmit();
  });

  /* A file that is too large is said to be so at once; nobody waits until it is sent. */
  document.addEventListener("change", (event) => {
    if (!event.target.matches("input[data-most-megabytes]")) return;
    const most = Number(event.target.dataset.mostMegabytes);
    const size = Math.max(0, ...[...event.target.files].map((file) => Math.ceil(file.size / 1048576)));
    const place = event.target.closest(".field").querySelector("[data-too-large]");
    place.hidden = size <= most;
    if (place.hidden) return;
    event.target.value = "";
    place.querySelector("span").textContent = `The file has ${size} MB; at most ${most} MB are possible.`;
    announce(place.textContent);
  });

  /* Autosave through htmx: the form says how it stands, quietly to the eye, politely to the ear. */
  const sayState = (form, words, failed) => {
    const place = form && form.querySelector("[data-save-state]");
    if (!place) return;
    place.textContent = words;
    place.classList.toggle("is-failed", failed);
    if (words !== "Saving …") announce(words);
  };
  const formOf = (event) => event.detail.elt.closest("form[data-autosave]");
  const isLeaving = (form) => form.getAttribute("aria-busy") === "true";
  document.addEventListener("htmx:configRequest", (event) => {
    const form = formOf(event);
    if (!form) return;
    if (isLeaving(form)) { event.preventDefault(); return; }
    event.detail.parameters.save_number = numberNextSave(form);
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = formOf(event);
    if (form) { unsaved.delete(form); sayState(form, "Saving …", false); }
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = formOf(event);
    if (!form || isLeaving(form)) return;
    if (event.detail.successful) {
      const now = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false });
      sayState(form, `Saved at ${now}`, false);
    } else {
      unsaved.add(form);
      const status = event.detail.xhr ? event.detail.xhr.status : 0;
      sayState(form, status === 409 ? "Not saved: someone else saved first" : "Not saved. We try again with your next change", true);
    }
  });

  const prepare = (root) => {
    root.querySelectorAll("[data-word-limit]").forEach(showCount);
    root.querySelectorAll("[data-autosubmit-fallback]").forEach((button) => { button.hidden = true; });
    const first = root.querySelector("[data-focus-first]");
    if (first) first.focus();
  };
  document.addEventListener("DOMContentLoaded", () => prepare(document));
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) prepare(event.detail.elt); });
})();
