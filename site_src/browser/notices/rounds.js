// @ts-check
/* The home page and the list of notices: rounds by the reader's day. */
import { followStates } from "./states.js";
import { markToday } from "./today.js";

followStates();
markToday();
