/* The door's page: answers without loading it anew, the camera, and going on without a connection.
   Without this script every form works by itself. */
import { Camera } from "./camera.js";
import { Queue } from "./queue.js";

const SOON = 5000;
const LIST = 300000;
const PATIENCE = 6000;
const AGAIN = 4000;
const AT_ONCE = 200;
const TOKEN = '[name="csrfmiddlewaretoken"]';

const door = document.querySelector("[data-door]");
const form = door.querySelector("[data-scan-code]");
const answer = door.querySelector("[data-answer]");
const link = door.querySelector("[data-link]");
const queue = new Queue(door.dataset.door);
let isSending = false;
let newest = "";

class SignedOut extends Error {}

/* Somebody who is signed out is led to the sign-in page: that is no answer. */
async function ask(address, options = {}) {
  const response = await fetch(address, { ...options, signal: AbortSignal.timeout(PATIENCE) });
  if (response.redirected || response.status === 403) throw new SignedOut();
  if (!response.ok) throw new Error(response.status);
  return response;
}

function show(html) {
  answer.innerHTML = html;
  const tone = answer.querySelector("[data-tone]")?.dataset.tone;
  navigator.vibrate?.(tone === "good" ? 80 : [120, 60, 120]);
  answer.scrollIntoView({ block: "nearest" });
}

function reveal(name, shown, text) {
  const part = link.querySelector(`[data-link-${name}]`);
  part.hidden = !shown;
  if (text !== undefined) part.textContent = text;
  link.hidden = ![...link.children].some((one) => !one.hidden);
}

function tellQueue() {
  link.querySelector("[data-queue]").textContent = queue.size;
  reveal("queue", queue.size > 0);
}

/* --- Scanning ------------------------------------------------------------------------------------ */

function newNonce() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

async function send(sent, data) {
  const headers = { "X-Requested-With": "door" };
  try {
    const response = await ask(sent.action, { method: "POST", body: data, headers });
    show(await response.text());
    reveal("off", false);
    reveal("said", false);
    keepUp();
    if (data.get("code") && answer.querySelector('[data-tone="good"]')) queue.remember(data.get("code"), data.get("kind"));
  } catch (problem) {
    await withoutConnection(data, problem);
  }
}

/* A place that was looked up has no code to send later: who does that has a connection, or tries again. */
async function withoutConnection(data, problem) {
  const code = data.get("code");
  const kind = data.get("kind") || "entry";
  if (problem instanceof SignedOut) reveal("said", true, door.dataset.signedOut);
  else reveal("off", true);
  if (!code) return;
  const said = await queue.decide(code, kind);
  const template = door.querySelector(`[data-offline="${said}"]`);
  show(template.innerHTML);
  tellWhen(queue.seenAt(code));
  queue.add({ nonce: data.get("nonce"), code, kind, session: data.get("session"), at: new Date().toISOString(), said: said === "later" ? "ok" : said });
  if (said === "ok" || said === "later") queue.remember(code, kind);
  tellQueue();
}

/* When somebody came in before is known for who came in at this door. */
function tellWhen(moment) {
  const when = answer.querySelector("[data-when]");
  if (!when) return;
  when.parentElement.hidden = !moment;
  const clock = { hour: "2-digit", minute: "2-digit" };
  if (moment) when.textContent = new Date(moment).toLocaleTimeString(document.documentElement.lang, clock);
}

async function scanCode(code) {
  newest = code;
  const data = new FormData(form);
  data.set("code", code);
  data.set("nonce", newNonce());
  form.elements.code.value = "";
  form.elements.code.focus({ preventScroll: true });
  await send(form, data);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const code = form.elements.code.value.trim();
  if (code) scanCode(code);
});

/* Who is checked in from the search is shown as here at once. */
const found = door.querySelector("[data-found]");
found?.addEventListener("submit", async (event) => {
  if (!("scan" in event.target.dataset)) return;
  event.preventDefault();
  await send(event.target, new FormData(event.target));
  await lookAgain();
});

