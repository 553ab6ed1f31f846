// @ts-check
/* The link to the page's twin in the other language. */

/** The reader's place: the last anchor at or above the top of the view; "" at the beginning of the page. */
function placeOf() {
  const below = Math.max(0, document.querySelector("header")?.getBoundingClientRect().bottom ?? 0);
  let place = "";
  for (const element of document.querySelectorAll("[id^='c-'], [id^='t-'], main h2[id], main h3[id]")) {
    const box = element.getBoundingClientRect();
    if (box.height && box.top <= below + 32) place = element.id;
  }
  return place && `#${place}`;
}
/** Leads the link to the page's twin to the reader's place, with the choices that are in the address. */
export function keepPlace() {
  const twin = document.querySelector("a[data-twin]");
  if (!(twin instanceof HTMLAnchorElement)) return;
  for (const event of ["pointerdown", "focus", "click"]) {
    twin.addEventListener(event, () => {
      twin.search = location.search;
      twin.hash = placeOf();
    });
  }
}