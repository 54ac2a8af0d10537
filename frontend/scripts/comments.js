// Comments beside an article: fetched when they come near, counted while one types, sent without leaving the page. Without
// this script the link and the form lead to a page of their own.

const NEAR = "400px";
const QUIET = 1000;

// The twin of `tidy` in newsroom/commenting/rules.py: what no reader sees is not counted.
const UNSEEN = /[\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\u034F\u115F\u1160\u180E\u2800\u3164\uFFA0]/gu;
const LINE = /\r\n?|[\u2028\u2029]/gu;
// eslint-disable-next-line no-control-regex
const BLANK = /[\x00-\x09\x0B-\x20\x7F-\xA0\u1680\u2000-\u200A\u202F\u205F\u3000]+/gu;

function tidy(words) {
  const plain = words.replace(UNSEEN, "").replace(LINE, "\n").replace(BLANK, " ").normalize("NFC");
  return plain.replace(/ ?\n ?/g, "\n").replace(/\n{3,}/g, "\n\n").replace(/^[ \n]+|[ \n]+$/g, "");
}

const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter("vi", { granularity: "grapheme" });

// How many characters a reader sees; null where the browser cannot tell.
export function count(words) {
  if (!segmenter) return null;
  let n = 0;
  for (const _one of segmenter.segment(tidy(words))) n += 1;
  return n;
}

function watchLength(form) {
  const words = form.elements.words;
  const place = form.querySelector("[data-count]");
  const said = form.querySelector("[data-count-said]");
  const most = Number(form.dataset.most);
  let later;
  const tell = () => {
    const n = count(words.value);
    if (n === null) return;
    const over = n > most;
    const text = over ? form.dataset.textOver.replace("{count}", n - most) : "";
    place.textContent = `${n} / ${most}${over ? ` (${text})` : ""}`;
    place.classList.toggle("by-comments__count--over", over);
    clearTimeout(later);
    // Read aloud when the hands rest, not at each letter.
    later = setTimeout(() => {
      said.textContent = text || form.dataset.textLeft.replace("{count}", most - n);
    }, QUIET);
  };
  words.addEventListener("input", tell);
  tell();
  clearTimeout(later);
}

class Comments {
  constructor(box) {
    this.box = box;
    this.inside = box.querySelector("[data-comments-inside]");
    this.status = box.querySelector("[data-comments-status]");
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        seen.disconnect();
        this.load();
      },
      { rootMargin: NEAR },
    );
    seen.observe(box);
  }

  async load() {
    this.box.setAttribute("aria-busy", "true");
    this.status.textContent = this.box.dataset.textLoading;
    const part = await fetched(this.box.dataset.byComments);
    this.box.removeAttribute("aria-busy");
    this.status.textContent = part === null ? this.box.dataset.textFailed : "";
    if (part === null) return;
    this.inside.innerHTML = part;
    this.dress();
  }

  dress() {
    const form = this.inside.querySelector("[data-by-comment]");
    if (form) {
      watchLength(form);
      form.addEventListener("submit", (event) => this.send(event, form));
    }
    this.dressOlder();
  }

  dressOlder() {
    const older = this.inside.querySelector("[data-comments-older]");
    older?.addEventListener("click", (event) => this.more(event, older));
  }

  async send(event, form) {
    event.preventDefault();
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    const sending = form.querySelector("[data-sending]");
    sending.textContent = this.box.dataset.textSending;
    const part = await fetched(this.box.dataset.byComments, { method: "POST", body: new FormData(form) });
    form.removeAttribute("aria-busy");
    // What was typed stays where it is until it has arrived.
    sending.textContent = part === null ? this.box.dataset.textNotSent : "";
    if (part === null) return;
    const answer = new DOMParser().parseFromString(part, "text/html");
    const place = this.inside.querySelector("[data-comments-form]");
    place.replaceChildren(answer.querySelector("[data-comments-sent]") || answer.querySelector("[data-comments-form]"));
    const again = place.querySelector("[data-by-comment]");
    if (again) {
      watchLength(again);
      again.addEventListener("submit", (next) => this.send(next, again));
    }
    (place.querySelector("[data-comments-sent]") || place.querySelector("[aria-invalid]") || place.querySelector("textarea"))?.focus();
  }

  async more(event, link) {
    event.preventDefault();
    const asked = new URL(link.href).search;
    this.status.textContent = this.box.dataset.textLoading;
    const part = await fetched(`${this.box.dataset.byComments}${asked}`);
    this.status.textContent = "";
    if (part === null) return location.assign(link.href);
    const answer = new DOMParser().parseFromString(part, "text/html");
    const rows = [...answer.querySelectorAll(".by-comment")];
    this.inside.querySelector("[data-comments-list]").append(...rows);
    const next = answer.querySelector("[data-comments-older]");
    if (next) link.replaceWith(next);
    else link.remove();
    this.dressOlder();
    if (rows[0]) {
      rows[0].tabIndex = -1;
      rows[0].focus();
    }
  }
}

async function fetched(address, options = {}) {
  try {
    const answer = await fetch(address, options);
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

for (const box of document.querySelectorAll("[data-by-comments]")) new Comments(box);
for (const form of document.querySelectorAll("[data-by-comment]")) watchLength(form);
