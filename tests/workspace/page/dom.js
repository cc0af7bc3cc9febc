// A very small virtual DOM. Elements are matched by key, so what a person has typed, picked, focused or
// scrolled to survives every redraw. Nothing here or elsewhere on the page parses HTML.

const VNODE = Symbol("vnode");
const SVG_TAGS = new Set(["svg", "path", "circle"]);
const LIVE = new Set(["value", "checked"]);
const RESERVED = new Set(["key", "mount"]);

let depth = 0;
const mounted = [];

const isShown = (child) => child !== null && child !== undefined && typeof child !== "boolean" && child !== "";

export function h(tag, props, ...children) {
  return { tag, props: props ?? {}, children: children.flat(Infinity).filter(isShown) };
}

/** Make the children of `parent` be what `vnodes` says, keeping every element that is still wanted. */
export function patch(parent, vnodes) {
  depth += 1;
  const present = index([...parent.childNodes], (node) => node[VNODE] ?? "");
  const wanted = [vnodes].flat(Infinity).filter(isShown);
  const nodes = [...index(wanted, (vnode) => vnode)].map(([id, vnode]) => {
    const node = present.get(id) ?? create(vnode);
    present.delete(id);
    update(node, vnode);
    return node;
  });
  for (const node of present.values()) node.remove();
  place(parent, nodes);
  depth -= 1;
  if (depth === 0) for (const run of mounted.splice(0)) run();
}

function index(items, vnodeOf) {
  const seen = new Map();
  const found = new Map();
  for (const item of items) {
    const vnode = vnodeOf(item);
    const name = vnode.tag ? `${vnode.tag}#${vnode.props.key ?? ""}` : "text";
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    found.set(`${name}#${nth}`, item);
  }
  return found;
}

/** Elements that stay in order are never moved: moving an element would take the focus from it. */
function place(parent, nodes) {
  let cursor = parent.firstChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
}

function create(vnode) {
  if (!vnode.tag) return document.createTextNode("");
  const element = SVG_TAGS.has(vnode.tag)
    ? document.createElementNS("http://www.w3.org/2000/svg", vnode.tag)
    : document.createElement(vnode.tag);
  if (vnode.props.mount) mounted.push(() => vnode.props.mount(element));
  return element;
}

function update(node, vnode) {
  if (!vnode.tag) {
    if (node.data !== String(vnode)) node.data = String(vnode);
    return;
  }
  const before = node[VNODE]?.props ?? {};
  node[VNODE] = vnode;
  for (const name of Object.keys(before)) if (!(name in vnode.props)) set(node, name, null);
  for (const [name, value] of Object.entries(vnode.props)) {
    if (!LIVE.has(name) && value !== before[name]) set(node, name, value);
  }
  patch(node, vnode.children);
  for (const name of LIVE) {
    if (name in vnode.props && node[name] !== vnode.props[name]) node[name] = vnode.props[name];
  }
}

function set(node, name, value) {
  if (RESERVED.has(name)) return;
  if (name.startsWith("on")) node[name] = value ?? null;
  else if (value === null || value === undefined || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : String(value));
}

const ICONS = {
  shield: "M12 2 4 5v6c0 5 3.4 9.4 8 11 4.6-1.6 8-6 8-11V5z M8.5 12l2.5 2.5 4.5-5",
  bolt: "M13 2 5 14h6l-1 8 8-12h-6z",
  clip: "M20 11.5 12 19.4a5 5 0 0 1-7-7l8.4-8.3a3.3 3.3 0 0 1 4.7 4.7l-8.4 8.3a1.7 1.7 0 0 1-2.4-2.4l7.5-7.4",
  send: "M4 4l17 8-17 8 3-8z M7 12h8",
  more: "M4.8 12h.4 M11.8 12h.4 M18.8 12h.4",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12 M18 6 6 18",
  lock: "M6 11h12v9H6z M9 11V8a3 3 0 0 1 6 0v3",
  file: "M6 3h8l4 4v14H6z M14 3v4h4",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z M3 20c0-4 3-6 6-6s6 2 6 6 M16 5a3 3 0 0 1 0 6 M17 14c2.5.6 4 2.7 4 6",
  clock: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z M12 7.5V12l3 2",
};

export function icon(name) {
  return h("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" },
    h("path", { d: ICONS[name] }));
}

/** An element id that is unique to its parts and safe in `for` and `aria-*` references. */
export const idOf = (...parts) => parts.join("-").replace(/[^\p{L}\p{N}_-]/gu, "_");
