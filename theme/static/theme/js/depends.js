/* Shows a part of a form only where an earlier answer asks for it. <div data-depends-on="field" data-when="a b">
   Without this script every part is shown, with a line that says when it is meant. */
const parts = document.querySelectorAll("[data-depends-on]");

function isAsked(part) {
  const wanted = part.dataset.when.split(" ");
  const fields = part.closest("form").querySelectorAll(`[name="${CSS.escape(part.dataset.dependsOn)}"]:checked`);
  return [...fields].some((field) => wanted.includes(field.value) && !field.closest("[data-depends-on][hidden]"));
}

function update() {
  for (const part of parts) part.hidden = !isAsked(part);
}

for (const form of new Set([...parts].map((part) => part.closest("form")))) form.addEventListener("input", update);
window.addEventListener("pageshow", update);
update();
