// A stand-in for LuCI's browser side, written after its documentation
// (https://openwrt.github.io/luci/jsapi): the loader of modules with `'require …'`, class
// `LuCI.baseclass`, and of the modules what the pages use. No more than a page of ours needs to run
// and to be looked at; whether LuCI itself agrees is what the test in a browser shows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import './format.mjs';
import { Document, Event } from './document.mjs';
import { domOf } from './dom.mjs';
import { formOf } from './form.mjs';
import { Poll } from './poll.mjs';
import { rpcOf } from './rpc.mjs';
import { uiOf } from './ui.mjs';
import { viewOf } from './view.mjs';

const REQUIRE = /^'require ([\w.]+)(?: as (\w+))?';$/gm;

/** `LuCI.baseclass`: `extend()` makes a class with these properties. */
class BaseClass {
  static extend(properties) {
    const Extended = class extends this {};
    Object.assign(Extended.prototype, properties);
    return Extended;
  }
}

/** A browser with a router behind it. */
export class Luci {
  document = new Document();
  poll = new Poll();
  #modules = new Map();

  /**
   * @param resources our folder `luci-static/resources`
   * @param ubus answers calls: object, method and arguments
   * @param browser what else the pages find in `window`
   */
  constructor(resources, ubus, browser = {}) {
    this.resources = resources;
    const dom = domOf(this.document);
    this.window = { navigator: {}, setTimeout: (task) => void this.later.push(task), ...browser };
    this.later = [];
    const L = {
      bind: (task, self, ...first) => (...more) => task.call(self, ...first, ...more),
      resolveDefault: (value, otherwise) => Promise.resolve(value).catch(() => otherwise),
      url: (...parts) => ['/cgi-bin/luci', ...parts].join('/'),
    };
    this.globals = { L, E: dom.create, _: (text) => text, document: this.document, Event };
    const rpc = rpcOf(ubus);
    const ui = uiOf(this.document, dom);
    const form = formOf(dom, rpc);
    const provided = { baseclass: BaseClass, dom, poll: this.poll, rpc, ui, form };
    provided.view = viewOf(BaseClass, dom, this.document, ui);
    provided['tools.widgets'] = { NetworkSelect: form.ListValue };
    provided.network = {
      getIfnameOf: (device) => String(device),
      registerProtocol: (name, properties) => BaseClass.extend({ _ubus: () => null, ...properties }),
    };
    for (const [name, module] of Object.entries(provided)) this.#modules.set(name, module);
  }

  /** A module by its name, such as `tquic.bond`. */
  require(name) {
    if (!this.#modules.has(name)) this.#modules.set(name, this.#load(name));
    return this.#modules.get(name);
  }

  #load(name) {
    const source = readFileSync(join(this.resources, `${name.replaceAll('.', '/')}.js`), 'utf8');
    const scope = { ...this.globals, ...this.window, window: this.window };
    for (const [, required, alias] of source.matchAll(REQUIRE)) {
      scope[alias ?? required.replaceAll(/\W/g, '_')] = this.require(required);
    }
    const Module = new Function(...Object.keys(scope), source)(...Object.values(scope));
    return new Module();
  }

  /** Opens a page and waits until it is drawn. */
  async open(view) {
    const place = this.document.body.appendChild(this.globals.E('div', { id: 'view' }));
    await this.require(`view.${view}`).show(place);
    return this;
  }

  /** Lets what was begun come to its end; answers take no time here. */
  async settle() {
    await new Promise((done) => setImmediate(done));
  }

  /** One round of the page's polls. */
  async tick() {
    await this.poll.step();
    await this.settle();
  }

  $(selector) {
    return this.document.querySelector(selector);
  }

  $$(selector) {
    return this.document.querySelectorAll(selector);
  }

  /** The button or link with this label. */
  button(label) {
    return [...this.$$('button'), ...this.$$('a')].find((node) => node.textContent === label) ?? null;
  }

  async click(label) {
    this.button(label).click();
    await this.settle();
  }

  /** What a user types or chooses. */
  async enter(selector, value, type = 'input') {
    const field = this.$(selector);
    field.value = value;
    field.dispatchEvent(new Event(type, { bubbles: true }));
    await this.settle();
  }

  /** What stands at the top of the page, by its kind. */
  notes(kind) {
    return this.$$(`.alert-message.${kind}`).map((note) => note.textContent);
  }
}
