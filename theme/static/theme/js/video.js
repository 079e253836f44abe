/* Captions as the reader last chose them (on, the first time), and the film where it was left.
   Both are remembered in this browser only. <video data-resume="key"> */
const remembered = (key) => {
  try { return localStorage.getItem(key); } catch { return null; }
};
const remember = (key, value) => {
  try { localStorage.setItem(key, value); } catch { /* Not allowed to remember: then we don't. */ }
};

function followCaptions(video) {
  const captions = [...video.textTracks].find((track) => track.kind === "captions");
  if (!captions) return;
  if (remembered("captions") === "off") captions.mode = "disabled";
  video.textTracks.addEventListener("change", () => {
    remember("captions", captions.mode === "showing" ? "on" : "off");
  });
}

function followPosition(video) {
  const key = `video:${video.dataset.resume}`;
  video.addEventListener("loadedmetadata", () => {
    const seconds = Number(remembered(key));
    if (seconds > 5 && seconds < video.duration - 10) video.currentTime = seconds;
  });
  let last = 0;
  video.addEventListener("timeupdate", () => {
    if (Math.abs(video.currentTime - last) < 5) return;
    last = video.currentTime;
    remember(key, Math.floor(last));
  });
}

for (const video of document.querySelectorAll("video[data-resume]")) {
  followCaptions(video);
  followPosition(video);
}
