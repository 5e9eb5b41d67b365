// Runs the LuCI pages on a document and a LuCI of their own, which need nothing but Node.js:
//
//   node pages.mjs HTDOCS STATE,… REASON,…
//
// HTDOCS is the htdocs folder of the pages; then the names of a path's states and of their reasons.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Router } from '../browser/answers.mjs';
import { Luci } from './luci.mjs';

const [htdocs, states, reasons] = process.argv.slice(2);
const HARM = '<img src="x" onerror="alert(1)">';
const CODE = 'tquic1:AQIDBAUGBwgJCgsMDQ4PEA';

async function open(view, { prepare = () => {}, browser = {} } = {}) {
  const router = new Router();
  prepare(router);
  const luci = new Luci(join(htdocs, 'luci-static/resources'), router.ubus, browser);
  if (view) await luci.open(`tquic.${view}`);
  return { luci, router };
}

const asked = (router, object, method) =>
  router.calls.filter((call) => call.object === object && call.method === method).map((call) => call.args);

const row = (luci, link) => luci.$(`#tquic-paths tr[data-link=${link}]`);

/** A browser that reads codes, and what its camera and pictures show, one answer per look. */
function reader(...looks) {
  const stopped = [];
  return {
    stopped,
    BarcodeDetector: class {
      async detect() {
        return (looks.shift() ?? []).map((rawValue) => ({ rawValue }));
      }
    },
    createImageBitmap: async (file) => file,
    navigator: {
      mediaDevices: {
        async getUserMedia() {
          return { getTracks: () => [{ stop: () => stopped.push('camera') }] };
        },
      },
    },
  };
}

