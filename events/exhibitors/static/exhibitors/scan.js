/* Scanning badges at a stand: answers without loading the page anew, and the camera. Without this script the form works
   by itself. What is scanned is sent once and kept nowhere here. */
import { Camera } from "../door/camera.js";

const AGAIN = 4000;
const PATIENCE = 8000;

const page = document.querySelector("[data-leads]");
const form = page.querySelector("[data-scan]");
const answer = page.querySelector("[data-answer]");
const problem = page.querySelector("[data-problem]");
const button = page.querySelector("[data-camera]");
let last = { code: "", at: 0 };

function complain(words) {
  problem.textContent = words;
  problem.hidden = !words;
}

async function send(code) {
  const data = new FormData(form);
  data.set("code", code);
  try {
    const headers = { "X-Requested-With": "exhibitor" };
    const response = await fetch(form.action, { method: "POST", body: data, headers, signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) throw new Error(response.status);
    answer.innerHTML = await response.text();
    complain("");
    form.elements.code.value = "";
    form.elements.note.value = "";
    navigator.vibrate?.(answer.querySelector('[data-tone="good"]') ? 80 : [120, 60, 120]);
    answer.scrollIntoView({ block: "nearest" });
  } catch {
    answer.replaceChildren();
    complain(page.dataset.failed);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = form.elements.code.value.trim();
  if (code) send(code);
});

/* A badge is held before the camera for a while: it is one scan. */
async function onCode(code) {
  const same = code === last.code && Date.now() - last.at < AGAIN;
  last = { code, at: Date.now() };
  if (!same) await send(code);
}

const camera = new Camera(page.querySelector("[data-video]"), page.dataset.decoder, onCode);
button.hidden = !navigator.mediaDevices?.getUserMedia;
button.addEventListener("click", async () => {
  if (camera.isOn) {
    camera.stop();
  } else {
    await camera.start().then(() => complain(""), () => {
      camera.stop();
      complain(page.dataset.noCamera);
    });
  }
  button.setAttribute("aria-pressed", String(camera.isOn));
});
