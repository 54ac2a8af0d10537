// What was written without a network: kept on the phone, sealed, and sent once when the network is back.
//
//   const queue = await openQueue({ name, owner, url, tokenUrl, secretUrl, keepDays });
//
// Gives null where the browser cannot seal or keep (no secure context, a private window): the page then sends its
// form as ever. Nothing is ever kept unsealed.
//   name      whose kind of thing it is: "thuc-dia" for the security team, "bao-tin" for residents
//   owner     an opaque word for the person logged in; "" for a resident. Each owner has a box and a key of their own
//   url       where each item is posted, as a form with files
//   tokenUrl  answers {"token": …}: a fresh CSRF token, asked for before every round
//   secretUrl answers {"secret": …} to the owner alone. The key is then derived from it and from salt that stays here:
//             `lock` throws the key away and the owner's next log-in brings it back. Without it a random key is made,
//             and `lock` makes what is kept unreadable for good
//   keepDays  items older than that are thrown away unsent (default 30); sent ones after a day
//
//   await queue.add({ kind, title, fields: {…}, files: [File, …] })   -> key, a UUID made here; then tries to send
//                              a page that may have sent the same thing already gives its own `key` along
//   await queue.list()      -> [{ key, kind, title, fields, files, state, reason, answer, at }], oldest first.
//                              state: "waiting", "sending", "sent", "refused" (with reason), "locked" (unreadable now)
//   await queue.flush()     sends all that waits, one after the other, in the order of writing; other tabs wait
//   await queue.retry(key)  a refused item waits again, under a new key;   await queue.remove(key)  forgets an item
//   queue.needsLogin        true after the server said that nobody is logged in: all stays and waits
//   queue.addEventListener("change", …)   something above has changed, here or in another tab
//
// It flushes by itself on opening, when the page is shown again, when the browser says "online", every half minute
// while something waits, and where there is Background Sync after the page was closed (worker.js calls `flushAll`).
//
// What the server gets: multipart/form-data with `key`, `kind`, `done_at` and `sent_at` (ISO, by the phone's clock: the
// server takes the difference as the clock's error), `owner`, the fields, and each file as `photo`. What it answers, as JSON:
//   200 {"outcome": "done", …}           kept as `answer`, the words and files are forgotten
//   200 or 4xx {"outcome": "refused", "reason": "a sentence"}   shown until the person removes it
//   401                                  nobody, or somebody else, is logged in: stays and waits
//   403, 408, 429, 5xx or no answer      stays and waits
// It must give the same answer to the same key however often it comes.

const DATABASE = "binh-yen-hang-cho";
const DAY = 24 * 3600 * 1000;
const AGAIN_AFTER = 30 * 1000;
export const SYNC_TAG = "binh-yen-gui";

// IndexedDB, as promises

let opened;

function database() {
  opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("items", { keyPath: "key" }).createIndex("box", "box");
      asked.result.createObjectStore("boxes", { keyPath: "box" });
      asked.result.createObjectStore("keys", { keyPath: "box" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  return opened;
}

async function store(name, mode, act) {
  const change = (await database()).transaction(name, mode);
  return new Promise((done, fail) => {
    const asked = act(change.objectStore(name));
    change.oncomplete = () => done(asked.result);
    change.onerror = () => fail(change.error);
    change.onabort = () => fail(change.error);
  });
}

const read = (name, key) => store(name, "readonly", (all) => all.get(key));
const readAll = (name) => store(name, "readonly", (all) => all.getAll());
const write = (name, row) => store(name, "readwrite", (all) => all.put(row));
const erase = (name, key) => store(name, "readwrite", (all) => all.delete(key));

// Sealing

const bytesOf = (text) => new TextEncoder().encode(text);
const random = (length) => crypto.getRandomValues(new Uint8Array(length));

async function derived(secret, salt) {
  const base = await crypto.subtle.importKey("raw", bytesOf(secret), "HKDF", false, ["deriveKey"]);
  const how = { name: "HKDF", hash: "SHA-256", salt, info: bytesOf(DATABASE) };
  return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function drawn() {
  return crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

// One run of bytes: the length of the head, the head as JSON, then each file as it is.
async function packed({ files = [], ...rest }) {
  const head = bytesOf(JSON.stringify({ ...rest, files: files.map(({ name, type, size }) => ({ name, type, size })) }));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, head.length);
  return new Blob([length, head, ...files]).arrayBuffer();
}

function unpacked(buffer) {
  const start = 4 + new DataView(buffer).getUint32(0);
  const item = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, start - 4)));
  let from = start;
  item.files = item.files.map(({ name, type, size }) => {
    from += size;
    return new File([buffer.slice(from - size, from)], name, { type });
  });
  return item;
}

