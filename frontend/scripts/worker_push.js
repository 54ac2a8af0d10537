// What the service worker does with a push. worker.js imports `listen` and calls it once, at its top level:
//
//     import { listen } from "./worker_push.js";
//     listen(self);
//
// A push holds JSON {title, body, url, tag}: a kind in words, a reference, an address of this house behind the login, and
// what tells notices about the same matter apart from others (the later takes the place of the earlier on the screen).
// A browser takes back the permission of a page that is pushed to and shows nothing, so something is always shown.
const NAME = "Bình Yên";

export function listen(worker) {
  worker.addEventListener("push", (event) => event.waitUntil(show(worker, event.data)));
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.data));
  });
}

function show(worker, data) {
  const { title = NAME, body = "", url = "/ban-lam-viec/thong-bao/", tag = "" } = read(data);
  const options = { body, tag, data: url };
  return worker.registration.showNotification(title, tag ? { ...options, renotify: true } : options);
}

function read(data) {
  try {
    return data.json() || {};
  } catch {
    return {};
  }
}

// Into a window that is open already, else into a new one; never to another house.
async function open(worker, path) {
  const url = new URL(path || "/", worker.location.origin);
  if (url.origin !== worker.location.origin) return;
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const window of windows) {
    if (new URL(window.url).pathname.startsWith("/ban-lam-viec/")) {
      await window.focus();
      await window.navigate(url.href).catch(() => worker.clients.openWindow(url.href));
      return;
    }
  }
  await worker.clients.openWindow(url.href);
}