const tests = {
  async 'the status shows each link with state, rates and reasons'() {
    const { luci, router } = await open('status');
    assert.equal(luci.$$('#tquic-paths tr[data-link]').length, 2);
    assert.match(row(luci, 'wan1').textContent, /wan1.*active.*↓ \d+\.\d Mbit\/s.*68\.0 ms round trip/s);
    Object.assign(router.paths()[1], { state: 'SUSPECT', reason: 'SILENT' });
    await luci.tick();
    assert.match(row(luci, 'wan2').textContent, /silent.*went silent/s);
    assert.ok(row(luci, 'wan2').querySelector('.label.warning'));
  },

  async 'a metered link is marked'() {
    const { luci } = await open('status', {
      prepare: (router) => { router.links.find((link) => link.name === 'wan2').metered = true; },
    });
    assert.equal(row(luci, 'wan1').querySelector('.label.notice'), null);
    assert.equal(row(luci, 'wan2').querySelector('.label.notice').textContent, 'metered');
  },

  async 'a quota shows what is used of it'() {
    const { luci, router } = await open('status', {
      prepare: (one) => {
        const quota = (usedBytes) => ({ limitBytes: 20e9, resetDay: 1, usedBytes, resetsOn: '2026-12-01' });
        one.paths()[0].quota = { limitBytes: 0, resetDay: 1, usedBytes: 0, resetsOn: '' };
        one.paths()[1].quota = quota(16.1e9);
      },
    });
    assert.equal(row(luci, 'wan1').querySelector('.tquic-quota'), null);
    assert.equal(row(luci, 'wan2').querySelector('meter').getAttribute('value'), '0.805');
    assert.match(row(luci, 'wan2').textContent, /16\.1 GB of 20\.0 GB used.*anew on 2026-12-01/);
    Object.assign(router.paths()[1], { state: 'FAILED', reason: 'QUOTA', detail: '' });
    await luci.tick();
    assert.match(row(luci, 'wan2').textContent, /its quota is used up/);
  },

  async 'a chart keeps the last minutes only'() {
    const { luci } = await open('status');
    const points = () => row(luci, 'wan1').querySelector('polyline').getAttribute('points').split(' ');
    for (let i = 0; i < 4; i++) await luci.tick();
    assert.equal(points().length, 5);
    for (let i = 0; i < 70; i++) await luci.tick();
    assert.equal(points().length, 60);
    assert.equal(points()[59].split(',')[0], '120.0', 'the newest is at the right');
  },

  async 'every state and reason of a path has words'() {
    const { luci } = await open();
    const bond = luci.require('tquic.bond');
    for (const state of states.split(',')) {
      assert.notEqual(bond.stateLabel(state).textContent, state);
    }
    for (const reason of reasons.split(',')) {
      assert.notEqual(bond.reasonText({ reason, detail: '' }), reason);
    }
    assert.equal(bond.stateLabel('NEWER').textContent, 'NEWER');
    assert.equal(bond.reasonText({ reason: 'NEWER', detail: 'why' }), 'NEWER: why');
  },

  async 'a scheduler is changed while the bond runs'() {
    const { luci, router } = await open('status');
    await luci.enter('select[id=widget.scheduler]', 'aggregate', 'change');
    assert.deepEqual(asked(router, 'tquic', 'set'), [{ scheduler: 'aggregate', congestion: '' }]);
    assert.deepEqual(luci.notes('info'), ['Scheduler is aggregate from now on']);
  },

  async 'so is the congestion control, and a refusal is told'() {
    const { luci, router } = await open('status');
    router.tquic = (method) => (method === 'set' ? { error: 'there is no such plug-in' } : {});
    await luci.enter('select[id=widget.congestion]', 'cubic', 'change');
    assert.deepEqual(asked(router, 'tquic', 'set'), [{ scheduler: '', congestion: 'cubic' }]);
    assert.deepEqual(luci.notes('danger'), ['there is no such plug-in']);
    assert.deepEqual(luci.notes('info'), []);
  },

  async 'a role that does not run says why'() {
    const { luci } = await open('status', {
      prepare: (router) => Object.assign(router, { running: false, paired: false }),
    });
    assert.match(luci.$('.alert-message').textContent, /not paired.*used before/s);
    assert.equal(luci.$('#tquic-paths'), null);
    assert.match(luci.button('Pair with a server').getAttribute('href'), /tquic\/pairing$/);
  },

  async 'the page notices that the role has come up'() {
    const { luci, router } = await open('status', { prepare: (one) => { one.running = false; } });
    assert.match(luci.$('.alert-message').textContent, /being started/);
    router.running = true;
    await luci.tick();
    assert.ok(row(luci, 'wan1'));
  },

  async 'what was said by others is text and not a page'() {
    const { luci, router } = await open('status', {
      prepare: (one) => {
        Object.assign(one.paths()[0], { state: 'FAILED', reason: 'CLOSED_BY_PEER', detail: HARM });
        Object.assign(one.state, { message: HARM, warnings: [HARM] });
        one.links.forEach((link) => { link.driver = HARM; });
        one.log = [HARM];
      },
    });
    assert.match(row(luci, 'wan1').textContent, /closed by the server: <img/);
    assert.equal(luci.notes('warning').length, 2);
    router.running = false;
    await luci.tick();
    assert.match(luci.$('pre').textContent, /<img/);
    assert.equal(luci.$('img'), null);
  },

  async 'so is what the doctor saw, and a refusal'() {
    const { luci } = await open('doctor', {
      prepare: (router) => {
        for (const link of router.findings.links) {
          Object.assign(link, { verdict: HARM, evidence: [HARM], remedy: HARM });
          link.steps.forEach((step) => { step.detail = HARM; });
        }
      },
    });
    await luci.click('Examine the links');
    for (let i = 0; i < 5; i++) await luci.tick();
    assert.match(luci.$('#tquic-findings').textContent, /What to do.*<img/s);
    luci.require('tquic.bond').tellFailure(new Error(HARM));
    assert.deepEqual(luci.notes('danger'), [HARM]);
    assert.equal(luci.$('img'), null);
  },

  async 'the doctor shows steps as they are done, then verdicts'() {
    const { luci, router } = await open('doctor');
    await luci.click('Examine the links');
    assert.equal(luci.button('Examine the links').disabled, true);
    assert.equal(luci.$$('#tquic-findings tr').length, 1);
    assert.ok(luci.$('.cbi-section[data-link=wan1] .spinning'));
    await luci.tick();
    assert.equal(luci.$$('#tquic-findings tr').length, 10);
    for (let i = 0; i < 4; i++) await luci.tick();
    assert.equal(luci.$$('.cbi-section[data-link=wan2] tr').length, router.findings.links[1].steps.length);
    assert.equal(luci.$('.cbi-section[data-link=wan2] h3 .label.success').textContent, 'works');
    assert.equal(luci.$('#tquic-findings .spinning'), null);
    assert.equal(luci.button('Examine the links').disabled, false);
    assert.equal(luci.poll.active(), false, 'nobody asks on');
  },

  async 'the doctor can be asked again'() {
    const { luci, router } = await open('doctor');
    for (let round = 1; round <= 2; round++) {
      await luci.click('Examine the links');
      assert.equal(luci.poll.active(), true);
      for (let i = 0; i < 5; i++) await luci.tick();
      assert.equal(asked(router, 'tquic', 'doctor').filter(({ action }) => action === 'start').length, round);
      assert.equal(luci.poll.active(), false);
    }
  },

  async 'the doctor says what to do'() {
    const { luci } = await open('doctor', {
      prepare: (router) => Object.assign(router.findings.links[1], {
        verdict: 'udp-blocked', evidence: ['nothing comes back by UDP'], remedy: 'let UDP out' }),
    });
    await luci.click('Examine the links');
    for (let i = 0; i < 5; i++) await luci.tick();
    const section = luci.$('.cbi-section[data-link=wan2]');
    assert.equal(section.querySelector('h3 .label.important').textContent, 'udp-blocked');
    assert.match(section.textContent, /nothing comes back by UDP.*What to do: let UDP out/s);
  },

  async 'a doctor that cannot look says why'() {
    const { luci } = await open('doctor', {
      prepare: (router) => { router.doctor = () => ({ running: false, events: [], error: 'this router is not paired' }); },
    });
    await luci.click('Examine the links');
    await luci.tick();
    assert.deepEqual(luci.notes('danger'), ['this router is not paired']);
    assert.equal(luci.button('Examine the links').disabled, false);
  },

  async 'a code pairs'() {
    const { luci, router } = await open('pairing');
    const button = luci.button('Pair');
    assert.equal(button.disabled, true);
    await luci.enter('#tquic-code', 'not a code');
    assert.equal(button.disabled, true);
    await luci.enter('#tquic-code', ` ${CODE}\n`);
    assert.equal(button.disabled, false);
    await luci.click('Pair');
    assert.deepEqual(asked(router, 'tquic', 'pair'), [{ code: CODE }]);
    assert.ok(luci.$('#tquic-outcome .spinning'));
    await luci.tick();
    assert.match(luci.notes('success')[0], /Bonded with 203\.0\.113\.1:4433/);
  },

  async 'a pairing that fails says why'() {
    const { luci } = await open('pairing', { prepare: (router) => { router.running = false; } });
    await luci.enter('#tquic-code', CODE);
    await luci.click('Pair');
    await luci.tick();
    assert.match(luci.$('#tquic-outcome').textContent, /does not run.*used before/s);
  },

  async 'a refused code is told'() {
    const { luci } = await open('pairing');
    await luci.enter('#tquic-code', 'tquic1:refused');
    await luci.click('Pair');
    assert.deepEqual(luci.notes('danger'), ['this is no pairing code']);
  },

  async 'a code is read from a picture where the browser can'() {
    const { luci } = await open('pairing', { browser: reader(['https://example.net', CODE]) });
    const field = luci.$('input[type=file]');
    field.files = [{}];
    await luci.enter('input[type=file]', '', 'change');
    assert.equal(luci.$('#tquic-code').value, CODE);
    assert.equal(luci.button('Pair').disabled, false);
  },

  async 'a picture without a code is told'() {
    const { luci } = await open('pairing', { browser: reader(['https://example.net']) });
    luci.$('input[type=file]').files = [{}];
    await luci.enter('input[type=file]', '', 'change');
    assert.match(luci.notes('danger')[0], /no pairing code in this picture/);
    assert.equal(luci.$('#tquic-code').value, '');
  },

  async 'the camera looks until it sees a code, and is let go'() {
    const browser = reader([], [CODE]);
    const { luci } = await open('pairing', { browser });
    await luci.click('Scan with the camera');
    assert.ok(luci.$('.modal video'));
    assert.deepEqual(browser.stopped, []);
    luci.later.shift()();
    await luci.settle();
    assert.equal(luci.$('.modal'), null);
    assert.deepEqual(browser.stopped, ['camera']);
    assert.equal(luci.$('#tquic-code').value, CODE);
  },

  async 'a camera that is denied is told'() {
    const browser = reader();
    browser.navigator.mediaDevices.getUserMedia = async () => { throw new Error('denied'); };
    const { luci } = await open('pairing', { browser });
    await luci.click('Scan with the camera');
    assert.deepEqual(luci.notes('warning'), ['The camera cannot be used: denied']);
  },

  async 'without a reader of codes only pasting is offered'() {
    const { luci } = await open('pairing');
    assert.equal(luci.$('input[type=file]'), null);
    assert.equal(luci.button('Scan with the camera'), null);
  },

  async 'settings show what UCI has, and only changes are written'() {
    const { luci, router } = await open('settings');
    assert.equal(luci.$('select[id=widget.cbid.tquic.bond.scheduler]').value, 'minrtt');
    assert.equal(luci.$$('.cbi-section-table-row[data-section=lte]').length, 1);
    await luci.click('Save');
    const before = asked(router, 'uci', 'set');
    assert.ok(before.every(({ values }) => !('failover' in values || 'scheduler' in values)));
    luci.$('select[id=widget.cbid.tquic.bond.failover]').value = 'block';
    luci.$('select[id=widget.cbid.tquic.lte.metered]').value = 'off';
    luci.$('input[id=widget.cbid.tquic.wan.enabled]').checked = false;
    luci.$('input[id=widget.cbid.tquic.lte.weight]').value = '3';
    luci.$('input[id=widget.cbid.tquic.lte.quota]').value = '20G';
    luci.$('input[id=widget.cbid.tquic.lte.quota_day]').value = 'never';
    await luci.click('Save');
    const written = asked(router, 'uci', 'set').slice(before.length);
    const of = (name) => written.find(({ section }) => section === name).values;
    assert.equal(of('bond').failover, 'block');
    assert.equal(of('lte').metered, 'off');
    assert.equal(of('lte').quota, '20G');
    assert.equal(of('lte').quota_day, 'never');
    assert.equal(of('lte').weight, '3');
    assert.equal(of('wan').enabled, '0');
    luci.$('input[id=widget.cbid.tquic.bond.server]').value = '[2001:db8::1]:443';
    await luci.click('Save');
    const moved = asked(router, 'uci', 'set').slice(before.length + written.length);
    assert.deepEqual(moved.map(({ values }) => values.server).filter(Boolean), ['[2001:db8::1]:443']);
  },

  async 'what is emptied is deleted, and discovery decides'() {
    const { luci, router } = await open('settings', {
      prepare: (one) => {
        Object.assign(one.uci.tquic.bond, { server: 'vpn.example.org:443' });
        Object.assign(one.uci.tquic.lte, { quota: '20G', quota_day: '15', weight: '3' });
      },
    });
    for (const id of ['bond.server', 'lte.quota', 'lte.quota_day', 'lte.weight']) {
      luci.$(`input[id=widget.cbid.tquic.${id}]`).value = '';
    }
    await luci.click('Save');
    const of = (name) => asked(router, 'uci', 'delete').find(({ section }) => section === name).options;
    assert.deepEqual(of('bond').filter((option) => option === 'server'), ['server']);
    assert.deepEqual([...of('lte')].sort(), ['enabled', 'quota', 'quota_day', 'weight']);
  },

  async 'a value that cannot be is not written'() {
    const { luci, router } = await open('settings');
    for (const [id, wrong] of [['lte.weight', '1001'], ['lte.quota', '20X'], ['lte.quota', '0G'], ['lte.quota', '0.1'], ['lte.quota', '1000000T'], ['bond.server', 'vpn.example.org'], ['bond.server', '2001:db8::1:443'], ['lte.quota_day', '32'], ['bond.device', 'two words'], ['bond.route', 'everywhere']]) {
      const field = luci.$(`[id=widget.cbid.tquic.${id}]`);
      const input = field.querySelector('input') ?? field;
      const right = input.value;
      input.value = wrong;
      await assert.rejects(luci.$('.cbi-map').model.save(), TypeError, id);
      input.value = right;
    }
    assert.deepEqual(asked(router, 'uci', 'set'), []);
    await luci.$('.cbi-map').model.save();
  },

  async 'the protocol has a form'() {
    const { luci } = await open();
    const Protocol = luci.require('protocol.tquic').constructor;
    const protocol = new Protocol();
    assert.equal(protocol.getI18n(), 'TQUIC Bond');
    assert.equal(protocol.getIfname(), 'tquic0');
    assert.equal(protocol.isVirtual() && protocol.isFloating(), true);
    const form = luci.require('form');
    const map = new form.Map('network', 'bond');
    const section = map.section(form.NamedSection, 'bond', 'interface', 'bond');
    for (const tab of ['general', 'advanced']) section.tab(tab);
    protocol.renderFormOptions(section);
    const node = await map.render();
    assert.equal(node.querySelector('[data-name=hostroute] input').checked, true);
    assert.match(node.querySelector('a').getAttribute('href'), /tquic\/settings$/);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    await test();
    console.log(`ok   ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}\n${error.stack}`);
  }
}
process.exit(failed ? 1 : 0);
