// Filters stand open; where the screen is narrow they begin folded, to show the rows first.
export function fold(details) {
  if (window.matchMedia("(max-width: 51.99em)").matches) details.open = false;
}
