// Number keys choose a level while the radio group has the focus; nothing needs them.
for (const form of document.querySelectorAll("[data-keys]")) {
  form.addEventListener("keydown", (event) => {
    if (event.target.type !== "radio" || event.ctrlKey || event.metaKey || event.altKey) return;
    const radios = form.querySelectorAll(`input[type="radio"][name="${event.target.name}"]`);
    const chosen = radios[Number(event.key) - 1];
    if (!chosen || !/^[1-9]$/.test(event.key)) return;
    event.preventDefault();
    chosen.checked = true;
    chosen.focus();
  });
}
