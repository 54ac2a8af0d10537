// Text size and contrast: the forms work without this file; with it the page changes at once.
const SIZES = [100, 125, 150];
const YEAR = 365 * 24 * 3600;

function read(name) {
  const found = document.cookie.match(new RegExp(`(?:^|; )${name}=([^;]*)`));
  return found ? found[1] : "";
}

function keep(name, value) {
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `${name}=${value};path=/;max-age=${YEAR};samesite=lax${secure}`;
}

function resize(step) {
  const now = Math.max(0, SIZES.indexOf(Number(read("co_chu"))));
  const next = step === "0" ? 0 : now + (step === "+" ? 1 : -1);
  const size = SIZES[Math.min(SIZES.length - 1, Math.max(0, next))];
  keep("co_chu", size);
  for (const each of SIZES) document.documentElement.classList.toggle(`by-size-${each}`, each === size && size > 100);
  return `${size} %`;
}

function contrast(button) {
  const on = document.documentElement.classList.toggle("by-contrast");
  keep("tuong_phan", on ? 1 : 0);
  button.setAttribute("aria-pressed", String(on));
  return "";
}

export function face() {
  const form = document.querySelector("[data-by-face]");
  if (!form) return;
  // The click and not the submit: on a page with a half-filled form the buttons belong to that form.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.preventDefault();
    const said = button.name === "co_chu" ? resize(button.value) : contrast(button);
    form.querySelector("[role=status]").textContent = said;
  });
}
