// Live comforts of the calculator; without this file the same form is sent by its button.
const form = document.getElementById("workload");
const { htmx: library } = document.currentScript.dataset;

// The library for live answers comes when somebody turns to the inputs; what was typed meanwhile is caught up.
form.addEventListener("focusin", () => {
  let typed = false;
  const note = () => (typed = true);
  for (const kind of ["input", "change"]) form.addEventListener(kind, note);
  const script = document.createElement("script");
  script.src = library;
  script.addEventListener("load", () => {
    for (const kind of ["input", "change"]) form.removeEventListener(kind, note);
    if (typed) form.dispatchEvent(new Event("change"));
  });
  document.head.append(script);
}, { once: true });

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
  for (const price of document.querySelectorAll("#input_price, #output_price, #cache_read_price, #cache_write_price, #batch_factor, #batch_cache_factor, [id^=long_context_]")) {
    price.value = "";
  }
});

// How much of a group is entered follows the typing, also where a model took a price's place.
for (const kind of ["input", "change"]) {
  form.addEventListener(kind, () => {
    for (const state of form.querySelectorAll(".calculator__state")) {
      const inputs = [...state.closest("details").querySelectorAll("input")];
      const entered = inputs.filter((input) => input.value.trim()).length;
      state.textContent = entered ? state.dataset.some.replace("{count}", entered) : state.dataset.none;
    }
  });
}

// A line that was open stays open when the estimate follows the typing.
let open = [];
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id !== "estimate") return;
  open = [...document.querySelectorAll(".line[open]")].map((line) => line.dataset.line);
});

// What can be kept can be saved; nobody's typing is hidden on the way.
const keep = document.getElementById("keep");
document.addEventListener("htmx:afterSwap", (event) => {
  if (!keep || event.detail.target.id !== "estimate") return;
  const there = document.querySelector("#estimate .calculator__parts");
  keep.hidden = !there && !keep.contains(document.activeElement) && !keep.querySelector("#scenario-name").value;
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
  for (const input of form.querySelectorAll("input[id]")) say(input, said.get(input.id));
  document.querySelector(".error-summary")?.remove();
});

// The message stands between the label and the input, and is tied to it.
function say(input, message) {
  const field = input.closest(".field");
  if (!field) return;
  const id = `${input.id}-error`;
  const hint = document.getElementById(`${input.id}-hint`);
  document.getElementById(id)?.remove();
  field.classList.toggle("field--error", Boolean(message));
  input.removeAttribute("aria-invalid");
  if (message) {
    const said = document.createElement("p");
    said.className = "field__error";
    said.id = id;
    said.textContent = message;
    (hint ?? field.querySelector("label")).after(said);
    input.setAttribute("aria-invalid", "true");
  }
  const described = [hint?.id, message && id].filter(Boolean).join(" ");
  if (described) input.setAttribute("aria-describedby", described);
  else input.removeAttribute("aria-describedby");
}
