// A box that ticks every row of its table, and a count of how many are ticked.
export function chooseAll(box) {
  const table = box.closest("table");
  const rows = () => [...table.querySelectorAll("input[type=checkbox][name]")];
  const count = document.querySelector(`[data-chosen-count="${box.dataset.counts || "chosen"}"]`);
  const tell = () => {
    const all = rows();
    const ticked = all.filter((row) => row.checked).length;
    box.checked = ticked === all.length && ticked > 0;
    box.indeterminate = ticked > 0 && ticked < all.length;
    if (count) count.textContent = ticked === 1 ? "1 chosen" : `${ticked} chosen`;
  };
  box.hidden = false;
  box.addEventListener("change", () => {
    for (const row of rows()) row.checked = box.checked;
    tell();
  });
  table.addEventListener("change", tell);
  tell();
}
