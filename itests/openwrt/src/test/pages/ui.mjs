// `LuCI.ui` (https://openwrt.github.io/luci/jsapi/LuCI.ui.html): notes, dialogs, handlers, a choice.
export function uiOf(document, dom) {
  let modal = null;
  const ui = {
    addNotification(title, content, ...kinds) {
      const note = dom.create('div', { class: ['alert-message', ...kinds].join(' ') },
        title === null ? [] : [dom.create('h4', title)]);
      return document.body.appendChild(dom.append(note, content));
    },

    showModal(title, content) {
      ui.hideModal();
      modal = dom.append(dom.create('div', { class: 'modal' }, [dom.create('h4', title)]), content);
      return document.body.appendChild(modal);
    },

    hideModal() {
      modal?.remove();
      modal = null;
    },

    /** The button rests until the handler's promise is settled. */
    createHandlerFn(self, task, ...first) {
      const handler = typeof task === 'function' ? task : self[task];
      return async (event) => {
        const node = event.currentTarget;
        node.disabled = true;
        try {
          return await handler.call(self, ...first, event);
        } finally {
          node.disabled = false;
        }
      };
    },

    Select: class {
      constructor(value, choices, { id } = {}) {
        this.node = dom.create('select', { id: `widget.${id}` },
          Object.entries(choices).map(([key, title]) =>
            dom.create('option', { value: key, ...(key === value ? { selected: '' } : {}) }, [title])));
      }

      render() {
        return dom.create('div', {}, this.node);
      }

      getValue() {
        return this.node.value;
      }
    },
  };
  return ui;
}