// A key belongs to its row: a sealed item put under another key does not open.
async function sealed(key, row, content) {
  const iv = random(12);
  const how = { name: "AES-GCM", iv, additionalData: bytesOf(`${row.box} ${row.key}`) };
  return { ...row, iv, sealed: await crypto.subtle.encrypt(how, key, await packed(content)) };
}

async function unsealed(key, row) {
  const how = { name: "AES-GCM", iv: row.iv, additionalData: bytesOf(`${row.box} ${row.key}`) };
  return unpacked(await crypto.subtle.decrypt(how, key, row.sealed));
}

// One sender at a time, whichever tab or worker it is in.
function alone(box, act) {
  return navigator.locks ? navigator.locks.request(`${DATABASE} ${box}`, act) : act();
}

class Queue extends EventTarget {
  constructor(settings, key) {
    super();
    this.settings = settings;
    this.key = key;
    this.needsLogin = false;
    this.news = "BroadcastChannel" in globalThis ? new BroadcastChannel(DATABASE) : null;
    if (this.news) this.news.onmessage = () => this.dispatchEvent(new Event("change"));
  }

  async rows() {
    const all = await store("items", "readonly", (items) => items.index("box").getAll(this.settings.box));
    return all.sort((one, other) => one.at - other.at || (one.key < other.key ? -1 : 1));
  }

  async add({ key = uuid(), ...content }) {
    const row = { key, box: this.settings.box, at: Date.now(), state: "waiting" };
    await write("items", await sealed(this.key, row, content));
    this.changed();
    askForSync();
    this.flush();
    return row.key;
  }

  async list() {
    const open = async (row) => {
      const { key, at, state } = row;
      try {
        return { ...(await unsealed(this.key, row)), key, at, state };
      } catch {
        return { key, at, state: "locked" };
      }
    };
    return Promise.all((await this.rows()).map(open));
  }

  async remove(key) {
    await erase("items", key);
    this.changed();
  }

  async retry(key) {
    const row = await read("items", key);
    if (!row) return false;
    const { reason, ...content } = await unsealed(this.key, row);
    const again = { ...row, key: uuid(), state: "waiting" };
    await write("items", await sealed(this.key, again, content));
    await this.remove(key);
    return this.flush();
  }

  changed() {
    this.dispatchEvent(new Event("change"));
    if (this.news) this.news.postMessage("change");
  }

  // A second call while one runs waits for it and looks again: what was added meanwhile must not be forgotten.
  flush() {
    return alone(this.settings.box, () => this.round());
  }

  async round() {
    await this.tidy();
    const waiting = (await this.rows()).filter(({ state }) => state === "waiting" || state === "sending");
    if (!waiting.length) return true;
    const token = await this.token();
    if (!token) return false;
    for (const row of waiting) {
      if (!(await this.send(row, token))) return false;
    }
    return true;
  }

  async tidy() {
    const now = Date.now();
    for (const { key, at, state } of await this.rows()) {
      const days = state === "sent" ? 1 : this.settings.keepDays;
      if (now - at > days * DAY) await erase("items", key);
    }
  }

  async token() {
    try {
      const answer = await fetch(this.settings.tokenUrl, { cache: "no-store", credentials: "same-origin" });
      return answer.ok ? (await answer.json()).token : "";
    } catch {
      return "";
    }
  }

