// The pages of whoever works outside. Every form goes into the queue, with a network or without, and the box above
// the page shows what waits. Without this file the forms are sent as ever.
import { ahead, askHouse } from "./housetime.js";
import { lock, openQueue } from "./queue.js";

const box = document.querySelector("[data-by-waiting]");
const text = box.dataset;
const KINDS = { NOTE: text.textNote, PHOTO: text.textPhoto, DONE: text.textDone, PART: text.textPart, PATROL: text.textPatrol };
const STATES = { waiting: text.textWaiting, sending: text.textSending, sent: text.textSent, refused: text.textRefused, locked: text.textLocked };
const TAGS = { waiting: "yellow", sending: "blue", sent: "green", refused: "red", locked: "grey" };
const OWN = ["csrfmiddlewaretoken", "key", "kind", "done_at", "sent_at"];

function element(name, className, words) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (words) made.textContent = words;
  return made;
}

// Each item: what it is, how it stands, and what one may do with it.
function line(queue, item) {
  const row = element("li", "by-waiting__item");
  const head = element("p", "govuk-body");
  head.append(element("strong", "", KINDS[item.kind] || text.textLocked));
  if (item.title) head.append(` · ${item.title}`);
  head.append(" ", element("strong", `govuk-tag govuk-tag--${TAGS[item.state]}`, STATES[item.state]));
  row.append(head);
  const words = item.fields?.words || item.fields?.remarks;
  if (words) row.append(element("p", "govuk-body-s by-waiting__words", words));
  if (item.reason) row.append(element("p", "govuk-error-message", item.reason));
  row.append(buttons(queue, item));
  return row;
}

function buttons(queue, item) {
  const group = element("div", "govuk-button-group");
  const button = (words, act) => {
    const made = element("button", "govuk-button govuk-button--secondary", words);
    made.type = "button";
    made.addEventListener("click", act);
    made.setAttribute("aria-label", `${words}: ${KINDS[item.kind] || ""} ${item.title || ""}`);
    group.append(made);
  };
  if (item.state === "waiting") button(text.textSend, () => queue.flush());
  if (item.state === "refused") button(text.textRetry, () => queue.retry(item.key));
  if (item.state !== "sending") {
    const isLost = item.state === "waiting" || item.state === "locked";
    const words = isLost ? text.textDelete : text.textDismiss;
    button(words, () => (!isLost || confirm(text.textSure)) && queue.remove(item.key));
  }
  return group;
}

let drawing = Promise.resolve();

function draw(queue) {
  drawing = drawing.then(async () => {
    const items = await queue.list();
    const waiting = items.filter(({ state }) => state === "waiting" || state === "sending").length;
    box.hidden = false;
    box.dataset.count = waiting;
    box.querySelector("[data-by-count]").textContent = waiting ? text.textCount.replace("{n}", waiting) : text.textNone;
    box.querySelector("[data-by-login]").hidden = !(queue.needsLogin && waiting);
    box.querySelector("[data-by-list]").replaceChildren(...items.map((item) => line(queue, item)));
  });
  return drawing;
}

function contentOf(form) {
  const kind = form.dataset.byQueue;
  const title = form.dataset.title || form.querySelector("select[name=area]")?.selectedOptions[0]?.text || "";
  const fields = {};
  const files = [];
  for (const [name, value] of new FormData(form)) {
    if (value instanceof File) {
      if (value.size) files.push(value);
    } else if (!OWN.includes(name)) {
      fields[name] = value;
    }
  }
  // Shown by the house's clock and sent by the phone's, as all that the queue sends: the server puts that right by what
  // the phone shows when it sends. Said with the phone's zone, which need not be that of Viet Nam.
  for (const { name, value } of form.querySelectorAll("input[type=datetime-local]")) {
    if (value) fields[name] = new Date(new Date(value) - (shownAhead.get(form) || 0)).toISOString();
  }
  return { kind, title, fields, files };
}

