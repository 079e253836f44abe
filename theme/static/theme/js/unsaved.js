/* Asks before leaving when something written is not sent. <form data-warn-unsaved> */
const changed = new Set();

for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  form.addEventListener("input", () => changed.add(form));
  form.addEventListener("submit", () => changed.delete(form));
  form.addEventListener("autosave:saved", () => changed.delete(form));
}

window.addEventListener("beforeunload", (event) => {
  if (changed.size) event.preventDefault();
});
