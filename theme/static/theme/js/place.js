/* Puts a bookmark where the reader has come to: <div data-place-url=… data-token=…> around parts with [data-place]. */
const REST = 5000;
const lesson = document.querySelector("[data-place-url]");
let here = ""; /* the lesson's beginning */
let kept = null;
let waiting;

function keep() {
  clearTimeout(waiting);
  if (here === kept) return;
  kept = here;
  const body = new URLSearchParams({ block: here, csrfmiddlewaretoken: lesson.dataset.token });
  fetch(lesson.dataset.placeUrl, { method: "POST", body, keepalive: true }).catch(() => {});
}

function onMove(entries) {
  for (const entry of entries) if (entry.isIntersecting) here = entry.target.dataset.place;
  clearTimeout(waiting);
  waiting = setTimeout(keep, REST);
}

if (lesson) {
  /* The part that crosses a line a third down the window is the one being read. */
  const watch = new IntersectionObserver(onMove, { rootMargin: "-33% 0px -66% 0px" });
  for (const part of lesson.querySelectorAll("[data-place]")) watch.observe(part);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") keep(); });
}
