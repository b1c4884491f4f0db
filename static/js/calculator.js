// Live comforts of the calculator; without this file the same form is sent by its button.

// An input that says nothing has no place in the address.
document.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) {
    if (value === "") event.formData.delete(name);
  }
});
document.addEventListener("htmx:configRequest", (event) => {
  for (const [name, value] of [...event.detail.formData]) {
    if (value === "") event.detail.formData.delete(name);
  }
});

// Half a model's name is no model yet: the list of names follows each letter, the estimate waits for the choice.
const model = document.getElementById("model");
model?.addEventListener("input", (event) => event.stopPropagation());
model?.addEventListener("change", () => {
  if (!model.value) return;
  for (const price of document.querySelectorAll("#input_price, #output_price, #cache_read_price, #cache_write_price, [id^=long_context_]")) {
    price.value = "";
  }
});

// A line that was open stays open when the estimate follows the typing.
let open = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "estimate") return;
  open = [...document.querySelectorAll(".line[open]")].map((line) => line.dataset.line);
});

// The live answer names the inputs that need another look; say so at each of them.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "estimate") return;
  for (const key of open) {
    const line = document.querySelector(`.line[data-line="${key}"]`);
    if (line) line.open = true;
  }
  const said = new Map();
  for (const item of document.querySelectorAll("#estimate [data-field]")) {
    said.set(item.dataset.field, item.dataset.said);
  }
  for (const slot of document.querySelectorAll("[data-error-of]")) {
    const message = said.get(slot.dataset.errorOf) ?? "";
    const input = document.getElementById(slot.dataset.errorOf);
    slot.textContent = message;
    slot.hidden = !message;
    slot.parentElement.classList.toggle("field--error", Boolean(message));
    input.toggleAttribute("aria-invalid", Boolean(message));
    if (message) input.setAttribute("aria-invalid", "true");
  }
  document.querySelector(".error-summary")?.remove();
});
