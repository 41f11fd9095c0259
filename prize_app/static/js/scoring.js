/* Scoring by keyboard, and how far the rubric is filled. The page works without it. */
"use strict";

(() => {
  const form = document.querySelector("form[data-scoring]");
  if (!form) return;
  const criteria = [...form.querySelectorAll("fieldset[data-criterion]")];
  const chosen = (criterion) => criterion.querySelector("input[type=radio]:checked");

  const show = () => {
    const answered = criteria.filter(chosen).length;
    const words = document.querySelector("[data-answered]");
    const bar = document.querySelector("[data-answered-bar]");
    if (words && words.textContent !== String(answered)) words.textContent = answered;
    if (bar) bar.value = answered;
    criteria.forEach((criterion) => {
      const reason = criterion.querySelector("[data-reason]");
      const radio = chosen(criterion);
      if (reason) reason.classList.toggle("is-asked", Boolean(radio && "asksReason" in radio.dataset));
    });
  };

  const focus = (criterion) => {
    if (!criterion) return;
    (chosen(criterion) || criterion.querySelector("input[type=radio]")).focus();
    criterion.scrollIntoView({ block: "nearest" });
  };
  const choose = (criterion, value) => {
    const radio = criterion.querySelector(`input[type=radio][value="${value}"]`);
    if (!radio) return false;
    radio.focus();
    radio.click();
    return true;
  };

  /* Single keys act only while points of a criterion have the focus (WCAG 2.1.4), never in texts. */
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.type !== "radio") return;
    const criterion = event.target.closest("fieldset[data-criterion]");
    if (!criterion) return;
    const key = event.key.toLowerCase();
    const at = criteria.indexOf(criterion);
    let done = true;
    if (/^[0-9]$/.test(key)) done = choose(criterion, key);
    else if (key === "a") done = choose(criterion, "abstain");
    else if (key === "n") focus(criteria[at + 1]);
    else if (key === "p") focus(criteria[at - 1]);
    else done = false;
    if (done) event.preventDefault();
  });
  form.addEventListener("change", show);
  show();
})();
