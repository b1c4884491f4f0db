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

// An input that says nothing has no place in the address; the name of a step says that there is one.
const withoutBlanks = (data) => {
  for (const [name, value] of [...data]) {
    if (value === "" && !/^steps\.\d+\.name$/.test(name)) data.delete(name);
  }
};
document.addEventListener("formdata", (event) => withoutBlanks(event.formData));

// What stands in the inputs now, as an address has it.
const LONGEST = 3500;
const present = () => {
  const data = new FormData(form);
  for (const name of ["csrfmiddlewaretoken", "untyped"]) data.delete(name);
  return new URLSearchParams(data).toString();
};

// Who looks for a model leaves with all that was typed, and comes back to it.
form.addEventListener("submit", ({ submitter }) => {
  const query = present();
  if (submitter?.name === "for" && query.length <= LONGEST) history.replaceState(null, "", `?${query}`);
});

// A link to these numbers is one to those that stand here now, also before the live answer came.
// The way back from signing in leads to them, too.
document.addEventListener("click", ({ target }) => {
  const link = target.closest("a[href]");
  const query = present();
  if (!link || query.length > LONGEST) return;
  if (link.matches("#estimate [data-carries]")) link.search = query;
  const to = new URL(link.href);
  if (!to.searchParams.get("next")?.startsWith(location.pathname)) return;
  to.searchParams.set("next", `${location.pathname}?${query}`);
  link.href = to;
}, true);

// Half a model's name is no model yet: the list of names follows each letter, the estimate waits for the choice.
// Only a model of that list brings prices that take the place of typed ones.
const brought = /^((input|output|cache_read|cache_write|cache_write_1h|search)_price|batch_factor|batch_cache_factor|call_fee|long_context_.*)$/;
const known = ({ value, list }) => [...(list?.options ?? [])].some((option) => option.value.toLowerCase() === value.trim().toLowerCase());
const isModel = (input) => /(^|\.)model$/.test(input.name);
form.addEventListener("input", (event) => {
  if (isModel(event.target)) event.stopImmediatePropagation();
});
// An answer that another input asks for meanwhile is one for the model that was chosen last.
const chosen = new WeakMap();
const half = (input) => isModel(input) && (chosen.get(input) ?? input.value) !== input.value;
form.addEventListener("focusin", ({ target }) => {
  if (isModel(target) && !half(target)) chosen.set(target, target.value);
});
form.addEventListener("change", ({ target }) => {
  if (target.name && isModel(target)) chosen.set(target, target.value);
});
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.elt !== form) return;
  for (const input of form.querySelectorAll("input")) {
    if (half(input)) detail.formData.set(input.name, chosen.get(input));
  }
});
document.addEventListener("htmx:configRequest", (event) => withoutBlanks(event.detail.formData));
function takePrices(model) {
  const prefix = model.name.slice(0, -"model".length);
  for (const price of form.querySelectorAll("input")) {
    if (price.name.startsWith(prefix) && brought.test(price.name.slice(prefix.length))) price.value = "";
  }
  form.elements.untyped?.remove(); // what stands beside a model from now on was typed
}
form.addEventListener("change", async ({ target }) => {
  if (!isModel(target) || !target.value.trim()) return;
  if (known(target)) return takePrices(target);
  const asked = new URLSearchParams({ [target.name]: target.value });
  const answer = await fetch(`${target.getAttribute("hx-get")}?${asked}`, { headers: { "HX-Request": "true" } });
  if (!answer.ok) return;
  target.list.innerHTML = await answer.text();
  if (!known(target)) return;
  takePrices(target);
  form.dispatchEvent(new Event("change"));
});

