// The places left for "excellent" while one chooses. Without this the button beside them asks the server.
const form = document.querySelector("[data-by-rating]");

function show(name, good, excellent) {
  const box = form.querySelector(`[data-by-places="${name}"]`);
  const allowed = Math.floor((good * Number(form.dataset.byRating)) / 100);
  const numbers = { good, excellent, allowed, left: allowed - excellent };
  for (const [part, n] of Object.entries(numbers)) {
    box.querySelector(`[data-by-${part}]`).textContent = String(n);
  }
}

function count() {
  const levels = [...form.querySelectorAll("[data-by-level]")].map((select) => select.value);
  const of = (level) => levels.filter((value) => value === level).length;
  show("teams", of("GOOD"), of("EXCELLENT"));
  const sum = (name) =>
    [...form.querySelectorAll(`[data-by-members="${name}"]`)].reduce((n, input) => n + (Number.parseInt(input.value, 10) || 0), 0);
  show("members", sum("good"), sum("excellent"));
}

form?.addEventListener("change", count);
if (form) count();
