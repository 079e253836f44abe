/* Ctrl + Enter publishes and goes on, also while writing. Everything else is the browser's own: arrows, Tab, access keys. */
const form = document.querySelector("form[data-assess]");

form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[data-assess-publish]"));
});
