// Search as you type for one thing (an organisation). The text box and the
// radio list that the server draws when a name is unclear work without this.
export function picker(box) {
  const input = box.querySelector("input[type=text]");
  const value = box.querySelector("input[type=hidden]");
  const list = document.createElement("ul");
  const told = document.createElement("div");
  const id = `${input.id}-list`;
  let options = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  Object.assign(list, { id, className: "spinney-picker__list", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.listLabel || "Suggestions");
  told.className = "govuk-visually-hidden";
  told.setAttribute("aria-live", "polite");
  input.after(list, told);
  for (const [name, text] of Object.entries({ role: "combobox", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": id, autocomplete: "off" })) input.setAttribute(name, text);

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (option) => {
    input.value = option.label;
    value.value = option.value;
    told.textContent = `${option.label} chosen`;
    close();
    box.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: option }));
  };
  const move = (to) => {
    if (!options.length) return;
    active = (to + options.length) % options.length;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    options = found;
    active = -1;
    list.replaceChildren(...found.map((option, i) => {
      const item = document.createElement("li");
      item.id = `${id}-${i}`;
      item.className = "spinney-picker__option";
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.textContent = option.label;
      if (option.detail) {
        const detail = document.createElement("span");
        detail.className = "spinney-picker__detail";
        detail.textContent = option.detail;
        item.append(detail);
      }
      item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
      return item;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    told.textContent = found.length === 1 ? "1 suggestion" : `${found.length} suggestions`;
  };
  const ask = async () => {
    const text = input.value.trim();
    if (text.length < 2) { close(); return; }
    const mine = ++asked;
    const address = new URL(input.dataset.source, location.href);
    address.searchParams.set("q", text);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const found = answer.ok ? (await answer.json()).results : [];
      if (mine === asked && document.activeElement === input) show(found);
    } catch { close(); }
  };
  input.addEventListener("input", () => {
    value.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, 150);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); list.hidden ? ask() : move(active + 1); }
    else if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); move(active - 1); }
    else if (event.key === "Enter" && active >= 0) { event.preventDefault(); choose(options[active]); }
    else if (event.key === "Escape") close();
  });
  input.addEventListener("blur", () => setTimeout(close, 120));
}
