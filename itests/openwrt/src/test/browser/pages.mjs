// Looks at the LuCI pages in a browser.
//
// node pages.mjs LUCI HTDOCS BROWSER [PICTURES]
//   LUCI      LuCI's source tree
//   HTDOCS    the htdocs folder of our pages
//   BROWSER   a Chromium
//   PICTURES  a folder for screenshots
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { Router } from './answers.mjs';
import { serve } from './router.mjs';

const [luci, htdocs, executablePath, pictures] = process.argv.slice(2);
const DESKTOP = { viewport: { width: 1100, height: 800 } };
const PHONE = {
  viewport: { width: 390, height: 844 }, screen: { width: 390, height: 844 },
  deviceScaleFactor: 1.5, isMobile: true, hasTouch: true,
};
const HARM = '<img src="x" onerror="window.harmed = true">';
const CODE = 'tquic1:AQIDBAUGBwgJCgsMDQ4PEA';

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });

async function on(view, device, test, prepare = () => {}) {
  const router = new Router();
  const server = await serve(luci, htdocs, router.ubus);
  const context = await browser.newContext(device);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const failures = [];
  page.on('pageerror', (error) => failures.push(error.message));
  try {
    await prepare(router, page);
    await page.goto(`${server.url}/cgi-bin/luci/admin/services/tquic/${view}`);
    await page.waitForSelector('#view h2');
    await test(page, router);
    assert.deepEqual(failures, [], 'scripts fail');
  } catch (error) {
    if (pictures) await page.screenshot({ path: join(pictures, 'failed.png'), fullPage: true });
    throw error;
  } finally {
    await context.close();
    server.close();
  }
}

async function picture(page, name, fullPage = true) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage });
}

/** Some time passes in the browser, an update of the status at a time. */
async function updates(page, count) {
  for (let i = 0; i < count; i++) {
    const links = page.waitForResponse((response) =>
      response.url().includes('/ubus') && /"method":"call".*"links"/.test(response.request().postData()));
    await page.clock.runFor(2000);
    await links;
  }
}

const points = (page) =>
  page.locator('tr[data-link=wan1] polyline').first().getAttribute('points');

/** Nothing sticks out of a narrow screen. */
async function fits(page) {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok(content <= screen, `${content} px wide on a screen of ${screen} px`);
}

/** The second link is a phone that is paid for by volume. */
function phone(router) {
  Object.assign(router.links.find((link) => link.name === 'wan2'), { kind: 'USB_TETHER', driver: 'rndis_host', metered: true });
  router.paths()[1].quota = { limitBytes: 20e9, resetDay: 15, usedBytes: 16.4e9, resetsOn: '2026-12-15' };
  Object.assign(router.uci.tquic.lte, { quota: '20G', quota_day: '15' });
}

const asked = (router, object, method) =>
  router.calls.filter((call) => call.object === object && call.method === method);

