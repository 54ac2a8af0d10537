// The comments that wait: j and k go on and back, a shows one, r opens the reasons. Everything works without it, by buttons.
import { help, listen } from "./shortcuts.js";

class Moderation {
  constructor(box) {
    this.rows = [...box.querySelectorAll("[data-row]")];
    this.at = -1;
    this.rows.forEach((row, n) => row.addEventListener("focusin", () => this.mark(n)));
    const open = help(box);
    if (!box.hasAttribute("data-keys")) return;
    listen({
      j: () => this.go(1),
      k: () => this.go(-1),
      a: () => this.here()?.querySelector("[data-approve]")?.requestSubmit(),
      r: () => this.reasons(),
      "?": open,
    });
  }

  here() {
    return this.rows[this.at];
  }

  mark(at) {
    this.at = at;
    this.rows.forEach((row, n) => row.classList.toggle("by-moderate--here", n === at));
  }

  go(step) {
    if (!this.rows.length) return;
    const at = Math.min(this.rows.length - 1, Math.max(0, this.at + step));
    this.rows[at].focus();
    this.rows[at].scrollIntoView({ block: "nearest" });
  }

  reasons() {
    const box = this.here()?.querySelector("[data-refuse]");
    if (!box) return;
    box.open = true;
    box.querySelector("input[type=radio]").focus();
  }
}

for (const box of document.querySelectorAll("[data-by-moderation]")) new Moderation(box);