// A row is added or taken away at once; the rows after it are numbered anew. The very first step, which takes
// over what stands in the inputs of a unit, is made by the site.
form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=add], button[name=remove]");
  const list = button?.closest("[data-rows]");
  if (!list) return;
  const rows = [...list.querySelectorAll("[data-row]")];
  if (button.name === "add") {
    event.preventDefault();
    if (rows.length >= Number(list.dataset.most)) return;
    const row = rows.at(-1).cloneNode(true);
    blank(row);
    rows.at(-1).after(row);
    row.open = true;
    renumber(list);
    window.htmx?.process(row);
    row.querySelector("input").focus();
    return;
  }
  if (rows.length === 1 && list.dataset.rows === "steps") return;
  event.preventDefault();
  const row = button.closest("[data-row]");
  if (rows.length === 1) blank(row);
  else row.remove();
  renumber(list);
  const at = Math.min(rows.indexOf(row), rows.length - 2);
  const next = list.querySelectorAll("[data-row]")[Math.max(at, 0)];
  next.querySelector("summary, input").focus();
  form.dispatchEvent(new Event("change"));
});

const isBlank = (row) => [...row.querySelectorAll("input:not([type=hidden])")].every((input) => (input.type === "checkbox" ? !input.checked : !input.value.trim()));

// A row as it is before anything is typed.
function blank(row) {
  for (const input of row.querySelectorAll("input")) {
    if (input.type === "checkbox") input.checked = false;
    else if (input.type === "hidden") input.value = "new"; // no row of the saved scenario
    else input.value = "";
    chosen.delete(input);
    say(input, "");
  }
  for (const read of row.querySelectorAll(".field__read")) read.remove();
  for (const each of row.querySelectorAll("[data-title], [data-cost-of]")) each.textContent = "";
  for (const inner of row.querySelectorAll("details")) inner.open = false;
}

function renumber(list) {
  const group = list.dataset.rows;
  form.elements.untyped?.remove(); // it names rows by the numbers they had
  const rows = [...list.querySelectorAll("[data-row]")];
  rows.forEach((row, index) => {
    for (const each of [row, ...row.querySelectorAll("*")]) {
      const named = each.tagName === "BUTTON" ? ["value"] : ["id", "name", "for", "aria-describedby", "href"];
      for (const attribute of named) {
        const was = each.getAttribute(attribute);
        if (was) each.setAttribute(attribute, was.replace(new RegExp(`(^|[ =])${group}\\.\\d+(?=\\.|$)`, "g"), `$1${group}.${index + 1}`));
      }
    }
    for (const number of row.querySelectorAll("[data-number]")) number.textContent = index + 1;
  });
  list.querySelector("button[name=add]").hidden = rows.length >= Number(list.dataset.most);
}

form.addEventListener("input", ({ target }) => {
  if (!target.name.endsWith(".name")) return;
  const title = target.closest("[data-row]").querySelector("[data-title]");
  if (title) title.textContent = target.value;
});

// How much of a group is entered follows the typing, also where a model took a price's place.
for (const kind of ["input", "change"]) {
  form.addEventListener(kind, () => {
    for (const state of form.querySelectorAll(".calculator__state")) {
      const inputs = [...state.closest("details").querySelectorAll("input:not([type=hidden])")];
      const entered = inputs.filter((input) => (input.type === "checkbox" ? input.checked : input.value.trim())).length;
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
  const costs = [...document.querySelectorAll("#estimate [data-step]")].map((step) => step.dataset.cost);
  for (const row of form.querySelectorAll("[data-rows=steps] [data-row]")) {
    const cost = row.querySelector("[data-cost-of]");
    cost.textContent = (isBlank(row) ? costs.length && cost.dataset.empty : costs.shift()) || "";
  }
  const contract = form.querySelector("[data-contract]");
  if (contract) contract.textContent = document.querySelector("#estimate [data-contracted]")?.textContent ?? "";
  const said = new Map();
  for (const item of document.querySelectorAll("#estimate [data-field]")) {
    said.set(item.dataset.field, item.dataset.said);
  }
  for (const input of form.querySelectorAll("input[id]")) say(input, half(input) ? "" : said.get(input.id));
  document.querySelector(".error-summary")?.remove();
});

// What was understood of each box stands beside it, as on a page that was read whole.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "estimate") return;
  for (const before of form.querySelectorAll(".field__read")) before.remove();
  for (const read of document.querySelectorAll("#estimate .field__read")) {
    const input = document.getElementById(read.htmlFor.value);
    if (!input) continue;
    (input.closest(".unit") ?? input).after(read);
    read.hidden = false;
  }
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
