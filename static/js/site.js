// Everything works without this file. It adds one key, and mends what a swap of the results leaves undone.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const field = document.getElementById("q");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

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
