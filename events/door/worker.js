/* Serves the doors without a connection. It keeps the door's page as it is without anything about people (?shell),
   and the files it needs; everything else goes to the network as always. */
const KEPT = "door-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* A door by its address and session; what was searched for or said last is another page of the same door. */
function doorOf(address) {
  const url = new URL(address);
  const session = url.searchParams.get("session");
  return session ? `${url.pathname}?session=${session}` : url.pathname;
}

async function keep({ keep: address, files }) {
  const cache = await caches.open(KEPT);
  const page = doorOf(address);
  const shell = await fetch(`${page}${page.includes("?") ? "&" : "?"}shell`);
  if (shell.ok && !shell.redirected) await cache.put(page, shell);
  for (const file of files) {
    if (new URL(file).origin === self.location.origin) await cache.add(file).catch(() => {});
  }
}

self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data));
});

async function fromNetwork(request) {
  const cache = await caches.open(KEPT);
  try {
    return await fetch(request);
  } catch (problem) {
    const address = request.mode === "navigate" ? doorOf(request.url) : request.url;
    const kept = await cache.match(address);
    if (!kept) throw problem;
    return kept;
  }
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(fromNetwork(event.request));
});
