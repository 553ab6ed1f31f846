/* Looks into Pyodide's wasm, and cuts it in two with Binaryen's library: what a start calls, and the rest.
 *
 *   node wasm.mjs names WASM                  {imports, exports} as JSON
 *   node wasm.mjs mark WASM MARKED            every function tells `mark.called(its number)` when it is called
 *   node wasm.mjs cut WASM CALLED MAIN REST   CALLED: the numbers that were told, as JSON
 *
 * Binaryen's `wasm-split` does this too, but is not among the tools of its npm package.
 *
 * MAIN keeps the functions that were called. In place of each other one that it still mentions stands a stub, which has
 * `rest.join()` fetch REST at the first call, and goes on through the table `rest`. Its first places are for the
 * functions in REST, which REST fills; then come those of MAIN that REST calls, which it imports as `hot.<place>`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

const { i32, none, Features } = binaryen;
const TABLE = "rest";
/** How Binaryen calls the memory that a module imports. */
const MEMORY = "mimport$0";
/** What Pyodide's wasm uses, and nothing that a browser of 2022 does not know. */
const FEATURES = [
  Features.MutableGlobals, Features.SignExt, Features.NontrappingFPToInt, Features.BulkMemory, Features.BulkMemoryOpt,
  Features.ReferenceTypes, Features.Multivalue, Features.ExceptionHandling, Features.SIMD128,
].reduce((all, feature) => all | feature);

/** @param {string} file */
function readModule(file) {
  const module = binaryen.readBinary(readFileSync(file));
  module.setFeatures(FEATURES);
  return module;
}

/** @param {number} count @param {(at: number) => number} get @param {(one: number) => any} info */
const listAll = (count, get, info) => Array.from({ length: count }, (_, at) => info(get(at)));

/** @param {any} module all functions, imported ones too */
const listFunctions = (module) =>
  listAll(module.getNumFunctions(), (at) => module.getFunctionByIndex(at), binaryen.getFunctionInfo);
/** @param {any} module */
const ownFunctions = (module) => listFunctions(module).filter((one) => !one.module);
/** @param {any} module globals of its own that change */
const listVariables = (module) =>
  listAll(module.getNumGlobals(), (at) => module.getGlobalByIndex(at), binaryen.getGlobalInfo).filter(
    (one) => one.mutable && !one.module,
  );
/** @param {any} module tables of its own */
const listTables = (module) =>
  listAll(module.getNumTables(), (at) => module.getTableByIndex(at), binaryen.getTableInfo).filter((one) => !one.module);
/** @param {any} module */
const listElements = (module) =>
  listAll(module.getNumElementSegments(), (at) => module.getElementSegmentByIndex(at), binaryen.getElementSegmentInfo);

/** @param {string} wasm @param {string} marked */
function mark(wasm, marked) {
  const module = readModule(wasm);
  module.addFunctionImport("called", "mark", "called", i32, none);
  ownFunctions(module).forEach(({ name, body, results }, number) => {
    const tell = module.call("called", [module.i32.const(number)], none);
    binaryen.Function.setBody(module.getFunction(name), module.block(null, [tell, body], results));
  });
  writeFileSync(marked, module.emitBinary());
}

/** @param {string} wasm @param {string} called @param {string} main @param {string} rest */
function cut(wasm, called, main, rest) {
  const hot = new Set(JSON.parse(readFileSync(called, "utf8")));
  const module = readModule(wasm);
  const names = ownFunctions(module).map((one) => one.name);
  const cold = new Set(names.filter((_, number) => !hot.has(number)));
  const other = readModule(wasm);
  const places = removeCold(module, cold);
  const wanted = keepCold(other, cold, places);
  addStubs(module, places, wanted);
  writeFileSync(main, module.emitBinary());
  writeFileSync(rest, other.emitBinary());
}

