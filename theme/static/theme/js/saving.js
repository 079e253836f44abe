/* Forms that htmx saves while they are filled in: <form data-saves hx-post=… hx-trigger="… , again">.
   Tells how it goes in the form's [data-save-status], tries again when the connection failed, and saves what is
   left when the reader goes away. Without this script the form's own buttons save. */
const RETRY = 15000;
const unsaved = new Set();
const sent = new Set();
const forms = document.querySelectorAll("form[data-saves]");

function tell(form, state) {
  const status = form.querySelector("[data-save-status]");
  status.dataset.state = state === "refused" ? "failed" : state;
  status.textContent = state === "refused" ? form.dataset.refused : status.dataset[state];
}

/* Somebody who has been signed out is led to the sign-in page: that is no answer to saving. */
function isLedAway({ xhr, requestConfig }) {
  return new URL(xhr.responseURL || location.href).pathname !== new URL(requestConfig.path, location.href).pathname;
}

function onRequest(event) {
  const form = event.target;
  if (sent.has(form)) return event.preventDefault();
  unsaved.delete(form);
  tell(form, "saving");
}

function onAnswer(event) {
  if (!isLedAway(event.detail)) return;
  event.detail.shouldSwap = false;
  event.detail.isError = true;
}

function onDone(event) {
  const form = event.target;
  const { successful, xhr } = event.detail;
  if (successful || sent.has(form)) {
    delete form.querySelector("[data-save-status]").dataset.state;
    return;
  }
  unsaved.add(form);
  const refused = xhr.status >= 200 && xhr.status < 500;
  tell(form, refused ? "refused" : "failed");
  if (!refused) setTimeout(() => window.htmx.trigger(form, "again"), RETRY);
}

/* The browser may drop an ordinary request when the page goes; this one it finishes. */
function saveOnLeaving() {
  for (const form of unsaved) {
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, keepalive: true }).catch(() => {});
  }
  unsaved.clear();
}

for (const form of forms) {
  form.addEventListener("input", () => unsaved.add(form));
  form.addEventListener("submit", () => { sent.add(form); unsaved.delete(form); });
  form.addEventListener("htmx:beforeRequest", onRequest);
  form.addEventListener("htmx:afterRequest", onDone);
  form.querySelector("[data-save-status]").addEventListener("htmx:beforeSwap", onAnswer);
}

window.addEventListener("pagehide", saveOnLeaving);
window.addEventListener("pageshow", () => sent.clear());
