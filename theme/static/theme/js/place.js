/* A bookmark: tells the server which part of a lesson was last on the screen, so that "go on" leads there.
   <div data-place-address="…"> around the parts, each <section data-place="block id">; any form's token is used. */
const lesson = document.querySelector("[data-place-address]");
const token = document.querySelector("[name=csrfmiddlewaretoken]");
const PAUSE = 3000;

let here = null;
let told = null;
let waiting;

function tell() {
  if (!here || here === told) return;
  told = here;
  const body = new URLSearchParams({ block: here, csrfmiddlewaretoken: token.value });
  fetch(lesson.dataset.placeAddress, { method: "POST", body, keepalive: true }).catch(() => { told = null; });
}

if (lesson && token) {
  const watch = new IntersectionObserver((seen) => {
    const shown = seen.filter((one) => one.isIntersecting).at(-1);
    if (!shown) return;
    here = shown.target.dataset.place;
    clearTimeout(waiting);
    waiting = setTimeout(tell, PAUSE);
  }, { rootMargin: "-20% 0px -50%" });
  for (const part of lesson.querySelectorAll("[data-place]")) watch.observe(part);
  document.addEventListener("visibilitychange", () => document.hidden && tell());
}
