// Everything works without this file. It adds keys: / goes to the search field; in a field that suggests, the arrows
// walk through what it suggests and Escape puts that away. And it mends what a swap of the results leaves undone.
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

const results = () => document.getElementById("results");
const isOfResults = (event) => event.detail.target?.id === "results";

document.addEventListener("htmx:beforeRequest", (event) => {
  if (isOfResults(event)) results()?.setAttribute("aria-busy", "true");
});

// A link that was swapped away, or a button that asked for the list, leaves the focus with the new list.
document.addEventListener("htmx:afterSettle", (event) => {
  const pressed = event.detail.requestConfig?.triggeringEvent?.type === "submit";
  if (!isOfResults(event) || (!pressed && document.activeElement !== document.body)) return;
  const filters = document.querySelector(".filters[open] > summary");
  if (pressed && filters?.checkVisibility()) filters.parentElement.open = false;
  const heading = results()?.querySelector("h1");
  heading?.focus({ preventScroll: true });
  const top = heading?.getBoundingClientRect().top ?? 0;
  if (top < 0 || top > innerHeight) heading.scrollIntoView();
});

// What could not be swapped in is asked for as a page of its own: that one says what is wrong.
for (const failed of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failed, (event) => {
    if (isOfResults(event)) location.assign(event.detail.pathInfo.finalRequestPath);
  });
}
