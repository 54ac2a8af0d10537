// Runs before the page is painted: marks the body for GOV.UK Frontend, opens the menu, stops a second send.
// A plain script without imports, so that these three work even when the rest never arrives.
(function () {
  var body = document.body;
  body.classList.add("js-enabled");
  if ("noModule" in HTMLScriptElement.prototype) body.classList.add("govuk-frontend-supported");

  document.addEventListener("click", function (event) {
    var open = document.querySelector(".by-nav__more details[open]");
    if (open && !open.contains(event.target)) open.removeAttribute("open");
    var button = event.target.closest && event.target.closest(".by-nav__toggle");
    if (!button) return;
    button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
  });

  // The first send goes on; the button stays enabled so that its own value is sent, but a second press does nothing.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var button = event.submitter;
    var once = form.hasAttribute("data-by-once") || (button && button.hasAttribute("data-prevent-double-click"));
    if (!once || event.defaultPrevented || (button && button.hasAttribute("formaction"))) return;
    if (form.hasAttribute("data-by-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-by-sent", "");
    if (button) button.setAttribute("aria-disabled", "true");
    if (button && form.dataset.byOnce) {
      var status = document.createElement("p");
      status.className = "govuk-hint by-sending";
      status.setAttribute("role", "status");
      button.after(status);
      status.textContent = form.dataset.byOnce;
    }
  });

  // Coming back with the browser's own button finds the form ready to be sent again.
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) return;
    document.querySelectorAll("[data-by-sent]").forEach(function (form) {
      form.removeAttribute("data-by-sent");
      form.querySelectorAll("[aria-disabled]").forEach(function (button) {
        button.removeAttribute("aria-disabled");
      });
      form.querySelectorAll(".by-sending").forEach(function (status) {
        status.remove();
      });
    });
  });
})();
