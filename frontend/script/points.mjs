// Points that are shared out: how many are left, said as one types. Without a script the check
// page tells.
export function pointsLeft(box) {
  const told = box.querySelector("[data-points-left]");
  const all = Number(box.dataset.points);
  const fields = [...box.querySelectorAll('input[name^="mark_"]')];
  const tell = () => {
    const given = fields.reduce((sum, field) => sum + (parseInt(field.value, 10) || 0), 0);
    const left = all - given;
    told.textContent = left >= 0
      ? `${left} of ${all} points left`
      : `${-left} too many: you have ${all} points`;
  };
  told.hidden = false;
  box.addEventListener("input", tell);
  tell();
}
