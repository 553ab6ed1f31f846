// @ts-check
/* Today in the timeline: a line through its year, or words between the years that have one. */

/** Marks the device's day in the timeline, if the page has one. */
export function markToday() {
  const now = new Date();
  const year = now.getFullYear();
  const bands = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".cd-band")]);
  const here = bands.find(({ dataset }) => dataset.year === String(year));
  if (here) {
    const [start, end, day] = [Date.UTC(year, 0), Date.UTC(year + 1, 0), Date.UTC(year, now.getMonth(), now.getDate())];
    const share = (day + 43_200_000 - start) / (end - start);
    for (const line of here.querySelectorAll(".when-today")) {
      line.setAttribute("x", `${100 * share}%`);
      line.setAttribute("text-anchor", share < 0.1 ? "start" : share > 0.9 ? "end" : "middle");
      line.removeAttribute("hidden");
    }
    return;
  }
  const between = document.querySelector(".cd-between");
  if (!(between instanceof HTMLElement)) return;
  between.textContent = (between.dataset.words ?? "").replace("{year}", String(year));
  between.hidden = false;
  bands.find(({ dataset }) => Number(dataset.year) < year)?.before(between);
}
