/** All stories, one after the other: they share one browser and the machine's two cores. */
import "./stories/errands.mjs";
import "./stories/person.mjs";
import "./stories/delivery.mjs";
import "./stories/desk.mjs";
import "./stories/tabs.mjs";
import "./stories/window.mjs";
import "./stories/reach.mjs";
import "./stories/protocol.mjs";
