/* What this device keeps for one door: scans that wait to be sent, and hashes of the codes that let in.
   Each scan has an entry of its own, so that two tabs never overwrite each other's. */
const LENGTH = 16;
const OUT = "out";

export class Queue {
  constructor(door) {
    /* A session's door and that of the whole day send what waits for each other: the scan says which it was. */
    this.prefix = `door:${door.split("/")[0]}:scan:`;
    this.list = `door:${door}:codes`;
    this.seen = `door:${door}:seen:`;
    forgetOthers(`door:${door}:`);
  }

  keys() {
    return Object.keys(localStorage).filter((key) => key.startsWith(this.prefix));
  }

  get size() {
    return this.keys().length;
  }

  /* A scan goes before the list where there is no room for both. */
  add(scan) {
    const [key, text] = [this.prefix + scan.nonce, JSON.stringify(scan)];
    try {
      localStorage.setItem(key, text);
    } catch {
      localStorage.removeItem(this.list);
      localStorage.setItem(key, text);
    }
  }

  /* The oldest first: what is sent in several parts arrives as it happened. */
  waiting(most) {
    const scans = this.keys().map((key) => JSON.parse(localStorage.getItem(key)));
    return scans.sort((one, other) => one.at.localeCompare(other.at)).slice(0, most);
  }

  drop(nonces) {
    for (const nonce of nonces) localStorage.removeItem(this.prefix + nonce);
  }

  /* Room on the device is no reason to stop: without the list, scans are written down and checked later. */
  keepCodes({ good, came }) {
    try {
      localStorage.setItem(this.list, JSON.stringify({ good: good.join(""), came: came.join("") }));
    } catch {
      localStorage.removeItem(this.list);
    }
  }

  /* Remembers when a code last came in here, or that it went out, for when it comes again. */
  remember(code, kind) {
    localStorage.setItem(this.seen + code, kind === "exit" ? OUT : new Date().toISOString());
  }

  seenAt(code) {
    const seen = localStorage.getItem(this.seen + code);
    return seen === OUT ? null : seen;
  }

  wentOut(code) {
    return localStorage.getItem(this.seen + code) === OUT;
  }

  /* Decides as well as it can: "ok", "already", "unknown", or "later" when there is nothing to go by. */
  async decide(code, kind) {
    if (kind === "exit") return "ok";
    if (this.seenAt(code)) return "already";
    const kept = JSON.parse(localStorage.getItem(this.list) || "null");
    if (!kept || !window.crypto?.subtle) return "later";
    const hash = await hashOf(code);
    if (isIn(kept.came, hash) && !this.wentOut(code)) return "already";
    return isIn(kept.good, hash) ? "ok" : "unknown";
  }
}

/* What was kept for other doors is of no use any more, but for what still waits to be sent. */
function forgetOthers(mine) {
  const others = Object.keys(localStorage).filter((key) => key.startsWith("door:") && !key.startsWith(mine));
  for (const key of others) if (!key.includes(":scan:")) localStorage.removeItem(key);
}

function isIn(joined, hash) {
  for (let at = joined.indexOf(hash); at >= 0; at = joined.indexOf(hash, at + 1)) {
    if (at % LENGTH === 0) return true;
  }
  return false;
}

async function hashOf(code) {
  const bytes = new TextEncoder().encode(code.replace(/\s/g, "").toLowerCase());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((one) => one.toString(16).padStart(2, "0")).join("").slice(0, LENGTH);
}
