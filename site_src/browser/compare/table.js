// @ts-check
/* A comparison's table: what a reader chooses to see of it, and to copy. */
import { copyTables } from "./copying.js";

/** What a reader chooses to see of a comparison: its rows and what its cells hold; a row that is led to is shown. */
function choose() {
  const marked = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const around = row?.closest("[data-rows]");
    const all = around?.querySelector("[name=rows][value=all]");
    if (row?.matches(".cd-row--same") && all instanceof HTMLInputElement && !all.checked) {
      all.click();
      row.scrollIntoView();
    }
  };
  document.addEventListener("change", ({ target }) => {
    const around = target instanceof HTMLInputElement && target.form?.closest("[data-rows]");
    if (around && target.form?.matches(".cd-choices")) around.setAttribute(`data-${target.name}`, target.value);
  });
  addEventListener("hashchange", marked);
  marked();
}
choose();
copyTables();
