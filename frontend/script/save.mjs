// Saves a long task as it goes: posts the form with save=1 a moment after the
// last change and shows the time that the server answers with. What was saved is from then on what
// the writer has seen: fields with data-was (the name of the field beside) are told so.
export function saveAsYouGo(form) {
  const note = form.querySelector("[data-saved]") ?? document.querySelector("[data-saved]");
  let timer = 0;
  let running = false;
  let again = false;
  const tell = (text) => { if (note) note.textContent = text; };
  const save = async () => {
    if (running) { again = true; return; }
    running = true;
    const body = new FormData(form);
    for (const [name, value] of [...body.entries()]) if (value instanceof File) body.delete(name);
    body.set("save", "1");
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST", body, headers: { "X-Save": "1" }, credentials: "same-origin",
      });
      if (answer.redirected) {
        tell("Not saved: you are signed out. What you typed is still here. Sign in again, then change anything to save it.");
      } else {
        if (answer.ok) for (const was of form.querySelectorAll("[data-was]")) was.value = body.get(was.dataset.was) ?? was.value;
        tell(answer.ok ? (answer.headers.get("X-Saved") || "Saved") : "Not saved yet. What you typed is still here.");
      }
    } catch {
      tell("Not saved: there is no connection. What you typed is still here.");
    }
    running = false;
    if (again) { again = false; save(); }
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1200); });
  form.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(save, 400); });
  form.addEventListener("submit", () => clearTimeout(timer));
}
