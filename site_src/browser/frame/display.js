// @ts-check
/* Has the reader choose how the site is shown: larger text, more contrast, the version for elders. */

const KEPT = "chuding-look";
const NAMES = ["text", "contrast", "easy"];
const root = document.documentElement;

/** @param {string} name */
const isOn = (name) => root.hasAttribute(`data-${name}`);

/** @param {string} name @param {boolean} on shows it so, and keeps it for the pages to come */
function set(name, on) {
  root.toggleAttribute(`data-${name}`, on);
  try {
    localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(NAMES.map((each) => [each, isOn(each)]))));
  } catch {
    // What a browser does not keep still holds for this page.
  }
}

/** @param {string | null} kept @returns {Record<string, unknown>} the choices in it, if it is any */
function choicesIn(kept) {
  try {
    return Object(JSON.parse(kept || "{}"));
  } catch {
    return {};
  }
}

export function chooseLook() {
  const controls = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-look]")]);
  const say = () => {
    for (const control of controls) {
      if (control.hasAttribute("aria-pressed")) control.setAttribute("aria-pressed", String(isOn(control.dataset.look || "")));
    }
  };
  document.addEventListener("click", ({ target }) => {
    const control = target instanceof Element && target.closest("[data-look]");
    if (!(control instanceof HTMLElement)) return;
    const { look = "", home = "" } = control.dataset;
    if (look === "ordinary") {
      set("easy", false);
      // The page of the elders' version is no page of the ordinary one.
      if (document.querySelector(".cd-easy")) location.assign(home);
      else /** @type {HTMLElement | null} */ (document.querySelector("[data-look=easy]"))?.focus();
    } else if (look === "easy") set("easy", true);
    else set(look, !isOn(look));
    say();
  });
  // Another tab of the site has chosen.
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== KEPT) return;
    const look = choicesIn(newValue);
    for (const name of NAMES) root.toggleAttribute(`data-${name}`, look[name] === true);
    say();
  });
  say();
}
