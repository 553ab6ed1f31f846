// @ts-check
/* What every page's frame does: nothing here is needed to read the site, follow its links or change its language. */
import { followContents } from "./contents.js";
import { keepOnDevice } from "./device.js";
import { chooseLook } from "./display.js";
import { hintAtDownloads } from "./downloads.js";
import { openDetails, openFiles } from "./reading.js";
import { openSearch } from "./search.js";
import { keepPlace } from "./twin.js";

chooseLook();
keepPlace();
openFiles();
openDetails();
openSearch();
followContents();
hintAtDownloads();
keepOnDevice();
