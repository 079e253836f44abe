/* Time left of a timed quiz: <div data-countdown="seconds">, followed by its form. The server's clock decides; this one
   only shows it, says when little is left, and hands in what stands there when it is up. */
function clockText(seconds) {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (parts[0] ? parts : parts.slice(1)).map((part) => String(part).padStart(2, "0")).join(":");
}

function handIn(form) {
  const anyway = Object.assign(document.createElement("input"), { type: "hidden", name: "anyway", value: "1" });
  form.append(anyway);
  form.requestSubmit(form.querySelector("button[value='submit']"));
}

function begin(box) {
  const end = performance.now() + Number(box.dataset.countdown) * 1000;
  const left = box.querySelector("[data-left]");
  const told = box.querySelector("[data-told]");
  const form = box.parentElement.querySelector("form[data-saves]");
  left.hidden = false;
  const timer = setInterval(show, 1000);
  show();

  function show() {
    const seconds = Math.max(0, Math.round((end - performance.now()) / 1000));
    left.textContent = `${box.dataset.words} ${clockText(seconds)}`;
    if (seconds === 300) told.textContent = box.dataset.five;
    if (seconds === 60) told.textContent = box.dataset.one;
    if (seconds > 0) return;
    clearInterval(timer);
    told.textContent = box.dataset.up;
    if (form) handIn(form);
  }
}

/* In a crisis pause the clock stands still: there is nothing to count. */
document.querySelectorAll("[data-countdown]:not([data-paused])").forEach(begin);
