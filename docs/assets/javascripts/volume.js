// The front page of a volume: what was read of it, and its copy for reading without a connection.

import { tick } from "./places.js";

const index = document.querySelector(".index");
if (index) tick(index, index.dataset.volume, index.dataset.read);
