// Answers by one key: a form says which key presses which of its buttons ("y=same n=different").
// Whoever speaks to the machine, or types by accident, can turn that off; it stays off.
const KEPT = "spinney-keys";

function remembered() {
  try { return localStorage.getItem(KEPT) !== "off"; } catch { return true; }
}

export function answerByKey(form) {
  const buttons = Object.fromEntries(form.dataset.keys.split(" ").map((pair) => pair.split("=")));
  const choice = form.querySelector("[data-keys-choice]");
  const box = choice.querySelector("input");
  choice.hidden = false;
  box.checked = remembered();
  box.addEventListener("change", () => {
    try { localStorage.setItem(KEPT, box.checked ? "on" : "off"); } catch { /* only for now, then */ }
  });
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target !== box && event.target.closest("input, textarea, select")) return;
    const value = buttons[event.key.toLowerCase()];
    const button = value && form.querySelector(`button[value="${value}"]`);
    if (button) button.click();
  });
}
