// `LuCI.form` (https://openwrt.github.io/luci/jsapi/LuCI.form.html): a map of a UCI configuration with
// sections and options, which draws them and writes through ubus what was changed.
import { isValid } from './datatypes.mjs';

export function formOf(dom, rpc) {
  const uciGet = rpc.declare({ object: 'uci', method: 'get', params: ['config'], expect: { values: {} } });
  const uciSet = rpc.declare({ object: 'uci', method: 'set', params: ['config', 'section', 'values'] });
  const uciDelete = rpc.declare({ object: 'uci', method: 'delete', params: ['config', 'section', 'options'] });

  /** An option: `widget()` draws it, `formvalue()` reads it back. */
  class Value {
    rmempty = true;
    choices = [];
    dependencies = [];

    constructor(section, option, title, description) {
      Object.assign(this, { section, option, title, description });
    }

    value(key, title = key) {
      this.choices.push([key, title]);
    }

    depends(option, value) {
      this.dependencies.push([option, value]);
    }

    id(name) {
      return `widget.cbid.${this.section.map.config}.${name}.${this.option}`;
    }

    cfgvalue(name) {
      return this.section.map.uci[name]?.[this.option];
    }

    shown(name) {
      return this.cfgvalue(name) ?? this.default ?? '';
    }

    widget(name) {
      return dom.create('input', { id: this.id(name), value: this.shown(name) });
    }

    formvalue(name) {
      return this.nodes[name].value;
    }

    nodes = {};

    render(name) {
      this.nodes[name] = this.widget(name);
      return dom.create('div', { class: 'cbi-value', 'data-name': this.option, 'data-section': name }, [
        dom.create('label', { class: 'cbi-value-title' }, this.title),
        this.nodes[name],
        dom.create('div', { class: 'cbi-value-description' }, this.description ?? ''),
      ]);
    }

    isActive(name) {
      return this.dependencies.every(([option, value]) =>
        this.section.options.find((one) => one.option === option).formvalue(name) === value);
    }

    /** Tells `change(option, value)` what is to be written; an undefined value is deleted. */
    parse(name, change) {
      const before = this.cfgvalue(name);
      const now = this.isActive(name) ? this.formvalue(name) : '';
      for (const one of [now].flat().filter((text) => text !== '')) {
        if (this.datatype && !isValid(this.datatype, one)) {
          throw new TypeError(`${this.title}: ${one} is no ${this.datatype}`);
        }
        const verdict = this.validate?.(name, one) ?? true;
        if (verdict !== true) {
          throw new TypeError(`${this.title}: ${one}: ${verdict}`);
        }
      }
      const without = [now].flat().join('') === '' || this.isLeftOut(now);
      if (without ? before !== undefined && this.rmempty : String(now) !== String(before ?? '')) {
        change(this.option, without ? undefined : now);
      }
    }

    isLeftOut() {
      return false;
    }
  }

  class ListValue extends Value {
    widget(name) {
      const shown = this.shown(name);
      const choices = this.choices.some(([key]) => key === shown) ? this.choices : [[shown, shown], ...this.choices];
      return dom.create('select', { id: this.id(name) }, choices.map(([key, title]) =>
        dom.create('option', { value: key, ...(key === shown ? { selected: '' } : {}) }, [title])));
    }
  }

  class Flag extends Value {
    enabled = '1';
    disabled = '0';
    default = '0';

    widget(name) {
      const on = this.shown(name) === this.enabled;
      return dom.create('input', { id: this.id(name), type: 'checkbox', ...(on ? { checked: '' } : {}) });
    }

    formvalue(name) {
      return this.nodes[name].checked ? this.enabled : this.disabled;
    }

    // A flag that stands at its default is not written.
    isLeftOut(now) {
      return now === this.default && this.rmempty;
    }
  }

  class DynamicList extends Value {
    widget(name) {
      return dom.create('div', { id: this.id(name) },
        [this.shown(name)].flat().filter((one) => one !== '').map((one) => dom.create('input', { value: one })));
    }

    formvalue(name) {
      return this.nodes[name].querySelectorAll('input').map((field) => field.value);
    }
  }

  class DummyValue extends Value {
    widget(name) {
      const shown = this.shown(name);
      return dom.create('div', {}, this.rawhtml ? shown : [shown]);
    }

    parse() {}
  }

  class Section {
    options = [];
    tabs = [];

    constructor(map, title) {
      Object.assign(this, { map, title });
    }

    tab(name) {
      this.tabs.push(name);
    }

    taboption(tab, Kind, ...about) {
      if (!this.tabs.includes(tab)) throw new ReferenceError(`no tab ${tab}`);
      return this.option(Kind, ...about);
    }

    option(Kind, ...about) {
      const option = new Kind(this, ...about);
      this.options.push(option);
      return option;
    }

    render() {
      return dom.create('div', { class: 'cbi-section' }, [
        this.title && dom.create('h3', [this.title]),
        ...this.names().map((name) => dom.create('div', { class: 'cbi-section-table-row', 'data-section': name },
          this.options.map((option) => option.render(name)))),
      ]);
    }
  }

  class NamedSection extends Section {
    constructor(map, name, type, title) {
      super(map, title);
      this.names = () => [name];
    }
  }

  class GridSection extends Section {
    constructor(map, type, title) {
      super(map, title);
      this.names = () => Object.values(map.uci).filter((one) => one['.type'] === type).map((one) => one['.name']);
    }
  }

  class Map {
    uci = {};
    sections = [];

    constructor(config, title, description) {
      Object.assign(this, { config, title, description });
    }

    section(Kind, ...about) {
      const section = new Kind(this, ...about);
      this.sections.push(section);
      return section;
    }

    async render() {
      this.uci = await uciGet(this.config);
      const node = dom.create('div', { class: 'cbi-map' }, [
        dom.create('h2', [this.title]), ...this.sections.map((section) => section.render())]);
      node.model = this;
      return node;
    }

    /** Writes nothing unless all is valid. */
    async save() {
      const changes = this.sections.flatMap((section) => section.names().map((name) => this.#changes(section, name)));
      for (const { name, values, options } of changes) {
        if (Object.keys(values).length) await uciSet(this.config, name, values);
        if (options.length) await uciDelete(this.config, name, options);
      }
    }

    #changes(section, name) {
      const values = {};
      const options = [];
      for (const option of section.options) {
        option.parse(name, (key, value) => {
          if (value === undefined) options.push(key);
          else values[key] = value;
        });
      }
      return { name, values, options };
    }
  }

  return { Map, NamedSection, GridSection, Value, ListValue, Flag, DynamicList, DummyValue };
}
