/**
 * The few lines of DOM building that the widget needs. Text goes in as text nodes only, so nothing
 * a shopper or an agent writes is ever read as markup.
 */
export type Child = Node | string | null | undefined | false;

type Props = Record<string, string | number | boolean | ((event: never) => void) | undefined>;

/** `on…` props are listeners, the others attributes; false and undefined leave one out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (typeof value === "function") {
      node.addEventListener(name.slice(2), value as unknown as EventListener);
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) if (child) node.append(child);
  return node;
}

export function attributes(node: Element, values: Record<string, string | null>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === null) node.removeAttribute(name);
    else if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
}

export function setText(node: Element, words: string): void {
  if (node.textContent !== words) node.textContent = words;
}

/** Line icons on a 24 grid, as path data. */
const paths = {
  chat: "M4 12a8 7 0 0 1 16 0a8 7 0 0 1-8 7q-1.6 0-3-.5L4.6 20l1-3.4A6.6 6.6 0 0 1 4 12Z"
    + "M9 12h.01M12 12h.01M15 12h.01",
  close: "M6 6l12 12M18 6L6 18",
  down: "M6 9l6 6l6-6",
  send: "M5 12h13M12.5 6l6 6l-6 6",
  bell: "M4.5 18h15M6 18a6 6.5 0 0 1 12 0M12 11.5V8.5M10 8h4",
  person: "M12 12a3.8 3.8 0 1 0 0-7.6a3.8 3.8 0 0 0 0 7.6ZM5 20a7 6 0 0 1 14 0",
  order: "M4 8l8-4l8 4v8l-8 4l-8-4ZM4 8l8 4l8-4M12 12v8M8 6l8 4",
  return: "M9 7L5 11l4 4M5 11h9a5 4.5 0 0 1 0 9h-3",
  points: "M12 4l2.4 5 5.6.7-4.1 3.9 1.1 5.5-5-2.7-5 2.7 1.1-5.5L4 9.7 9.6 9Z",
  complaint: "M5 5h14v11h-7l-4 3.5V16H5ZM12 8v3.5M12 13.5v.01",
  ticket: "M4 8h16v2.5a1.5 1.5 0 0 0 0 3V16H4v-2.5a1.5 1.5 0 0 0 0-3ZM14 8v8",
  warn: "M12 8v5M12 16v.01M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17Z",
  sent: "M5 12.5l4.5 4.5L19 7.5",
  wait: "M12 7.5V12l3 2M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16Z",
} as const;

export type Icon = keyof typeof paths;

const svgSpace = "http://www.w3.org/2000/svg";

export function icon(name: Icon): SVGElement {
  const svg = document.createElementNS(svgSpace, "svg");
  attributes(svg, { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" });
  const path = document.createElementNS(svgSpace, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}

/** Keeps `parent` holding exactly `rows`, in order; a row is built anew only when its `is` changes. */
export interface Row {
  key: string;
  is: string;
  build(): HTMLElement;
}

export class Rows {
  #held = new Map<string, { is: string; node: HTMLElement }>();

  show(parent: Element, rows: Row[]): void {
    const next = new Map(rows.map((row) => {
      const old = this.#held.get(row.key);
      return [row.key, old?.is === row.is ? old : { is: row.is, node: row.build() }] as const;
    }));
    // What goes, goes first: a node that stays is then not moved, and keeps the focus it may have.
    for (const [key, old] of this.#held) if (next.get(key) !== old) old.node.remove();
    let at = parent.firstChild;
    for (const { node } of next.values()) {
      if (node === at) at = at.nextSibling;
      else parent.insertBefore(node, at);
    }
    this.#held = next;
  }
}