  // Says whether to go on with the next.
  async send(row, token) {
    let content;
    try {
      content = await unsealed(this.key, row);
    } catch {
      return true; // sealed with a key that is gone: shown as locked, never sent
    }
    if (!(await this.mark(row, "sending"))) return true;
    const [status, answer] = await this.post(row, content, token);
    const state = stateAfter(status, answer);
    if (status) this.needsLogin = status === 401;
    const left = state === "sent" ? { kind: content.kind, title: content.title, answer } : { ...content, reason: answer?.reason };
    await this.mark(row, state, left);
    return state !== "waiting" || (status >= 500 && status !== 503);
  }

  // An item that was removed while it was on its way stays removed.
  async mark(row, state, content) {
    if (!(await read("items", row.key))) return false;
    const next = { ...row, state };
    await write("items", content ? await sealed(this.key, next, content) : next);
    this.changed();
    return true;
  }

  async post(row, content, token) {
    const body = new FormData();
    const said = { ...content.fields, key: row.key, kind: content.kind || "", owner: this.settings.owner };
    said.done_at = new Date(row.at).toISOString();
    said.sent_at = new Date().toISOString();
    for (const [name, value] of Object.entries(said)) for (const each of [value].flat()) body.append(name, each);
    for (const file of content.files) body.append("photo", file, file.name);
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    try {
      const answer = await fetch(this.settings.url, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual" });
      return [answer.status, await answer.json().catch(() => null)];
    } catch {
      return [0, null];
    }
  }
}

function stateAfter(status, answer) {
  if (status === 200 && answer?.outcome === "done") return "sent";
  if ((status === 200 || (status >= 400 && status < 500)) && answer?.outcome === "refused") return "refused";
  return "waiting";
}

function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = random(16);
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const text = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

async function askForSync() {
  try {
    const worker = await navigator.serviceWorker.ready;
    await worker.sync.register(SYNC_TAG);
  } catch {
    // No worker or no Background Sync here: the page itself tries again.
  }
}

async function keyFor({ box, secretUrl, salt }) {
  const kept = await read("keys", box);
  if (kept) return kept.key;
  let key;
  if (secretUrl) {
    const answer = await fetch(secretUrl, { cache: "no-store", credentials: "same-origin" });
    if (!answer.ok) return null;
    key = await derived((await answer.json()).secret, salt);
  } else {
    key = await drawn();
  }
  await write("keys", { box, key });
  return key;
}

function watch(queue) {
  const flush = () => queue.flush();
  globalThis.addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && flush());
  setInterval(() => document.visibilityState === "visible" && flush(), AGAIN_AFTER);
  flush();
}

export async function openQueue({ name, owner = "", url, tokenUrl, secretUrl = "", keepDays = 30 }) {
  if (!globalThis.isSecureContext || !globalThis.indexedDB || !globalThis.crypto?.subtle) return null;
  try {
    const box = `${name}:${owner}`;
    const salt = (await read("boxes", box))?.salt || random(16);
    const settings = { box, name, owner, url, tokenUrl, secretUrl, keepDays, salt };
    await write("boxes", settings);
    const key = await keyFor(settings);
    if (!key) return null;
    const queue = new Queue(settings, key);
    if (globalThis.document) watch(queue);
    return queue;
  } catch {
    return null;
  }
}

// For the worker, after the pages are closed: everything whose key is here. Says whether nothing is left waiting.
export async function flushAll() {
  let isDone = true;
  for (const { box, key } of await readAll("keys")) {
    const settings = await read("boxes", box);
    if (settings) isDone = (await new Queue(settings, key).flush()) && isDone;
  }
  return isDone;
}

// Throws away the keys of everybody who logs in, but for `except`: what they left here opens at their next log-in.
export async function lock({ except = "" } = {}) {
  for (const settings of await readAll("boxes")) {
    if (settings.owner && settings.owner !== except) await erase("keys", settings.box);
  }
}
