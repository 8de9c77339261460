// The form of an intervention, beside draft.js. Everything works without this file; with it the verdict never takes
// a click away, and the end follows the start.
(() => {
  "use strict";
  const form = document.getElementById("plan-form");
  if (!form) return;
  const said = document.getElementById("saved");

  // It was new: from now on this page is that of the draft.
  form.addEventListener("draft:new", ({detail: told}) => {
    form.setAttribute("action", told.form);
    form.setAttribute("hx-post", told.verdict);
    if (window.htmx) window.htmx.process(form);
    history.replaceState(null, "", told.form);
  });

  // A session that is over answers with the sign-in page: it has no place beside the form.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.xhr.responseURL.includes("/accounts/login/")) return;
    event.detail.shouldSwap = false;
    if (said) said.textContent = said.dataset.gone;
  });

  // A verdict that arrives while a button of the last one is held down would take it away, and the click with it.
  const verdict = document.getElementById("verdict");
  let held = false, missed = false;
  verdict.addEventListener("pointerdown", () => { held = true; });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => setTimeout(() => {   // after the click
      held = false;
      if (missed) form.dispatchEvent(new Event("change", {bubbles: true}));
      missed = false;
    }));
  }
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (!held || event.detail.target !== verdict) return;
    event.detail.shouldSwap = false;
    missed = true;
  });

  // Chosen on this device then, and not drawn now.
  form.addEventListener("draft:put", ({detail: words}) => {
    for (const name of ["offerings", "added", "sites", "dropped"]) {
      for (const value of words.getAll(name)) {
        if (form.querySelector(`[name="${name}"][value="${CSS.escape(value)}"]`)) continue;
        const field = document.createElement("input");
        Object.assign(field, {type: "hidden", name, value});
        form.append(field);
      }
    }
  });

  // Moving the start moves the end with it.
  const at = (which) => new Date(`${form.elements[`${which}_day`].value}T${form.elements[`${which}_time`].value}`);
  let before = at("start");
  for (const name of ["start_day", "start_time"]) {
    form.elements[name].addEventListener("change", () => {
      const now = at("start"), end = at("end"), moved = now - before;
      if (!Number.isNaN(moved) && !Number.isNaN(end.getTime())) {
        const later = new Date(end.getTime() + moved), two = (n) => String(n).padStart(2, "0");
        form.elements.end_day.value = `${later.getFullYear()}-${two(later.getMonth() + 1)}-${two(later.getDate())}`;
        form.elements.end_time.value = `${two(later.getHours())}:${two(later.getMinutes())}`;
      }
      if (!Number.isNaN(now.getTime())) before = now;
    });
  }
})();
