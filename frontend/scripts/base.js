// On every page: the GOV.UK components in use, text size and contrast at once, and the doors to what is loaded later.
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { Checkboxes } from "govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { ExitThisPage } from "govuk-frontend/dist/govuk/components/exit-this-page/exit-this-page.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { Radios } from "govuk-frontend/dist/govuk/components/radios/radios.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { face } from "./face.js";

const COMPONENTS = [
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
];

// One broken part must not take the others with it.
function start(root) {
  for (const Component of COMPONENTS) {
    for (const element of root.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
      try {
        new Component(element);
      } catch (reason) {
        if (!/already initialised/i.test(String(reason))) console.warn(reason);
      }
    }
  }
  for (const box of root.querySelectorAll("[data-by-photos]")) {
    import(box.dataset.byPhotos).then((module) => module.watch(box));
  }
  for (const box of root.querySelectorAll("[data-by-map]")) door(box);
}

// The map's script (forty kilobytes) comes when someone opens the map, or at once with data-open.
function door(box) {
  if (box.dataset.byDoor) return;
  box.dataset.byDoor = "1";
  const button = box.querySelector("[data-by-open]");
  const found = box.querySelector("[data-by-found]");
  const open = (byHand) => {
    button.hidden = true;
    box.setAttribute("aria-busy", "true");
    import(box.dataset.byMap)
      .then((module) => module.open(box, byHand))
      .catch(() => {
        button.hidden = false;
        found.textContent = box.dataset.textFailed;
      })
      .finally(() => box.removeAttribute("aria-busy"));
  };
  button.addEventListener("click", () => open(true));
  if (box.hasAttribute("data-open")) open(false);
  else if (document.getElementById(box.dataset.lat)?.value) found.textContent = box.dataset.textChosen;
}

// On the pages that say so: residents who only read leave no worker behind on their phone. What it keeps is fetched
// after the page itself is there: on a slow line the page comes first.
function worker() {
  const address = document.body.dataset.byWorker;
  if (!address || !isSecureContext || !navigator.serviceWorker) return;
  const register = () => navigator.serviceWorker.register(address, { scope: "/", updateViaCache: "none" }).catch(() => {});
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}

face();
worker();
start(document);
// A suggestion fills the field of its form and leaves the rest as typed; without scripts its address does.
document.addEventListener("click", (event) => {
  const one = event.target.closest("[data-by-choose]");
  const field = one && document.querySelector("select[name=category], [data-by-chosen]");
  if (!field) return;
  event.preventDefault();
  field.value = one.dataset.byChoose;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});

document.addEventListener("htmx:load", (event) => start(event.target));