const tests = {
  'the status shows each link with state, rates and reasons': () =>
    on('status', DESKTOP, async (page, router) => {
      const rows = page.locator('#tquic-paths tr[data-link]');
      assert.equal(await rows.count(), 2);
      assert.match(await rows.nth(0).textContent(), /wan1.*active/s);
      assert.match(await rows.nth(0).textContent(), /↓ \d+\.\d Mbit\/s/);
      router.paths()[1].state = 'SUSPECT';
      router.paths()[1].reason = 'SILENT';
      await page.waitForSelector('tr[data-link=wan2] .label.warning');
      assert.match(await rows.nth(1).textContent(), /went silent/);
    }),

  'the status is alive': () =>
    on('status', DESKTOP, async (page, router) => {
      const before = await page.locator('#tquic-paths').innerText();
      await updates(page, 1);
      await page.waitForFunction(
        (text) => document.querySelector('#tquic-paths').innerText !== text, before);
      await updates(page, 70);
      assert.equal((await points(page)).split(' ').length, 60, 'bounded');
      await picture(page, 'luci-status');
    }, (router, page) => { phone(router); return page.clock.install(); }),

  'the status fits a phone': () =>
    on('status', PHONE, async (page) => {
      await updates(page, 20);
      await fits(page);
      await picture(page, 'luci-status-phone');
    }, (router, page) => { phone(router); return page.clock.install(); }),

  'a scheduler is changed while the bond runs': () =>
    on('status', DESKTOP, async (page, router) => {
      await page.selectOption('#widget\\.scheduler', 'aggregate');
      await page.waitForSelector('.alert-message.info');
      const [call] = asked(router, 'tquic', 'set');
      assert.equal(call.args.scheduler, 'aggregate');
      assert.equal(call.args.congestion, '');
    }),

  'a role that does not run says why': () =>
    on('status', DESKTOP, async (page) => {
      assert.match(await page.locator('.alert-message').innerText(), /not paired.*used before/s);
      assert.equal(await page.locator('#tquic-paths').count(), 0);
    }, (router) => { router.running = false; router.paired = false; }),

  'what was said by others is text and not a page': () =>
    on('status', DESKTOP, async (page, router) => {
      const rows = page.locator('#tquic-paths tr[data-link]');
      assert.match(await rows.nth(0).textContent(), /closed by the server: <img/);
      router.running = false;
      await page.waitForSelector('pre');
      assert.match(await page.locator('pre').textContent(), /<img/);
      assert.equal(await page.evaluate(() => window.harmed), undefined);
    }, (router) => {
      Object.assign(router.paths()[0], { state: 'FAILED', reason: 'CLOSED_BY_PEER', detail: HARM });
      router.state.message = HARM;
      router.state.warnings = [HARM];
      router.links.forEach((link) => { link.driver = HARM; });
      router.log = [HARM];
    }),

  'so is what the doctor saw': () =>
    on('doctor', DESKTOP, async (page) => {
      await page.click('text=Examine the links');
      await page.waitForSelector('text=What to do');
      assert.equal(await page.evaluate(() => window.harmed), undefined);
      assert.equal(await page.locator('#tquic-findings img').count(), 0);
    }, (router) => {
      for (const link of router.findings.links) {
        Object.assign(link, { verdict: HARM, evidence: [HARM], remedy: HARM });
        link.steps.forEach((step) => { step.detail = HARM; });
      }
    }),

  'settings are written as UCI': () =>
    on('settings', DESKTOP, async (page, router) => {
      await page.selectOption('select[id="widget.cbid.tquic.bond.failover"]', 'block');
      await page.selectOption('select[id="widget.cbid.tquic.lte.metered"]', 'off');
      await page.click('.cbi-button-save');
      await page.waitForFunction(() => !document.querySelector('.cbi-button-save').disabled);
      const set = (section) => asked(router, 'uci', 'set').find((call) => call.args.section === section).args.values;
      assert.equal(set('bond').failover, 'block');
      assert.equal(set('lte').metered, 'off');
    }),

  'settings look right': () =>
    on('settings', DESKTOP, async (page) => {
      assert.equal(await page.locator('.cbi-section-table-row').count(), 2);
      await picture(page, 'luci-settings');
    }, phone),

  'settings fit a phone': () =>
    on('settings', PHONE, async (page) => {
      await fits(page);
      await picture(page, 'luci-settings-phone');
    }, phone),

  'the doctor shows steps as they are done, then verdicts': () =>
    on('doctor', DESKTOP, async (page, router) => {
      await page.click('text=Examine the links');
      await page.waitForSelector('.cbi-section[data-link=wan1] .spinning');
      await page.waitForSelector('.cbi-section[data-link=wan2] h3 .label');
      const first = page.locator('.cbi-section[data-link=wan1]');
      assert.equal(await first.locator('tr').count(), router.findings.links[0].steps.length);
      assert.equal(await page.locator('text=Examine the links').isEnabled(), true);
      await picture(page, 'luci-doctor', false);
    }),

  'the doctor says what to do, and fits a phone': () =>
    on('doctor', PHONE, async (page) => {
      await page.click('text=Examine the links');
      await page.waitForSelector('text=What to do');
      assert.match(await page.locator('h3 .label.important').first().textContent(), /udp-blocked/);
      await fits(page);
      await picture(page, 'luci-doctor-phone', false);
    }, (router) => {
      Object.assign(router.findings.links[1], {
        verdict: 'udp-blocked', evidence: ['nothing comes back by UDP on this link alone'],
        remedy: 'let UDP to 203.0.113.1 port 4433 out' });
    }),

  'a code pairs': () =>
    on('pairing', DESKTOP, async (page, router) => {
      const button = page.locator('button:text-is("Pair")');
      assert.equal(await button.isDisabled(), true);
      await page.fill('#tquic-code', 'not a code');
      assert.equal(await button.isDisabled(), true);
      await page.fill('#tquic-code', ` ${CODE}\n`);
      await button.click();
      await page.waitForSelector('text=Bonded with 203.0.113.1:4433');
      assert.equal(asked(router, 'tquic', 'pair')[0].args.code, CODE);
    }),

  'a refused code is told': () =>
    on('pairing', DESKTOP, async (page) => {
      await page.fill('#tquic-code', 'tquic1:refused');
      await page.locator('button:text-is("Pair")').click();
      await page.waitForSelector('.alert-message.danger');
    }),

  'a code is read from a picture where the browser can': () =>
    on('pairing', PHONE, async (page) => {
      const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');
      await page.setInputFiles('input[type=file]', { name: 'code.png', mimeType: 'image/png', buffer: dot });
      await page.waitForFunction(() => document.querySelector('#tquic-code').value);
      assert.equal(await page.inputValue('#tquic-code'), CODE);
      await fits(page);
      await picture(page, 'luci-pairing-phone');
    }, (router, page) => page.addInitScript((code) => {
      // Chromium reads codes on phones and Macs only.
      window.BarcodeDetector = class {
        async detect() { return [{ rawValue: 'https://example.net' }, { rawValue: code }]; }
      };
    }, CODE)),

  'without a reader of codes only pasting is offered': () =>
    on('pairing', DESKTOP, async (page) => {
      assert.equal(await page.locator('input[type=file]').count(), 0);
      assert.equal(await page.locator('text=Scan with the camera').count(), 0);
    }, (router, page) => page.addInitScript(() => { delete window.BarcodeDetector; })),

  'the protocol has a form': () =>
    on('status', DESKTOP, async (page) => {
      const names = await page.evaluate(async () => {
        const [network, form] = await Promise.all([L.require('network'), L.require('form')]);
        await L.require('protocol.tquic');
        const protocol = await network.getNetwork('bond');
        const map = new form.Map('network');
        const section = map.section(form.NamedSection, 'bond', 'interface');
        section.tab('general', 'General');
        section.tab('advanced', 'Advanced');
        protocol.renderFormOptions(section);
        document.querySelector('#view').appendChild(await map.render());
        return [protocol.getI18n(), protocol.isVirtual(), protocol.getIfname()];
      });
      assert.deepEqual(names, ['TQUIC Bond', true, 'tquic0']);
      assert.equal(await page.locator('[data-name=hostroute] input[type=checkbox]').count(), 1);
      assert.equal(await page.locator('a[href$="/tquic/settings"]').count() > 0, true);
    }),
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
await browser.close();
process.exit(failed ? 1 : 0);
