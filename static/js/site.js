// Everything works without this file. It adds keys: / goes to the search field; in a field that suggests, the arrows
// walk through what it suggests and Escape puts that away.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const asks = event.target.closest(".asks");
  if (asks) walk(event, asks);
  if (event.key !== "/" || event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.getElementById("q");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

function walk(event, asks) {
  const field = asks.querySelector("input");
  const places = [field, ...asks.querySelectorAll(".suggest a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Escape" && places.length > 1) {
    event.preventDefault();
    field.focus();
    asks.querySelector(".suggest").replaceChildren();
  } else if (step && places.length > 1) {
    event.preventDefault();
    places[(places.indexOf(event.target) + step + places.length) % places.length].focus();
  }
}