async function lookAgain() {
  try {
    const page = new DOMParser().parseFromString(await (await ask(location.href)).text(), "text/html");
    found.innerHTML = page.querySelector("[data-found]").innerHTML;
  } catch {
    /* It stands as it was: whoever is without a connection is told so above. */
  }
}

/* A ticket that was let in by mistake is let in again, without a connection too. */
answer.addEventListener("submit", (event) => {
  if (event.target.action.includes("/undo/")) queue.remember(newest, "exit");
});

/* --- The camera ---------------------------------------------------------------------------------- */

const button = door.querySelector("[data-camera]");
let last = { code: "", at: 0 };

/* A ticket is held before the camera for a while: it is one scan. */
async function onCode(code) {
  if (code === last.code && Date.now() - last.at < AGAIN) {
    last.at = Date.now();
    return;
  }
  last = { code, at: Date.now() };
  await scanCode(code);
}

const camera = new Camera(door.querySelector("[data-video]"), door.dataset.decoder, onCode);
button.hidden = !navigator.mediaDevices?.getUserMedia;
button.addEventListener("click", async () => {
  if (camera.isOn) {
    camera.stop();
  } else {
    await camera.start().then(() => reveal("said", false), () => {
      camera.stop();
      reveal("said", true, door.dataset.noCamera);
    });
  }
  button.setAttribute("aria-pressed", String(camera.isOn));
});

/* --- Sending what waits, and keeping up ---------------------------------------------------------- */

async function sendWaiting() {
  if (isSending || !queue.size) return;
  isSending = true;
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const body = JSON.stringify({ scans: queue.waiting(AT_ONCE) });
    const taken = await (await ask(door.dataset.batch, { method: "POST", headers, body })).json();
    queue.drop(taken.taken);
    if (taken.conflicts) reveal("conflict", true);
  } finally {
    isSending = false;
    tellQueue();
  }
}

/* Who signs in again in another tab has a new token: without it nothing that waits here would be taken. */
function takeToken(text) {
  const token = new DOMParser().parseFromString(text, "text/html").querySelector(TOKEN).value;
  for (const field of document.querySelectorAll(TOKEN)) field.value = token;
}

async function keepUp() {
  if (document.hidden) return;
  try {
    const page = await ask(door.dataset.now);
    const text = await page.text();
    const live = door.querySelector("[data-live]");
    /* Whoever is about to press a button there keeps it under the finger. */
    if (!live.contains(document.activeElement)) live.innerHTML = text;
    takeToken(text);
    reveal("off", false);
    if (link.querySelector("[data-link-said]").textContent === door.dataset.signedOut) reveal("said", false);
    await sendWaiting();
  } catch (problem) {
    if (problem instanceof SignedOut) reveal("said", true, door.dataset.signedOut);
    else reveal("off", true);
  }
}

async function fetchCodes() {
  await ask(door.dataset.codes).then((answered) => answered.json()).then((codes) => queue.keepCodes(codes)).catch(() => {});
}

async function serveWithoutConnection() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(door.dataset.worker);
  const { active } = await navigator.serviceWorker.ready;
  const scripts = [...document.querySelectorAll('link[rel="stylesheet"], script[src]')].map((one) => one.href || one.src);
  const modules = ["./camera.js", "./queue.js"].map((one) => new URL(one, import.meta.url).href);
  const decoder = new URL(door.dataset.decoder, location.href).href;
  active?.postMessage({ keep: location.href, files: [...scripts, ...modules, decoder] });
}

tellQueue();
keepUp();
fetchCodes();
serveWithoutConnection().catch(() => {});
setInterval(keepUp, SOON);
setInterval(fetchCodes, LIST);
window.addEventListener("online", keepUp);
window.addEventListener("offline", () => reveal("off", true));
