// @ts-check
/* The page of a notice: its state, the language of its text, and citing its clauses. */
import { offerCitations } from "./citing.js";
import { offerCopies } from "./copying.js";
import { chooseText } from "./language.js";
import { followStates } from "./states.js";

followStates();
chooseText();
offerCitations();
offerCopies();