// What the server would refuse for being empty is said here, before it waits for hours.
function isMissing({ kind, fields, files }) {
  if (kind === "NOTE" || kind === "PART") return !fields.words?.trim();
  if (kind === "PHOTO") return !files.length;
  return kind === "PATROL" && !(fields.area && fields.started_at && fields.ended_at);
}

function say(form, words, isError) {
  const status = form.querySelector("[data-by-said]");
  status.className = isError ? "govuk-error-message" : "govuk-body by-waiting__said";
  status.textContent = words;
}

async function keepForm(queue, form) {
  const content = contentOf(form);
  if (isMissing(content)) {
    say(form, text.textMissing, true);
    return;
  }
  // One photo is one act: each is sent, and refused, by itself.
  const acts = content.files.length > 1 ? content.files.map((file) => ({ ...content, files: [file] })) : [content];
  for (const act of acts) await queue.add(act);
  say(form, navigator.onLine ? text.textTaken : text.textTakenOffline, false);
  form.reset();
  for (const area of form.querySelectorAll("textarea")) area.dispatchEvent(new Event("keyup")); // the count of letters left
  fillTimes(form);
}

// By how much the times in a form are ahead of the phone's clock.
const shownAhead = new WeakMap();

// The page may have been kept since yesterday: the times are those of now, by the house's clock.
function fillTimes(form) {
  const fields = { started_at: 3600 * 1000, ended_at: 0 };
  shownAhead.set(form, ahead());
  for (const [name, ago] of Object.entries(fields)) {
    const input = form.querySelector(`input[name=${name}]`);
    if (!input) continue;
    const at = new Date(Date.now() + ahead() - ago);
    input.value = new Date(at - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  }
}

// On a page that says what to correct, the times are those that were typed, and the house wrote them.
function setTimes(form) {
  if (document.querySelector(".govuk-error-summary")) shownAhead.set(form, ahead());
  else if (!form.dataset.byTouched) fillTimes(form);
}

// Once the house has said what time it is; what somebody has typed into meanwhile stays as it is.
async function putClockRight() {
  if (!navigator.onLine || !(await askHouse(text.tokenUrl))) return;
  document.querySelectorAll("form[data-by-queue]").forEach(setTimes);
}

// Before the form's own doings: boot.js must not mark it as sent, and nothing leaves twice.
function takeOver(queue, form) {
  for (const input of form.querySelectorAll("input[type=file]")) input.multiple = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keepForm(queue, form);
  });
  form.addEventListener("input", () => (form.dataset.byTouched = "yes"));
  form.addEventListener("reset", () => delete form.dataset.byTouched);
  setTimes(form);
}

// Here and there: whether the net is there is also said in words.
function watchNetwork() {
  const show = () => {
    box.querySelector("[data-by-offline]").hidden = navigator.onLine;
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
}

async function tellWorker() {
  const links = [...document.querySelectorAll("[data-by-task]")];
  if (!document.querySelector("[data-by-tasks]") || !navigator.serviceWorker || !navigator.onLine) return;
  const worker = (await navigator.serviceWorker.ready).active;
  navigator.serviceWorker.addEventListener("message", (event) => {
    if (event.data?.kept !== undefined) document.documentElement.dataset.byKept = event.data.kept;
  });
  const own = [location.pathname, box.dataset.patrol].filter(Boolean);
  worker.postMessage({ tasks: [...own, ...links.map((link) => link.getAttribute("href"))] });
}

async function start() {
  const { owner, url, tokenUrl, secretUrl } = box.dataset;
  const queue = await openQueue({ name: "thuc-dia", owner, url, tokenUrl, secretUrl });
  if (!queue) return;
  await lock({ except: owner });
  for (const form of document.querySelectorAll("form[data-by-queue]")) takeOver(queue, form);
  queue.addEventListener("change", () => draw(queue));
  box.querySelector("[data-by-flush]").addEventListener("click", () => queue.flush());
  watchNetwork();
  putClockRight();
  await draw(queue);
  await tellWorker();
}

start();
