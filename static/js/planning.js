// The form of an intervention. Everything works without this file; with it:
// a draft saves itself every ten seconds, what could not be saved stays on the device, the end follows the start.
(() => {
  "use strict";
  const form = document.getElementById("plan-form");
  if (!form) return;
  const said = document.getElementById("saved");
  const EVERY = 10000;
  const key = () => `planning:${form.getAttribute("action") || location.pathname}`;
  let savedAt = 0, sent = typed(), stopped = !form.dataset.autosave;

  function typed() {
    const data = new FormData(form);
    for (const name of ["csrfmiddlewaretoken", "edit", "find_offerings", "find_added", "find_sites"]) data.delete(name);
    return new URLSearchParams(data).toString();
  }
  function say(words) { if (said && said.textContent !== words) said.textContent = words; }
  function keep(words, submitted = false) {
    try { localStorage.setItem(key(), JSON.stringify({at: Date.now(), words, submitted})); } catch { /* no room, or not allowed */ }
  }
  function forget() { try { localStorage.removeItem(key()); } catch { /* not allowed */ } }

  async function save() {
    const words = typed();
    if (stopped || words === sent || document.hidden) return;
    keep(words);
    let answer;
    try {
      answer = await fetch(form.dataset.autosave, {method: "POST", body: new FormData(form), headers: {"X-Requested-With": "fetch"}});
    } catch { say(said.dataset.down); return; }
    if (answer.redirected || answer.status === 403 || answer.status === 401) { stopped = true; say(said.dataset.gone); return; }
    if (!answer.ok && answer.status !== 409) { say(said.dataset.down); return; }
    const told = await answer.json();
    if (told.state !== "saved") { say(told.sentence); stopped = told.state === "changed"; return; }
    forget();
    sent = words;
    savedAt = Date.now();
    form.elements.edit.value = told.edit;
    if (form.dataset.autosave !== told.autosave) {   // it was new: from now on this page is that of the draft
      form.dataset.autosave = told.autosave;
      form.setAttribute("action", told.form);
      form.setAttribute("hx-post", told.verdict);
      if (window.htmx) window.htmx.process(form);
      history.replaceState(null, "", told.form);
    }
    tick();
  }
  function tick() {
    if (!savedAt) return;
    const seconds = Math.round((Date.now() - savedAt) / 1000);
    if (seconds < 3) say(said.dataset.now);
    else if (seconds < 60) say(said.dataset.seconds.replace("{n}", seconds));
    else say(said.dataset.minutes.replace("{n}", Math.floor(seconds / 60)));
  }
  if (!stopped) {
    setInterval(save, EVERY);
    setInterval(() => { if (!stopped) tick(); }, 3000);
    let leaving = false;
    document.addEventListener("visibilitychange", () => { if (document.hidden && !leaving && typed() !== sent) keep(typed()); });
    form.addEventListener("submit", () => { leaving = true; keep(typed(), true); });  // a session that is over would lose it
    offer();
  }

  // A session that is over answers with the sign-in page: it has no place beside the form.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.xhr.responseURL.includes("/accounts/login/")) return;
    event.detail.shouldSwap = false;
    if (said) say(said.dataset.gone);
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

  // What was typed here and never saved is offered once, never put back in silence.
  function offer() {
    const box = document.getElementById("kept");
    let found;
    try { found = JSON.parse(localStorage.getItem(key()) || "null"); } catch { return; }
    const arrived = found && found.submitted && !document.referrer.includes("/accounts/login/");
    if (!box || !found || arrived || found.words === sent) { forget(); return; }
    document.getElementById("kept-at").textContent = new Date(found.at).toLocaleString(document.documentElement.lang);
    box.hidden = false;
    document.getElementById("kept-drop").addEventListener("click", () => { forget(); box.hidden = true; });
    document.getElementById("kept-take").addEventListener("click", () => { put(new URLSearchParams(found.words)); box.hidden = true; });
  }
  function put(words) {
    for (const field of form.elements) {
      if (!field.name || field.type === "hidden" || field.type === "submit" || field.type === "search") continue;
      if (field.type === "checkbox" || field.type === "radio") field.checked = words.getAll(field.name).includes(field.value);
      else if (words.has(field.name)) field.value = words.get(field.name);
    }
    for (const name of ["offerings", "added", "sites", "dropped"]) {   // chosen then, not drawn now
      for (const value of words.getAll(name)) {
        if (form.querySelector(`[name="${name}"][value="${CSS.escape(value)}"]`)) continue;
        const field = document.createElement("input");
        Object.assign(field, {type: "hidden", name, value});
        form.append(field);
      }
    }
    form.dispatchEvent(new Event("change", {bubbles: true}));
  }

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
