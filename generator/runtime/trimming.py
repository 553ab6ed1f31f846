"""Removes from Pyodide's script and wasm what a start without side modules never uses.

`pyodide.asm.wasm` exports everything, since a package may need it; here no package is ever loaded. What the script
itself names stays, and so do the C functions through which the worker calls Python.
"""

import json
import re
from pathlib import Path

from generator.runtime.failures import StepError
from generator.runtime.node import run_node

SCRIPT = "pyodide.asm.js"
WASM = "pyodide.asm.wasm"
FEATURES = (
    "mutable-globals",
    "sign-ext",
    "nontrapping-float-to-int",
    "bulk-memory",
    "bulk-memory-opt",
    "reference-types",
    "multivalue",
    "exception-handling",
    "simd",
)
"""The WebAssembly features Pyodide uses. With all of Binaryen's features on, no browser could read the output."""
NOTE = "/* Pyodide, MPL-2.0 (github.com/pyodide/pyodide), trimmed by generator/runtime of this site's source. */"
ALWAYS = {"__main_argc_argv"}

# The script's lines about the wasm, as Emscripten writes them.
NAMED = re.compile(r'var (\w+)=(?:Module\["\w+"\]=)?wasmExports\["(\w+)"\];')
ONLY_NAMED = re.compile(r'var (\w+)=Module\["\w+"\]=(?:wasmExports\["(\w+)"\]|\d+);')
DIRECT = re.compile(r'wasmExports(?:\.|\[")(\w+)')
IMPORTS = re.compile(r"var wasmImports=\{([^{}]*)\};")
SIGNATURE = re.compile(r'([\w$]+)\.(?:sig="\w*"|isAsync=true|nothrow=true);')
CODE = re.compile(r"async function ?\(moduleArg.*\}(?=\s*(?:\);\s*)?\}\)\(\);)", re.DOTALL)
CALLED_BY_WORKER = re.compile(r"module\._(Py\w+)")


def trim(root: Path, script: Path, wasm: Path, worker: str, target: Path) -> None:
    """Writes the trimmed script and wasm to the folder `target`; `worker` is the worker's text. Raises StepError."""
    text = script.read_text(encoding="utf-8")
    wanted = ALWAYS | named_exports(text) | set(CALLED_BY_WORKER.findall(worker))
    trim_wasm(root, wasm, wanted, target / WASM)
    names = json.loads(run_node(root, "wasm.mjs", "names", target / WASM))
    minify(root, trim_script(text, set(names["exports"]), set(names["imports"])), target / SCRIPT)


def named_exports(script: str) -> set[str]:
    """The exports of the wasm the script uses beyond naming them."""
    rest = ONLY_NAMED.sub("", NAMED.sub("", script))
    words = set(re.findall(r"[\w$]+", rest))
    return {export for name, export in NAMED.findall(script) if name in words} | set(DIRECT.findall(rest))


def code_of(script: str) -> str:
    """The exact text of the one function the script defines in a small frame. Raises StepError."""
    found = CODE.search(script)
    if found is None:
        raise StepError(f"{SCRIPT}: expected one function of moduleArg, found none")
    return found[0]


def trim_wasm(root: Path, wasm: Path, wanted: set[str], target: Path) -> None:
    """Has Binaryen remove all exports except the wanted ones, and what is then unreachable."""
    exports = json.loads(run_node(root, "wasm.mjs", "names", wasm))["exports"]
    outside = {"name": "outside", "root": True, "reaches": [name for name in exports if name in wanted]}
    graph = target.with_suffix(".json")
    graph.write_text(json.dumps([outside, *({"name": name, "export": name} for name in exports)]), encoding="utf-8")
    features = [f"--enable-{name}" for name in FEATURES]
    run_node(root, "binaryen/bin/wasm-metadce", wasm, *features, "-f", graph, "-o", target)
    graph.unlink()


def trim_script(text: str, exports: set[str], imports: set[str]) -> str:
    """The script without names for exports and entries for imports the wasm no longer has."""
    elsewhere = set(re.findall(r"[\w$]+", ONLY_NAMED.sub("", text)))
    text = ONLY_NAMED.sub(lambda line: line[0] if line[1] in elsewhere or line[2] in exports else "", text)
    table = IMPORTS.search(text)
    if table is None:
        raise StepError(f"{SCRIPT}: expected one table wasmImports, found none")
    entries = [entry.partition(":") for entry in table[1].split(",")]
    kept = [entry for entry in entries if entry[0].strip('"') in imports]
    unused = {value for _, _, value in entries} - {value for _, _, value in kept}
    text = text.replace(table[0], "var wasmImports={" + ",".join(map("".join, kept)) + "};")
    return SIGNATURE.sub(lambda line: "" if line[1] in unused else line[0], text)


def minify(root: Path, text: str, target: Path) -> None:
    target.write_text(text, encoding="utf-8")
    run_node(
        root, "terser/bin/terser", target, "--compress", "passes=2", "--mangle", "--preamble", NOTE, "--output", target
    )
