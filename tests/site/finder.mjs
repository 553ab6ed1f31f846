// Runs the site's finder as a page from a folder does: {finder, index, queries} on standard input, what is found on output.
import fs from "node:fs";
import vm from "node:vm";

const { finder, index, queries } = JSON.parse(fs.readFileSync(0, "utf8"));
const page = vm.createContext({ document: {} });
page.self = page;
vm.runInContext(fs.readFileSync(finder, "utf8"), page);
const found = queries.map((query) => {
  const { groups, count, near } = page.searchSite(index, query);
  return { groups: groups.map(({ page, sections }) => [page, ...sections].map(({ location }) => location)), count, near };
});
process.stdout.write(JSON.stringify(found));
