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
