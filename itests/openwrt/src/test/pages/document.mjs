// As much of the DOM (https://dom.spec.whatwg.org) as LuCI's pages use, and of HTML's parser as it
// takes to tell markup from text.
import { matches } from './selectors.mjs';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
const VOID = new Set(['br', 'hr', 'img', 'input']);
const TOKEN = /<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</g;
const ATTRIBUTE = /([^\s=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;

const unescaped = (text) => text.replace(/&(\w+);/g, (entity, name) => ENTITIES[name] ?? entity);

export class Event {
  target = null;

  constructor(type, { bubbles = false } = {}) {
    this.type = type;
    this.bubbles = bubbles;
  }
}

class Node {
  parentNode = null;
  childNodes = [];
  #listeners = [];

  get firstChild() {
    return this.childNodes[0] ?? null;
  }

  get textContent() {
    return this.childNodes.map((child) => child.textContent).join('');
  }

  appendChild(node) {
    if (node instanceof DocumentFragment) {
      for (const child of [...node.childNodes]) this.appendChild(child);
      return node;
    }
    node.remove();
    node.parentNode = this;
    this.childNodes.push(node);
    return node;
  }

  removeChild(node) {
    this.childNodes = this.childNodes.filter((child) => child !== node);
    node.parentNode = null;
    return node;
  }

  remove() {
    this.parentNode?.removeChild(this);
  }

  addEventListener(type, listener) {
    this.#listeners.push({ type, listener });
  }

  dispatchEvent(event) {
    event.target ??= this;
    event.currentTarget = this;
    for (const { type, listener } of this.#listeners) {
      if (type === event.type) listener.call(this, event);
    }
    if (event.bubbles) this.parentNode?.dispatchEvent(event);
    return true;
  }

  *descendants() {
    for (const child of this.childNodes) {
      if (child instanceof Element) yield child;
      yield* child.descendants();
    }
  }

  querySelectorAll(selector) {
    return [...this.descendants()].filter((element) => matches(element, selector));
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }
}

class Text extends Node {
  constructor(data) {
    super();
    this.data = data;
  }

  get textContent() {
    return this.data;
  }
}

export class DocumentFragment extends Node {}

export class Element extends Node {
  attributes = {};
  #value = null;

  constructor(name) {
    super();
    this.localName = name;
  }

  getAttribute(name) {
    return this.attributes[name] ?? null;
  }

  setAttribute(name, value) {
    this.attributes[name] = String(value);
  }

  removeAttribute(name) {
    delete this.attributes[name];
  }

  hasAttribute(name) {
    return name in this.attributes;
  }

  get disabled() {
    return this.hasAttribute('disabled');
  }

  set disabled(on) {
    if (on) this.setAttribute('disabled', '');
    else this.removeAttribute('disabled');
  }

  get checked() {
    return this.hasAttribute('checked');
  }

  set checked(on) {
    if (on) this.setAttribute('checked', '');
    else this.removeAttribute('checked');
  }

  get value() {
    if (this.#value !== null) return this.#value;
    if (this.localName !== 'select') return this.getAttribute('value') ?? '';
    const options = this.querySelectorAll('option');
    return (options.find((option) => option.hasAttribute('selected')) ?? options[0])?.value ?? '';
  }

  set value(value) {
    this.#value = String(value);
  }

  set innerHTML(html) {
    for (const child of [...this.childNodes]) child.remove();
    parse(this, html);
  }

  /** Of a video: it begins at once. */
  async play() {}

  /** What a user does with it. */
  click() {
    if (!this.disabled) this.dispatchEvent(new Event('click', { bubbles: true }));
  }
}

/** Markup becomes elements, so that a test sees whether text was taken for it. */
function parse(parent, html) {
  let at = parent;
  for (const [token, end, name, attributes] of html.matchAll(TOKEN)) {
    if (!name) {
      at.appendChild(new Text(unescaped(token)));
    } else if (end) {
      while (at !== parent && at.localName !== name) at = at.parentNode;
      if (at !== parent) at = at.parentNode;
    } else {
      const element = at.appendChild(new Element(name.toLowerCase()));
      for (const [, key, ...values] of attributes.matchAll(ATTRIBUTE)) {
        element.setAttribute(key, unescaped(values.find((value) => value !== undefined) ?? ''));
      }
      if (!VOID.has(element.localName)) at = element;
    }
  }
}

export class Document extends Node {
  body = this.appendChild(new Element('body'));

  createElement(name) {
    return new Element(name.toLowerCase());
  }

  createElementNS(namespace, name) {
    return new Element(name);
  }

  createTextNode(data) {
    return new Text(String(data));
  }

  createDocumentFragment() {
    return new DocumentFragment();
  }
}

export const isNode = (value) => value instanceof Node;
