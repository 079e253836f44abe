/* Saves a form while it is being filled in. <form data-autosave="address"> with a [data-save-status] inside it.
   Without this script the form's own button saves. A failed save is tried again until it holds. */
const PAUSE = 1200;
const RETRY = 15000;

function tell(form, state) {
  const status = form.querySelector("[data-save-status]");
  if (!status) return;
  status.dataset.state = state;
  status.textContent = status.dataset[state];
}

async function save(form) {
  if (form.dataset.saving) return later(form, PAUSE);
  form.dataset.saving = "yes";
  tell(form, "saving");
  try {
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Requested-With": "autosave" },
    });
    if (!response.ok) throw new Error(response.status);
    form.dispatchEvent(new CustomEvent("autosave:saved", { bubbles: true }));
    tell(form, "saved");
  } catch {
    tell(form, "failed");
    later(form, RETRY);
  } finally {
    delete form.dataset.saving;
  }
}

const waiting = new WeakMap();

function later(form, pause) {
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(save, pause, form));
}

for (const form of document.querySelectorAll("form[data-autosave]")) {
  form.addEventListener("input", () => later(form, PAUSE));
  form.addEventListener("submit", () => clearTimeout(waiting.get(form)));
}
