// Keeps what was typed in this tab until it is sent, so that a lost session or
// a wrong turn loses nothing. It never leaves the tab; files are not kept.
const SECRET = new Set(["csrfmiddlewaretoken", "code", "password"]);

export function keepDraft(form) {
  const place = `draft:${form.dataset.draft || location.pathname}`;
  const fields = () => [...form.elements].filter(
    (field) => field.name && !SECRET.has(field.name) && !["file", "submit", "password", "hidden"].includes(field.type),
  );
  const write = () => {
    const typed = fields().filter((f) => !["checkbox", "radio"].includes(f.type) || f.checked)
      .flatMap((f) => f.multiple ? [...f.selectedOptions].map((o) => [f.name, o.value]) : [[f.name, f.value]]);
    try { sessionStorage.setItem(place, JSON.stringify(typed)); } catch { /* full or refused: nothing to do */ }
  };
  const read = () => {
    try { return JSON.parse(sessionStorage.getItem(place) || "[]"); } catch { return []; }
  };
  const kept = read();
  const untouched = fields().every((f) => ["checkbox", "radio"].includes(f.type)
    ? f.checked === f.defaultChecked
    : f.multiple || f.tagName === "SELECT" || f.value === f.defaultValue);
  const empty = fields().every((f) => ["checkbox", "radio"].includes(f.type) ? !f.checked : !f.value || f.tagName === "SELECT");
  if (kept.length && untouched && empty && !form.hasAttribute("data-has-errors")) {
    for (const field of fields()) {
      const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (field.multiple) for (const o of field.options) o.selected = values.includes(o.value);
      else if (values.length) field.value = values[0];
    }
    const note = form.querySelector("[data-draft-note]");
    if (note && kept.some(([, value]) => value)) note.hidden = false;
  }
  form.addEventListener("input", write);
  form.addEventListener("change", write);
  form.addEventListener("submit", () => { try { sessionStorage.removeItem(place); } catch { /* refused */ } });
}
