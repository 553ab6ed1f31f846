// @ts-check
/* A comparison's tables, which a reader copies. */
import { copyTables } from "./copying.js";

copyTables();
