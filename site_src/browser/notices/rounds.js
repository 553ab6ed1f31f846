// @ts-check
/* Marks rounds and the timeline by the device's date: nothing that the site's build knows depends on a day. */

const now = new Date();

/** Says beside each window whether it is still to come, open or closed on the device's date; both days are in it. */
function markWindows() {
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  for (const mark of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-opens]"))) {
    const { opens = "", closes = "" } = mark.dataset;
    const over = closes && today > closes;
    const state = "unstated" in mark.dataset ? "unclear" : today < opens ? "upcoming" : over ? "closed" : "open";
    mark.dataset.windowState = state;
    mark.textContent = mark.dataset[state] || "";
    mark.hidden = false;
  }
}
/** Marks today in the timeline: by a line through its year, or by words between the years that have one. */
function markToday() {
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
markWindows();
markToday();
