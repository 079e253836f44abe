/* The menu works without this (popover and details). Here: only one thing open at a time, Escape closes. */
const openLanguage = () => document.querySelector("details.language[open]");

document.addEventListener("click", (event) => {
  const open = openLanguage();
  if (open && !open.contains(event.target)) open.open = false;
});

document.addEventListener("keydown", (event) => {
  const open = openLanguage();
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
