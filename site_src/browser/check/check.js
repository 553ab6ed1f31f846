// @ts-check
/* Opens the self-check on its page of the site. */
import { carryAnswers, takeAnswers } from "./carry.js";
import { openCheck } from "./form.js";
import { readPageData } from "./page.js";
import { openSession } from "./session.js";
import { noticesUnder, openWorker } from "../python/selfcheck.js";

const data = readPageData();
const session = openSession(openWorker, data.timeLimit, noticesUnder(new URL(data.root, location.href)));
carryAnswers(openCheck(data, session, takeAnswers()));
