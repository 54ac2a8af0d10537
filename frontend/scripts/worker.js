// The service worker. Keeps what the pages are made of, and of the pages themselves only two kinds: today's tasks of
// who is logged in, for a day, and the residents' report on one page, which stands in for the usual three while there
// is no network. Everything else asks the network or says that it is not there. installing.py writes the line above this file: the build, its assets, the addresses meant here.
import { SYNC_TAG, flushAll, lock } from "./queue.js";
import { listen } from "./worker_push.js";

listen(self);

const { build, assets, offline, field, report, later, logins } = self.BINH_YEN;
const STATIC = `tinh-${build}`;
const PAGES = `trang-${build}`;
const PATIENCE = 4000; // a bad line is worse than none: after that what is kept is shown
const KEPT_FOR = 24 * 3600 * 1000;
const KEPT_AT = "x-giu-luc";
const HASHED = /\.[0-9a-f]{12}\.\w+$/;
let turn = 0; // goes up whenever somebody logs in or out: a page asked for in one turn is not kept in the next

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(STATIC)
      .then((kept) => kept.addAll([...assets, offline].map(asked)))
      .then(() => fetchAndKeep(laterPage()))
      .then(() => self.skipWaiting()),
  );
});

// A name with its hash in it is taken from where the page has it already: a slow line is not asked twice.
function asked(url) {
  return new Request(url, { cache: HASHED.test(url) ? "default" : "reload" });
}

function laterPage() {
  return new URL(later, location.origin).href;
}

self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

// Pages of the build before name assets that go with it: they are fetched anew, then all that is old is dropped.
async function takeOver() {
  const old = (await caches.keys()).filter((name) => ![STATIC, PAGES].includes(name));
  for (const name of old.filter((each) => each.startsWith("trang-"))) {
    const urls = (await (await caches.open(name)).keys()).map((request) => request.url);
    await Promise.all(urls.map(fetchAndKeep));
  }
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.mode === "navigate" && request.method === "POST") {
    if (logins.includes(url.pathname)) event.respondWith(changeOfPerson(request));
  } else if (request.method !== "GET") {
    return;
  } else if (request.mode === "navigate") {
    event.respondWith(isKeepable(url) ? page(event) : fetch(request).catch(standIn));
  } else if (url.pathname.startsWith("/static/")) {
    event.respondWith(part(request, url));
  }
});

function isKeepable(url) {
  return url.pathname === report || url.pathname === later || url.pathname.startsWith(field);
}

// What has its hash in its name never changes; the rest is asked for while there is a network.
async function part(request, url) {
  if (HASHED.test(url.pathname)) {
    const kept = await caches.match(request);
    if (kept) return kept;
  }
  try {
    const answer = await fetch(request);
    if (answer.ok) (await caches.open(STATIC)).put(request, answer.clone());
    return answer;
  } catch {
    return (await caches.match(request, { ignoreSearch: true })) || Response.error();
  }
}

// Network first, with what is kept as soon as the network takes too long. The report's first page is never kept: its
// key and its hidden answers are of one report. The report on one page stands in for it.
async function page(event) {
  const { url } = event.request;
  const isReport = new URL(url).pathname === report;
  const askedIn = turn;
  const fresh = fetch(event.request).then((answer) => (isReport ? answer : keep(url, answer, askedIn)));
  event.waitUntil(fresh.then(() => isReport && refresh()).catch(() => {}));
  const kept = await keptPage(isReport ? laterPage() : url);
  if (!kept) return fresh.catch(standIn);
  const late = new Promise((done) => setTimeout(done, PATIENCE, kept));
  return Promise.race([fresh.catch(() => kept), late]);
}

// Only a whole, plain page that does not forbid it; what no longer opens is no longer kept. A page sent back to the
// log-in is left alone: the person may have no network but that one answer, and the tasks are still theirs.
async function keep(address, answer, askedIn) {
  const url = new URL(address);
  const pages = await caches.open(PAGES);
  const forbids = (answer.headers.get("cache-control") || "").includes("no-store");
  if (answer.status === 200 && !answer.redirected && !forbids && !url.search) {
    const headers = new Headers(answer.headers);
    headers.set(KEPT_AT, String(Date.now()));
    await pages.put(address, new Response(await answer.clone().blob(), { status: 200, headers }));
    // Looked at after the writing: either this sees the change of person, or `dropPages` sees this page.
    if (askedIn !== turn && url.pathname.startsWith(field)) await pages.delete(address);
  } else if (answer.status === 403 || answer.status === 404) {
    await pages.delete(address);
  }
  return answer;
}

async function keptPage(address) {
  const pages = await caches.open(PAGES);
  const url = new URL(address);
  const found = await pages.match(url.origin + url.pathname);
  if (!found) return null;
  if (Date.now() - Number(found.headers.get(KEPT_AT)) < KEPT_FOR || url.pathname === later) return found;
  await pages.delete(url.origin + url.pathname);
  return null;
}

// Once a day, while the network is there: communes and kinds of trouble change.
async function refresh() {
  const found = await (await caches.open(PAGES)).match(laterPage());
  if (!found || Date.now() - Number(found.headers.get(KEPT_AT)) > KEPT_FOR) await fetchAndKeep(laterPage());
}

async function standIn() {
  return (await caches.match(offline)) || Response.error();
}

async function fetchAndKeep(address) {
  const askedIn = turn;
  try {
    await keep(address, await fetch(address, { credentials: "same-origin", redirect: "manual" }), askedIn);
  } catch {
    // It is fetched when it is next opened.
  }
}

// Whoever logs in or out: what was kept of the one before cannot be opened any more. Their unsent items stay, sealed,
// until they log in again on this phone.
async function changeOfPerson(request) {
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return standIn();
  }
  if (answer.type === "opaqueredirect") {
    turn += 1;
    await lock();
    await dropPages(() => true);
  }
  return answer;
}

async function dropPages(isMeant) {
  const pages = await caches.open(PAGES);
  for (const request of await pages.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(field) && isMeant(pathname)) await pages.delete(request);
  }
}

// The list of tasks says which tasks there are: their pages are fetched ahead, and those of others dropped.
self.addEventListener("message", (event) => {
  const { tasks } = event.data || {};
  if (!Array.isArray(tasks)) return;
  const mine = tasks.map((path) => new URL(path, location.origin)).filter((url) => url.pathname.startsWith(field));
  const paths = mine.map((url) => url.pathname);
  event.waitUntil(
    dropPages((path) => path.startsWith(`${field}vu-viec/`) && !paths.includes(path)).then(async () => {
      const askedIn = turn;
      for (const url of mine) if (askedIn === turn) await fetchAndKeep(url.href);
      event.source?.postMessage({ kept: paths.length });
    }),
  );
});

self.addEventListener("sync", (event) => {
  if (event.tag !== SYNC_TAG) return;
  event.waitUntil(
    flushAll().then((isDone) => {
      if (!isDone) throw new Error("something still waits"); // the browser asks again later
    }),
  );
});
