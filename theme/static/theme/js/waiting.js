/* Opens a document when it has been made: <div data-waits-for="address">. The link beside it works without this. */
const PAUSE = 3000;
const address = document.querySelector("[data-waits-for]")?.dataset.waitsFor;

async function look() {
  const answer = await fetch(address, { method: "HEAD" }).catch(() => null);
  if (answer?.status === 200) location.replace(address);
  else setTimeout(look, PAUSE);
}

if (address) setTimeout(look, PAUSE);
