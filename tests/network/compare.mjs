// The exact test of McNemar: stdin is a list of [labels, before, after], stdout what `compared` says.

import { readFileSync, writeFileSync } from "node:fs";
import { compared } from "../../static/js/network/mcnemar.js";

const asked = JSON.parse(readFileSync(0, "utf-8"));
writeFileSync(1, JSON.stringify(asked.map(([labels, before, after]) => compared(labels, before, after))));
