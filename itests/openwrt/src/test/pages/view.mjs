// `LuCI.view` (https://openwrt.github.io/luci/jsapi/LuCI.view.html): loads, draws, and offers to save
// unless the page says `handleSave: null`.
export function viewOf(BaseClass, dom, document, ui) {
  return class extends BaseClass {
    load() {}

    handleSave() {
      return Promise.all(document.querySelectorAll('.cbi-map').map((map) => map.model.save()));
    }

    async show(place) {
      const content = await this.render(await this.load());
      dom.content(place, [
        content,
        this.handleSave ? dom.create('button', { click: ui.createHandlerFn(this, 'handleSave') }, 'Save') : '',
      ]);
    }
  };
}
