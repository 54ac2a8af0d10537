// The page "How you are told": lets this browser be pushed to, or no more. Needs the service worker (worker.js), which
// base.js registers and which listens with worker_push.js.
const box = document.querySelector("[data-by-push]");
const said = box.querySelector("[data-by-said]");
const buttons = { on: box.querySelector("[data-by-subscribe]"), off: box.querySelector("[data-by-unsubscribe]") };

function bytesOf(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function textOf(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function show(isOn) {
  said.textContent = isOn ? box.dataset.textOn : box.dataset.textOff;
  buttons.on.hidden = isOn;
  buttons.off.hidden = !isOn;
}

// The house's answer in words where it has one.
async function tell(fields) {
  const body = new FormData(box);
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  const answer = await fetch(box.action, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.redirected || !answer.ok) {
    const { said: words } = await answer.json().catch(() => ({}));
    throw new Error(words || box.dataset.textFailed);
  }
}

async function subscribe(manager) {
  if ((await Notification.requestPermission()) !== "granted") throw new Error(box.dataset.textDenied);
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(box.dataset.key) };
  // One made with another key of the house is of no use any more.
  const one = await manager.subscribe(options).catch(async () => {
    await (await manager.getSubscription())?.unsubscribe();
    return manager.subscribe(options);
  });
  try {
    await tell({ endpoint: one.endpoint, p256dh: textOf(one.getKey("p256dh")), auth: textOf(one.getKey("auth")) });
  } catch (reason) {
    await one.unsubscribe();
    throw reason;
  }
}

async function unsubscribe(manager) {
  const one = await manager.getSubscription();
  if (!one) return;
  await tell({ viec: "thoi", endpoint: one.endpoint });
  await one.unsubscribe();
}

function onPress(button, work, manager, isOnAfter) {
  button.addEventListener("click", async () => {
    button.setAttribute("aria-disabled", "true");
    try {
      await work(manager);
      show(isOnAfter);
      (isOnAfter ? buttons.off : buttons.on).focus();
    } catch (reason) {
      const isOurs = reason instanceof Error && reason.constructor === Error;
      said.textContent = isOurs ? reason.message : box.dataset.textFailed;
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
}

async function start() {
  const worker = await navigator.serviceWorker?.getRegistration("/");
  if (!worker || !("PushManager" in window) || !("Notification" in window)) {
    said.textContent = box.dataset.textImpossible;
    return;
  }
  const { pushManager } = await navigator.serviceWorker.ready;
  onPress(buttons.on, subscribe, pushManager, true);
  onPress(buttons.off, unsubscribe, pushManager, false);
  show(Notification.permission === "granted" && Boolean(await pushManager.getSubscription()));
}

start();
