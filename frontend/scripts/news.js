// An article's links to pass it on: copy its address, or hand it to the phone's own sheet, in which Zalo stands as well.
const tools = document.querySelector("[data-news-share]");

function say(words) {
  tools.querySelector("[role=status]").textContent = words;
}

async function pass(button) {
  const { url, title } = tools.dataset;
  try {
    if (button.dataset.act === "hand") await navigator.share({ url, title });
    else {
      await navigator.clipboard.writeText(url);
      say(button.dataset.done);
    }
  } catch {
    // Closed without sharing, or the browser refuses its clipboard: the address stands in the browser's own line.
  }
}

if (tools) {
  for (const button of tools.querySelectorAll("button[data-act]")) {
    const can = button.dataset.act === "hand" ? "share" in navigator : "clipboard" in navigator;
    button.hidden = !can;
    button.addEventListener("click", () => pass(button));
  }
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
