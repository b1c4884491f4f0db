// Small comforts; every page works without them.

// A form that came back with mistakes: say so first.
document.querySelector("[data-error-summary]")?.focus();

// "Copy" buttons beside a field that holds a link. They are hidden until this script is there to serve them.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  if (!field || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value ?? field.textContent);
    button.textContent = button.dataset.copied;
  });
}

// A form that keeps what stands in another one takes it as it is now, not as it was when the page was drawn.
document.addEventListener("submit", ({ target: form }) => {
  const other = document.getElementById(form.dataset.takes);
  if (!other) return;
  const typed = [...new FormData(other)].filter(([, value]) => value !== "");
  form.elements.scenario.value = new URLSearchParams(typed).toString();
  form.elements.shown.value = document.querySelector("[data-shown]")?.dataset.shown ?? form.elements.shown.value;
});

// A second press of the same button sends nothing twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// Back from the page that followed: the form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Open menus close when one looks elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What was chosen or typed and not sent yet waits in this tab, for when one comes back to its page.
const PREFIX = "draft:";
const stored = {
  get: (key) => { try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; } },
  // A full or forbidden store takes a comfort away, nothing else.
  set: (key, draft) => { try { sessionStorage.setItem(key, JSON.stringify(draft)); } catch { /* see above */ } },
  drop: (key) => { try { sessionStorage.removeItem(key); } catch { /* see above */ } },
  keys: () => { try { return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } },
};
const controls = (form) => [...form.elements].filter(
  (each) => each.name && !each.matches("[type=hidden], [type=password], [type=file], button, [type=submit], fieldset"),
);
const ticks = (each) => each.type === "radio" || each.type === "checkbox";
const now = (form) => controls(form).map((each) => (ticks(each) ? each.checked : each.value));
// As the server sent it, whatever the browser put in since.
const first = (form) => controls(form).map((each) => {
  if (ticks(each)) return each.defaultChecked;
  if (!each.options) return each.defaultValue;
  return ([...each.options].find((option) => option.defaultSelected) ?? each.options[0])?.value ?? "";
});
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const [visit] = performance.getEntriesByType("navigation");

// The page that came as the answer to a form: it has what was sent, or shows it again. One that was never
// answered is not followed from its own page.
if (visit?.type === "navigate" && document.referrer) {
  const from = new URL(document.referrer).pathname;
  for (const key of stored.keys()) if (stored.get(key)?.sent === from) stored.drop(key);
}

for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = PREFIX + new URL(form.getAttribute("action") || location.href, location.href).pathname;
  const draft = stored.get(key);
  const was = first(form);
  if (draft && (document.querySelector("[data-typed]") || same(draft.now, was))) {
    stored.drop(key);
  } else if (draft?.now.length === was.length) {
    controls(form).forEach((each, number) => {
      if (ticks(each)) each.checked = draft.now[number];
      else each.value = draft.now[number];
    });
    stored.set(key, { now: draft.now });
    const note = document.createElement("p");
    const drop = document.createElement("button");
    note.className = "notice notice--attention";
    note.setAttribute("role", "status");
    drop.className = "button button--quiet button--small";
    drop.type = "button";
    drop.textContent = document.body.dataset.draftDrop;
    drop.addEventListener("click", () => { stored.drop(key); form.reset(); note.remove(); });
    note.append(`${document.body.dataset.draft} `, drop);
    form.before(note);
  }
  form.addEventListener("input", () => {
    const typed = now(form);
    if (same(typed, was)) stored.drop(key);
    else stored.set(key, { now: typed });
  });
  form.addEventListener("submit", () => {
    const typed = now(form);
    if (!same(typed, was)) stored.set(key, { now: typed, sent: location.pathname });
  });
}

// Whoever signs out leaves nothing typed behind in this tab.
document.addEventListener("submit", (event) => {
  const to = new URL(event.target.getAttribute("action") || location.href, location.href).pathname;
  if (to.endsWith("/logout/")) stored.keys().forEach(stored.drop);
});
