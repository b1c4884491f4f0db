// A note beside level 3 or 4 says at once whether it counts as evidence; the server decides by the same rule.
const LINK = /\bhttps?:\/\/(?:[^\s/.]+\.[^\s/.]+|[^\s/.]{2,}(?::\d+)?\/[^\s/])|\bwww\.[^\s/.]+\.[^\s/.]|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\/[^\s/]/i;
const UNSPACED = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/gu;

function countsAsEvidence(note) {
  if (LINK.test(note)) return true;
  const words = new Set(note.replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) || []);
  const spaced = [...words].filter((word) => !word.match(UNSPACED));
  const unspaced = new Set(note.match(UNSPACED) || []).size;
  if (unspaced) return spaced.length + Math.floor(unspaced / 2) >= 4;
  return spaced.length >= 4 && spaced.filter((word) => /\p{L}{2}/u.test(word)).length >= 2;
}

for (const answer of document.querySelectorAll(".answer")) {
  const note = answer.querySelector("[data-evidence] textarea");
  const short = answer.querySelector(".answer__short");
  if (!note || !short) continue;
  answer.addEventListener("input", () => {
    const high = answer.querySelector('[value="3"]:checked, [value="4"]:checked');
    short.hidden = !high || !note.value.trim() || countsAsEvidence(note.value);
  });
}

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