/** @param {any} module @param {Set<string>} cold @returns {string[]} the cold functions that it mentions */
function removeCold(module, cold) {
  for (const { name } of listVariables(module)) module.addGlobalExport(name, name);
  for (const { name } of listTables(module)) module.addTableExport(name, `table.${name}`);
  for (const name of cold) binaryen.Function.setBody(module.getFunction(name), module.unreachable());
  module.runPasses(["remove-unused-module-elements"]);
  return ownFunctions(module).map((one) => one.name).filter((name) => cold.has(name));
}

/**
 * @param {any} module becomes REST
 * @param {Set<string>} cold
 * @param {string[]} places the cold functions that MAIN mentions
 * @returns {string[]} the functions of MAIN that it calls
 */
function keepCold(module, cold, places) {
  for (let at = module.getNumExports(); at > 0; at -= 1)
    module.removeExport(binaryen.getExportInfo(module.getExportByIndex(0)).name);
  for (const { name } of listElements(module)) module.removeElementSegment(name);
  const { initial, max } = module.getMemoryInfo();
  module.setMemory(initial, max ?? -1, null, [], false, false, MEMORY);
  module.addMemoryImport(MEMORY, "env", "memory");
  for (const { name, params, results } of ownFunctions(module))
    if (!cold.has(name)) importHot(module, name, name, params, results);
  module.setStart(module.addFunction("rest.start", none, none, [], module.nop()));
  for (const { name, type } of listVariables(module)) module.addGlobalImport(name, "main", name, type, true);
  for (const { name } of listTables(module)) module.addTableImport(name, "main", `table.${name}`);
  module.addTable(TABLE, places.length, -1);
  module.addTableImport(TABLE, "main", TABLE);
  module.addActiveElementSegment(TABLE, "cold", places, module.i32.const(0));
  module.runPasses(["remove-unused-module-elements"]);
  const wanted = listFunctions(module).filter((one) => one.module === "hot");
  wanted.forEach(({ name, params, results }, at) =>
    importHot(module, name, String(places.length + at), params, results),
  );
  return wanted.map(({ name }) => name);
}

/** @param {any} module @param {string} name @param {string} base @param {number} params @param {number} results */
function importHot(module, name, base, params, results) {
  // Made anew: one that was its own before would be imported with an exact type, which browsers do not know.
  module.removeFunction(name);
  module.addFunctionImport(name, "hot", base, params, results);
}

/** @param {any} module becomes MAIN @param {string[]} places @param {string[]} wanted */
function addStubs(module, places, wanted) {
  module.addFunctionImport("rest.join", "rest", "join", none, none);
  module.addGlobal("rest.joined", i32, true, module.i32.const(0));
  const join = [module.call("rest.join", [], none), module.global.set("rest.joined", module.i32.const(1))];
  const isMissing = module.i32.eqz(module.global.get("rest.joined", i32));
  module.addFunction("rest.need", none, none, [], module.if(isMissing, module.block(null, join)));
  module.addTable(TABLE, places.length + wanted.length, -1);
  module.addTableExport(TABLE, TABLE);
  module.addActiveElementSegment(TABLE, "hot", wanted, module.i32.const(places.length));
  places.forEach((name, place) => {
    const { params, results } = binaryen.getFunctionInfo(module.getFunction(name));
    const given = binaryen.expandType(params).map((type, at) => module.local.get(at, type));
    const go = module.call_indirect(TABLE, module.i32.const(place), given, params, results);
    const stub = module.block(null, [module.call("rest.need", [], none), go], results);
    binaryen.Function.setBody(module.getFunction(name), stub);
  });
}

/** @param {string} wasm */
function names(wasm) {
  const module = new WebAssembly.Module(readFileSync(wasm));
  const imports = WebAssembly.Module.imports(module).map(({ name }) => name);
  const exports = WebAssembly.Module.exports(module).map(({ name }) => name);
  process.stdout.write(JSON.stringify({ imports, exports }));
}

const COMMANDS = { names, mark, cut };
const [command, ...files] = process.argv.slice(2);
COMMANDS[command](...files);
