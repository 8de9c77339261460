// A form that saves itself every ten seconds and says when. Everything works without this file.
// <form data-autosave="address"> and <span id="saved" data-now data-seconds data-minutes data-gone data-down>;
// #kept offers what was typed on this device and never saved. A page may add to what is put back: « draft:put »,
// and hears « draft:new » when what was new has an address of its own.
(() => {
  "use strict";
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const said = document.getElementById("saved");
  const EVERY = 10000;
  const key = () => `draft:${form.getAttribute("action") || location.pathname}`;
  let savedAt = 0, sent = typed(), stopped = !form.dataset.autosave;

  function typed() {
    const data = new FormData(form);
    for (const name of [...data.keys()]) if (name === "csrfmiddlewaretoken" || name === "edit" || name === "opened" || name.startsWith("find_")) data.delete(name);
    return new URLSearchParams(data).toString();
  }
  function say(words) { if (said && said.textContent !== words) said.textContent = words; }
  function keep(words, submitted = false) {
    try { localStorage.setItem(key(), JSON.stringify({at: Date.now(), words, submitted, edit: form.elements.edit.value})); } catch { /* no room, or not allowed */ }
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
    if (told.autosave && form.dataset.autosave !== told.autosave) {   // it was new: from now on this page is that of the draft
      form.dataset.autosave = told.autosave;
      form.dispatchEvent(new CustomEvent("draft:new", {detail: told}));
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

  // What was typed here and never saved is offered once, never put back in silence.
  function offer() {
    const box = document.getElementById("kept");
    let found;
    try { found = JSON.parse(localStorage.getItem(key()) || "null"); } catch { return; }
    // What was submitted arrived when the number of the record moved; what was new has none, and leads elsewhere.
    const arrived = found && found.submitted && (found.edit ? found.edit !== form.elements.edit.value : !document.referrer.includes("/accounts/login/"));
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
    form.dispatchEvent(new CustomEvent("draft:put", {detail: words}));
    form.dispatchEvent(new Event("change", {bubbles: true}));
  }
})();
